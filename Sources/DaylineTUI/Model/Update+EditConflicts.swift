import Core

/// Edit conflicts.
extension Model {
    mutating func openEditConflicts() -> [Effect] { [.loadEditConflicts] }

    /// Asks about the oldest one; settling it brings the next.
    mutating func take(_ found: [EditConflict]) -> [Effect] {
        guard let first = found.first else {
            message = Message(kind: .info, text: strings.noEditConflicts)
            return []
        }
        push(.dialog(DialogState(question: .editConflict(first), selected: 2)))
        return []
    }
}
