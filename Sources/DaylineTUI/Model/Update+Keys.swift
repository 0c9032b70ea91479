import Core

/// Keys: counts, sequences, and what they mean where.
extension Model {
    mutating func press(_ key: Key) -> [Effect] {
        message = nil
        switch layers.last {
        case .form: return pressInForm(key)
        case .dialog: return pressInDialog(key)
        case .search: return pressInSearch(key)
        case .prompt: return pressInPrompt(key)
        case nil, .details, .help, .outbox, .editConflicts: return pressInList(key)
        }
    }

    /// Browsing, details and help: counts and sequences of keys.
    private mutating func pressInList(_ key: Key) -> [Effect] {
        if key == .escape, !pending.isEmpty {
            pending = PendingKeys()
            return []
        }
        if case .character(let character) = key, pending.keys.isEmpty, takesDigit(character) {
            return []
        }
        let keys = pending.keys + [key]
        switch Keymap.standard.match(keys, in: context) {
        case .prefix:
            pending.keys = keys
            return []
        case .none:
            let label = (PendingKeys(count: nil, keys: keys)).label
            pending = PendingKeys()
            message = Message(kind: .warning, text: strings.unknownKey(label))
            return [.beep]
        case .command(let command):
            let count = pending.count
            pending = PendingKeys()
            return run(command, count: count)
        }
    }

    /// Takes a digit of a count; `0` is one only after another digit.
    private mutating func takesDigit(_ character: Character) -> Bool {
        guard character.isASCII, let digit = character.wholeNumberValue,
            digit > 0 || pending.count != nil
        else { return false }
        pending.count = min((pending.count ?? 0) * 10 + digit, PendingKeys.limit)
        return true
    }

    /// Runs a command where it stands: `count` is nil when none was typed.
    mutating func run(_ command: Command, count: Int?) -> [Effect] {
        switch context {
        case .grid: runInGrid(command, count: count)
        case .sidebar: runInSidebar(command, count: count)
        case .details: runInDetails(command, count: count)
        case .help: runInHelp(command, count: count)
        case .form: runInForm(command)
        case .dialog: runInDialog(command)
        case .search: runInSearch(command)
        case .prompt: runInPrompt(command)
        case .outbox: runInOutbox(command, count: count)
        case .editConflicts: runInEditConflicts(command, count: count)
        }
    }

    private mutating func runInGrid(_ command: Command, count: Int?) -> [Effect] {
        switch command.group {
        case .moving: return move(command, count: count)
        case .views: return changeView(command)
        case .events: return actOnEvent(command, count: count ?? 1)
        case .form: return []
        case .sync: return runSync(command, count: count)
        case .other: return runAnywhere(command)
        }
    }

    /// Syncing and alerts, wherever they have keys.
    private mutating func runSync(_ command: Command, count: Int?) -> [Effect] {
        switch command {
        case .outbox: return openOutbox()
        case .editConflicts: return openEditConflicts()
        case .syncNow: return syncNow()
        case .acknowledge: return acknowledge()
        case .snooze: return snooze(minutes: count)
        case .chooseSnooze: return chooseSnooze()
        default: return []  // commands of other groups do not come here
        }
    }

    /// What means the same wherever it has a key.
    mutating func runAnywhere(_ command: Command, count: Int? = nil) -> [Effect] {
        if command.group == .sync { return runSync(command, count: count) }
        switch command {
        case .search:
            var input = TextInput(lastSearch)
            input.selectAll()
            push(.search(SearchState(input: input)))
            return lastSearch.isEmpty ? [] : [.search(lastSearch, limit: SearchState.limit)]
        case .undo: return [.undo]
        case .redo: return [.redo]
        case .redraw: return [.redraw]
        case .help:
            push(.help(HelpState()))
            return []
        case .cancel:
            selection = nil
            return []
        case .quit: return [.quit]
        default: return []
        }
    }

    mutating func push(_ layer: Layer) {
        pending = PendingKeys()
        layers.append(layer)
    }

    mutating func paste(_ text: String) -> [Effect] {
        switch layers.last {
        case .form(var form):
            form.paste(text, formContext)
            layers[layers.count - 1] = .form(form)
            return []
        case .search(var search):
            search.input.paste(text, isMultiline: false)
            return changed(search)
        case .prompt(var prompt):
            prompt.input.paste(text, isMultiline: false)
            changed(prompt)
            return []
        case nil, .details, .dialog, .help, .outbox, .editConflicts: return []
        }
    }
}
