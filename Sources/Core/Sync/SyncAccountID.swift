/// The row of an account in the replica; never given to another account. 1 is the local one.
public struct SyncAccountID: Hashable, Comparable, Sendable {
    /// Its rowid.
    public let row: Int64
    /// Wraps a rowid.
    public init(row: Int64) { self.row = row }
    /// What never leaves this machine.
    public static let local = SyncAccountID(row: 1)
    public static func < (one: SyncAccountID, other: SyncAccountID) -> Bool { one.row < other.row }
}

/// Names one operation of the outbox for ever: a UUIDv7 (RFC 9562 §5.7), so that the server can
/// tell a repetition.
public struct OperationID: Hashable, Sendable {
    /// Lower-case, with hyphens.
    public let text: String
    /// Wraps a text.
    public init(_ text: String) { self.text = text }
}
