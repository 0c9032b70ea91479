import Core

extension OutboxEntry {
    var isDead: Bool { refusal != nil }

    /// Why it is a dead letter; nil while it waits.
    var refusal: Refusal? {
        if case .dead(let refusal) = state { refusal } else { nil }
    }
}
