/// The state of an object that both sides agreed on.
struct Anchor: Hashable {
    /// Where it is on the server; nil when it was never there.
    var href: String?
    /// As the server listed it, weak ones included.
    var etag: String?
    /// nil when the object's text is that state.
    var base: [UInt8]?

    static let none = Anchor()
}

/// A row of the outbox.
struct OperationRow {
    /// Its place in the order.
    let seq: Int
    let id: OperationID
    let account: SyncAccountID
    var calendar: CalendarID
    let object: ObjectID?
    let uid: UID
    let kind: OperationKind
    let title: String
    /// The calendar that `href` is in.
    let source: CalendarID?
    /// Of a deletion or a move: the agreed state. Of a `put` that was sent: where it went.
    var anchor: Anchor
    /// What went out; nil before the first attempt, and when it is certain that nothing arrived.
    let sent: [UInt8]?
    /// Whether an answer to what went out got lost.
    let isUncertain: Bool
    let made: Instant
    let attempts: Int
    let merges: Int
    let notBefore: Instant?
    let error: String
    let isDead: Bool
    let status: Int
    let precondition: String

    /// A creation or a change that may have arrived.
    var isSentPut: Bool { kind == .put && sent != nil && !isDead }

    /// Whether it makes a calendar at a path: that has the operation's name.
    func isMaker(of href: String) -> Bool {
        kind == .makeCalendar && href.split(separator: "/").last.map { $0 == id.text } ?? false
    }

    /// Whether the row holds the agreed state in place of its object.
    var carriesAnchor: Bool { kind == .delete || kind == .move }
}

/// A stored object with what syncing knows of it.
struct SyncRow {
    let id: ObjectID
    let calendar: CalendarID
    let uid: UID
    let text: [UInt8]
    var anchor: Anchor

    /// Whether `text` is the state that both sides agreed on.
    var isInStep: Bool { anchor.href != nil && anchor.base == nil }
}
