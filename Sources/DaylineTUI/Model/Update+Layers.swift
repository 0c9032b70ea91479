import Core

/// Details, help, the prompt and the search.
extension Model {
    mutating func runInDetails(_ command: Command, count: Int?) -> [Effect] {
        guard case .details(var state) = layers.last else { return [] }
        switch command {
        case .down, .up:
            let step = (count ?? 1) * (command == .down ? 1 : -1)
            let lines = state.details?.draft.notes.split(separator: "\n").count ?? 0
            state.scroll = min(max(0, state.scroll + step), max(0, lines - 1))
            layers[layers.count - 1] = .details(state)
            return []
        case .edit: return edit(state.instance)
        case .delete: return askToDelete(state.instance)
        case .nextEvent, .previousEvent:
            layers.removeLast()
            let effects = toEvent(command == .nextEvent ? count ?? 1 : -(count ?? 1))
            guard let selected = selectedInstance, seek == nil else { return effects }
            return effects + showDetails(of: selected)
        case .cancel:
            layers.removeLast()
            return []
        default: return runAnywhere(command, count: count)
        }
    }

    mutating func runInHelp(_ command: Command, count: Int?) -> [Effect] {
        guard case .help(var state) = layers.last else { return [] }
        let page = max(1, size.rows - 4)
        let steps = count ?? 1
        switch command {
        case .down: state.scroll += steps
        case .up: state.scroll -= steps
        case .nextPage: state.scroll += steps * page
        case .previousPage: state.scroll -= steps * page
        case .first: state.scroll = 0
        case .cancel:
            layers.removeLast()
            return []
        default: return runAnywhere(command, count: count)
        }
        state.scroll = min(max(0, state.scroll), HelpState.lines)
        layers[layers.count - 1] = .help(state)
        return []
    }

    mutating func pressInPrompt(_ key: Key) -> [Effect] {
        guard case .prompt(var prompt) = layers.last else { return [] }
        if case .command(let command) = Keymap.standard.match([key], in: .prompt) {
            return runInPrompt(command)
        }
        if prompt.input.handle(key) { changed(prompt) }
        return []
    }

    mutating func changed(_ prompt: PromptState) {
        var prompt = prompt
        let text = prompt.input.text
        prompt.isWrong = !text.isEmpty && DateText.date(text, today: today) == nil
        layers[layers.count - 1] = .prompt(prompt)
    }

    mutating func runInPrompt(_ command: Command) -> [Effect] {
        guard case .prompt(var prompt) = layers.last else { return [] }
        switch command {
        case .confirm:
            if prompt.input.text.isEmpty {
                layers.removeLast()
                return []
            }
            guard let date = DateText.date(prompt.input.text, today: today) else {
                prompt.isWrong = true
                layers[layers.count - 1] = .prompt(prompt)
                return [.beep]
            }
            layers.removeLast()
            if view == .agenda { agendaStart = date }
            return goTo(date)
        case .cancel:
            layers.removeLast()
            return []
        default: return runAnywhere(command)
        }
    }
}

/// Search with results that follow the typing.
extension Model {
    mutating func pressInSearch(_ key: Key) -> [Effect] {
        guard case .search(var search) = layers.last else { return [] }
        if case .command(let command) = Keymap.standard.match([key], in: .search) {
            return runInSearch(command)
        }
        guard search.input.handle(key) else { return [] }
        return changed(search)
    }

    mutating func changed(_ search: SearchState) -> [Effect] {
        var search = search
        let text = search.input.text
        if text.isEmpty { search.rows = [] }
        layers[layers.count - 1] = .search(search)
        return text.isEmpty ? [] : [.search(text, limit: SearchState.limit)]
    }

    /// Takes the answer unless more was typed since.
    mutating func take(_ rows: [SearchRow], for text: String) {
        guard case .search(var search) = layers.last, search.input.text == text else { return }
        search.rows = rows
        search.answered = text
        search.selected = 0
        layers[layers.count - 1] = .search(search)
    }

    mutating func runInSearch(_ command: Command) -> [Effect] {
        guard case .search(var search) = layers.last else { return [] }
        let page = max(1, size.rows - 6)
        switch command {
        case .down: search.selected += 1
        case .up: search.selected -= 1
        case .nextPage: search.selected += page
        case .previousPage: search.selected -= page
        case .confirm: return choose(search, search.selected)
        case .cancel:
            lastSearch = search.input.text
            layers.removeLast()
            return []
        default: return runAnywhere(command)
        }
        search.selected = min(max(0, search.selected), max(0, search.rows.count - 1))
        layers[layers.count - 1] = .search(search)
        return []
    }

    /// Goes to a result: the cursor on its day, the event selected.
    mutating func choose(_ search: SearchState, _ row: Int) -> [Effect] {
        guard search.rows.indices.contains(row) else { return [.beep] }
        guard let instance = search.rows[row].instance else {
            message = Message(kind: .warning, text: strings.neverHappens)
            return [.beep]
        }
        lastSearch = search.input.text
        layers.removeLast()
        if let calendar = calendar(search.rows[row].calendar), !calendar.isVisible {
            message = Message(kind: .warning, text: strings.hiddenCalendar(calendar.name))
        }
        wanted = WantedSelection(object: instance.object, start: instance.local.lowerBound)
        return select(instance)
    }
}
