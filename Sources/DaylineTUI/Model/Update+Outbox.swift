import Control
import Core

/// The outbox and its dead letters.
extension Model {
    mutating func openOutbox() -> [Effect] {
        push(.outbox(OutboxState()))
        return [.loadOutbox]
    }

    /// Takes the rows; the selection stays on what it was on.
    mutating func take(_ rows: [OutboxRow]) {
        changeOutbox { state in
            let old = state.selectedRow
            let same = rows.firstIndex {
                $0 == old || ($0.entry != nil && $0.entry?.id == old?.entry?.id)
            }
            state.rows = rows
            state.selected = same ?? min(state.selected, max(0, rows.count - 1))
            if state.selectedRow?.entry?.id != state.page?.id { state.page = nil }
        }
    }

    mutating func take(_ page: OutboxDetails) {
        changeOutbox { if $0.selectedRow?.entry?.id == page.id { $0.page = page } }
    }

    /// Changes the outbox, wherever it is in the stack of layers.
    private mutating func changeOutbox(_ change: (inout OutboxState) -> Void) {
        for index in layers.indices {
            guard case .outbox(var state) = layers[index] else { continue }
            change(&state)
            layers[index] = .outbox(state)
        }
    }

    mutating func runInOutbox(_ command: Command, count: Int?) -> [Effect] {
        guard case .outbox(let state) = layers.last else { return [] }
        switch command {
        case .down, .up, .nextPage, .previousPage, .first, .last:
            move(command, count ?? 1)
            return []
        case .cancel:
            if state.page == nil {
                layers.removeLast()
            } else {
                changeOutbox { $0.page = nil }
            }
            return []
        case .open, .accept, .retry, .edit, .delete:
            guard let row = state.selectedRow else { return [.beep] }
            return act(command, on: row)
        default: return runAnywhere(command, count: count)
        }
    }

    /// Through the rows, or through the page that is open.
    private mutating func move(_ command: Command, _ count: Int) {
        let page = max(1, size.rows - 6)
        changeOutbox { state in
            let isOpen = state.page != nil
            let lines = (state.page?.text.count ?? 0) + OutboxDetails.facts
            let last = isOpen ? lines : state.rows?.count ?? 0
            let place = isOpen ? state.page?.scroll ?? 0 : state.selected
            let wanted =
                switch command {
                case .down: place + count
                case .up: place - count
                case .nextPage: place + count * page
                case .previousPage: place - count * page
                case .first: 0
                default: last - 1
                }
            let new = min(max(0, wanted), max(0, last - 1))
            if isOpen { state.page?.scroll = new } else { state.selected = new }
        }
    }

    /// A click selects a row; a click on the selected one opens it.
    mutating func pointInOutbox(_ row: Int, isDouble: Bool) -> [Effect] {
        guard case .outbox(let state) = layers.last, state.rows?.indices.contains(row) == true
        else { return [] }
        let isAgain = row == state.selected
        changeOutbox {
            $0.selected = row
            if !isAgain { $0.page = nil }
        }
        return isDouble || isAgain ? runInOutbox(.open, count: nil) : []
    }

    private mutating func act(_ command: Command, on row: OutboxRow) -> [Effect] {
        switch row {
        case .held:
            guard command == .open || command == .accept else { return [.beep] }
            push(.dialog(DialogState(question: .heldDeletions(row), selected: 1)))
            return []
        case .entry(let entry):
            switch command {
            case .open: return [.loadOutgoing(entry.id)]
            case .retry: return [.retry(entry.id)]
            case .edit:
                guard entry.kind == .put, let object = entry.object else {
                    message = Message(kind: .warning, text: strings.nothingToEdit)
                    return [.beep]
                }
                return (zoneNames.isEmpty ? [.loadZones] : []) + [.editObject(object)]
            case .delete:
                push(.dialog(DialogState(question: .discardEdit(entry), selected: 1)))
                return []
            default: return [.beep]
            }
        }
    }

    /// Something of the outbox, or an edit conflict, is settled.
    mutating func settled(_ text: String) -> [Effect] {
        message = Message(kind: .info, text: text)
        return reload() + reloadOutbox + recount
    }
}
