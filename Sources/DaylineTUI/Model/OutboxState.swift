import Core

/// What waits: edits for the server, dead letters, and deletions for the user's consent.
struct OutboxState: Hashable, Sendable {
    /// nil until it is loaded.
    var rows: [OutboxRow]?
    /// Counted from 0.
    var selected = 0
    /// What the selected row says, when it was opened.
    var page: OutboxDetails?

    var selectedRow: OutboxRow? {
        guard let rows, rows.indices.contains(selected) else { return nil }
        return rows[selected]
    }
}

/// One line of the outbox.
enum OutboxRow: Hashable, Sendable {
    /// A pull would remove so many events of a calendar; `account` by name.
    case held(account: String, calendar: String, count: Int)
    case entry(OutboxEntry)

    var entry: OutboxEntry? {
        if case .entry(let entry) = self { entry } else { nil }
    }
}

/// An edit of the outbox, opened: what would be sent.
struct OutboxDetails: Hashable, Sendable {
    var id: OperationID
    /// Lines of iCalendar; empty for what sends no text.
    var text: [String]
    /// Lines scrolled away; the view stops at the true end.
    var scroll = 0

    /// An upper bound of the lines before the text.
    static let facts = 40
}
