import Core

/// Edit conflicts: what both sides changed, decided clash by clash or as a whole.
extension Model {
    mutating func openEditConflicts() -> [Effect] {
        push(.editConflicts(EditConflictState()))
        return [.loadEditConflicts]
    }

    /// Takes the list; the selection stays on what it was on, and what was decided of it too. The
    /// only one is opened, and so is the next one after one was settled.
    mutating func take(_ items: [EditConflictItem]) -> [Effect] {
        guard !items.isEmpty else {
            let wasShown = layers.contains(where: \.isEditConflicts)
            layers.removeAll(where: \.isEditConflicts)
            if wasShown, message == nil {
                message = Message(kind: .info, text: strings.noEditConflicts)
            }
            return []
        }
        changeEditConflicts { state in
            let isNew = state.items == nil
            let same = items.firstIndex { $0.found.id == state.selectedItem?.found.id }
            state.selected = same ?? min(state.selected, items.count - 1)
            // What differs may be something else now.
            if same.map({ items[$0] }) != state.selectedItem, state.page != nil {
                state.page = EditConflictPage(id: items[state.selected].found.id)
            }
            state.items = items
            if isNew, items.count == 1 { state.page = EditConflictPage(id: items[0].found.id) }
        }
        return []
    }

    /// Changes the layer, wherever it is in the stack.
    private mutating func changeEditConflicts(_ change: (inout EditConflictState) -> Void) {
        for index in layers.indices {
            guard case .editConflicts(var state) = layers[index] else { continue }
            change(&state)
            layers[index] = .editConflicts(state)
        }
    }

    mutating func runInEditConflicts(_ command: Command, count: Int?) -> [Effect] {
        guard case .editConflicts(let state) = layers.last else { return [] }
        switch command {
        case .down, .up, .nextPage, .previousPage, .first, .last:
            moveInEditConflicts(command, count ?? 1)
            return []
        case .cancel:
            if state.page == nil || state.items?.count == 1 {
                layers.removeLast()
            } else {
                changeEditConflicts { $0.page = nil }
            }
            return []
        case .skip: return skip(state, count ?? 1)
        case .open where state.page == nil:
            guard let item = state.selectedItem else { return [.beep] }
            changeEditConflicts { $0.page = EditConflictPage(id: item.found.id) }
            return []
        case .takeMine, .takeTheirs, .takeAllMine, .takeAllTheirs, .save, .open:
            guard let item = state.selectedItem, let page = state.page else { return [.beep] }
            return decide(command, item, page)
        default: return runAnywhere(command, count: count)
        }
    }

    /// Through the list, or through the rows of the one that is open.
    private mutating func moveInEditConflicts(_ command: Command, _ count: Int) {
        let page = max(1, size.rows - 8)
        changeEditConflicts { state in
            let last = state.page == nil ? state.items?.count : state.selectedItem?.rows.count
            let place = state.page?.row ?? state.selected
            let wanted =
                switch command {
                case .down: place + count
                case .up: place - count
                case .nextPage: place + count * page
                case .previousPage: place - count * page
                case .first: 0
                default: (last ?? 0) - 1
                }
            let new = min(max(0, wanted), max(0, (last ?? 0) - 1))
            if state.page == nil { state.selected = new } else { state.page?.row = new }
        }
    }

    /// Leaves one for later: the next one in its place.
    private mutating func skip(_ state: EditConflictState, _ count: Int) -> [Effect] {
        guard let items = state.items, items.count > 1 else {
            layers.removeLast()
            return []
        }
        changeEditConflicts { state in
            state.selected = (state.selected + count) % items.count
            if state.page != nil {
                state.page = EditConflictPage(id: items[state.selected].found.id)
            }
        }
        return []
    }

    private mutating func decide(
        _ command: Command, _ item: EditConflictItem, _ page: EditConflictPage
    ) -> [Effect] {
        switch command {
        case .takeMine, .takeTheirs:
            guard let clash = item.rows.indices.contains(page.row) ? item.rows[page.row].clash : nil
            else {
                message = Message(kind: .info, text: strings.nothingToDecide)
                return [.beep]
            }
            changeEditConflicts { state in
                state.page?.whole = nil
                state.page?.choices[clash] = command == .takeMine ? .local : .remote
            }
            return []
        case .takeAllMine, .takeAllTheirs:
            let side: MergePreference = command == .takeAllMine ? .local : .remote
            changeEditConflicts { state in
                state.page?.whole = side
                for clash in item.clashes { state.page?.choices[clash] = side }
            }
            return []
        default: return settle(item, page)
        }
    }

    /// Carries out what was decided; shows what is not decided yet.
    private mutating func settle(_ item: EditConflictItem, _ page: EditConflictPage) -> [Effect] {
        let left = page.undecided(of: item)
        guard left == 0 else {
            message = Message(kind: .warning, text: strings.undecided(left))
            let first = item.rows.firstIndex { row in
                row.clash.map { page.choices[$0] == nil } ?? false
            }
            changeEditConflicts { state in
                state.page?.row = first ?? page.row
            }
            return [.beep]
        }
        let sides = Set(item.clashes.map { page.choices[$0] })
        let side = page.whole ?? (sides.count == 1 ? sides.first ?? nil : nil)
        switch side {
        case .local: return [.resolve(item.found, .mine)]
        case .remote: return [.resolve(item.found, .theirs)]
        case nil: return [.join(item.found, page.choices)]
        }
    }

    /// A click selects a row; a click on the selected one of the list opens it.
    mutating func pointInEditConflicts(_ row: Int, isDouble: Bool) -> [Effect] {
        guard case .editConflicts(let state) = layers.last else { return [] }
        if state.page != nil {
            guard state.selectedItem?.rows.indices.contains(row) == true else { return [] }
            changeEditConflicts { $0.page?.row = row }
            return []
        }
        guard state.items?.indices.contains(row) == true else { return [] }
        let isAgain = row == state.selected
        changeEditConflicts { $0.selected = row }
        return isDouble || isAgain ? runInEditConflicts(.open, count: nil) : []
    }
}

extension Layer {
    var isEditConflicts: Bool { if case .editConflicts = self { true } else { false } }
}
