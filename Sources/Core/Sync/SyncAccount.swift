/// An account of the replica, and how syncing it stands.
public struct SyncAccount: Hashable, Sendable {
    public let id: SyncAccountID
    /// As in the configuration.
    public let name: String
    /// As in the configuration when it was last synced; empty for the local account.
    public var url = ""
    /// Path of the principal; nil before discovery.
    public var principal: String?
    /// Path of the calendar home; nil before discovery.
    public var home: String?
    public var capabilities: ServerCapabilities = []
    /// Where the WebSocket of notifications is; nil when the server has none.
    public var notifications: String?
    /// The last notification that was worked through.
    public var cursor: String?
    public var condition = AccountCondition.fresh
    /// When everything was last in step.
    public var lastSync: Instant?

    public init(id: SyncAccountID, name: String) {
        self.id = id
        self.name = name
    }
}

/// How an account stands.
public enum AccountCondition: Hashable, Sendable {
    /// Never synced.
    case fresh
    case fine
    /// The server cannot be reached, or cannot answer now.
    case offline(reason: String, retry: Instant)
    /// Credentials were refused; nothing is sent until they change.
    case unauthorized(reason: String)
    /// The server's store for the account is full: deletions are sent, nothing else.
    case full
    /// Something that the user has to decide.
    case held(reason: String)
}

/// A calendar of an account, as pulling needs it.
public struct SyncCalendar: Hashable, Sendable {
    public let id: CalendarID
    public let name: String
    /// Path of the collection; nil when the server has not made it yet.
    public let href: String?
    /// The state that the replica has; nil before the first complete pull.
    public var token: String?
    public var ctag: String?
    public var topic: String?
    public var canSync = false
    /// When all etags were last compared.
    public var audited: Instant?
    /// Deletions that wait for the user's consent.
    public var heldDeletions = 0
    /// Whether the user has consented to them.
    public var acceptsDeletions = false

    public init(id: CalendarID, name: String, href: String?) {
        self.id = id
        self.name = name
        self.href = href
    }
}

/// What the replica holds of one place on the server.
public struct KnownEntry: Hashable, Sendable {
    /// As the server last listed it, weak ones included.
    public let etag: String?
    /// Whether an edit of it waits, or is a dead letter.
    public let isEdited: Bool

    public init(etag: String?, isEdited: Bool) {
        self.etag = etag
        self.isEdited = isEdited
    }
}

/// How far a pull has come, stored together with the data that it covers.
public struct PullProgress: Hashable, Sendable {
    /// The token that the replica has reached with this batch; nil while more is to come.
    public var token: String?
    public var ctag: String?
    /// Set when all etags were compared.
    public var audited: Instant?

    public init(token: String? = nil, ctag: String? = nil, audited: Instant? = nil) {
        self.token = token
        self.ctag = ctag
        self.audited = audited
    }
}

/// What storing remote changes did.
public struct PullSummary: Hashable, Sendable {
    public var added = 0
    public var changed = 0
    public var removed = 0
    /// Objects whose local edits were joined with remote ones.
    public var merged = 0
    /// New edit conflicts.
    public var editConflicts = 0
    /// Objects that could not be read as calendar objects; kept out, and told.
    public var unreadable = 0
    /// For “moved to 15:00 by phone”; at most `PullSummary.listed`.
    public var notices: [RemoteNotice] = []

    public static let listed = 100

    public init() {}

    /// Whether the replica is as it was.
    public var changedNothing: Bool { added + changed + removed + merged + editConflicts == 0 }
}

/// A change by somebody else, for a notification.
public struct RemoteNotice: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case added, changed, moved, removed }

    public let kind: Kind
    public let calendar: CalendarID
    public let object: ObjectID
    public let title: String
    /// The start, before and after; nil where there was or is none.
    public let oldStart: CalendarTime?
    public let newStart: CalendarTime?
    /// Who changed it; nil when the server does not say.
    public let by: String?

    public init(
        kind: Kind, calendar: CalendarID, object: ObjectID, title: String,
        oldStart: CalendarTime?, newStart: CalendarTime?, by: String? = nil
    ) {
        self.kind = kind
        self.calendar = calendar
        self.object = object
        self.title = title
        self.oldStart = oldStart
        self.newStart = newStart
        self.by = by
    }
}
