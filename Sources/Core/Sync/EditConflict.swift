/// Two edits of one object that could not be made one (RFC 5545 has no word for it). The server's
/// state is live; the other one is kept here until the user decides.
public struct EditConflict: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Both sides changed the same property.
        case edited
        /// Edited here, deleted there.
        case deletedThere = "deleted-there"
        /// Deleted here, edited there.
        case deletedHere = "deleted-here"
    }

    /// Its row; never given to another edit conflict.
    public let id: Int64
    public let object: ObjectID
    public let calendar: CalendarID
    public let title: String
    public let kind: Kind
    /// The state that both sides knew; nil when there was none.
    public let base: [UInt8]?
    /// What this side wanted; nil when it wanted it gone.
    public let local: [UInt8]?
    /// What the server had; nil when it had nothing.
    public let remote: [UInt8]?
    public let made: Instant

    public init(
        id: Int64, object: ObjectID, calendar: CalendarID, title: String, kind: Kind,
        base: [UInt8]?, local: [UInt8]?, remote: [UInt8]?, made: Instant
    ) {
        self.id = id
        self.object = object
        self.calendar = calendar
        self.title = title
        self.kind = kind
        self.base = base
        self.local = local
        self.remote = remote
        self.made = made
    }
}

/// How a user settles an edit conflict.
public enum EditConflictResolution: Hashable, Sendable {
    /// This side's version, with what the server changed elsewhere.
    case mine
    /// As it is on the server.
    case theirs
    /// Another text, made from both.
    case merged(CalendarObject)
}
