/// What an operation asks of the server.
public enum OperationKind: String, Hashable, Sendable, CaseIterable {
    /// Store an object: a new one, or another state of one.
    case put
    case delete
    /// Move an object to another calendar of the account.
    case move
    case makeCalendar = "make-calendar"
    /// Name, colour, policy.
    case changeCalendar = "change-calendar"
    case deleteCalendar = "delete-calendar"
}

/// An operation as it is to be sent.
public struct OutgoingOperation: Hashable, Sendable {
    public let id: OperationID
    public let kind: OperationKind
    /// nil for operations on calendars.
    public let object: ObjectID?
    public let uid: UID
    /// The calendar that it is about; for a move the one to move to.
    public let calendar: CalendarID
    /// Of that calendar; nil when the server has not made it yet.
    public let collection: String?
    /// Where the object is on the server; nil when it was never there.
    public let href: String?
    /// The strong etag of the state that both sides agreed on; nil where there is none.
    public let etag: String?
    /// The state that both sides agreed on; nil for what was never there.
    public let base: [UInt8]?
    /// What to store; empty for kinds that store nothing.
    public let text: [UInt8]
    /// Whether it may have been done already: it was sent, and the answer got lost.
    public let isUncertain: Bool
    /// Times it was sent.
    public let attempts: Int
    /// Times that the server's state was merged into it after a failed precondition.
    public let merges: Int
    /// What a calendar shall be called and so on; nil for operations on objects.
    public let info: CalendarInfo?

    public init(
        id: OperationID, kind: OperationKind, object: ObjectID?, uid: UID, calendar: CalendarID,
        collection: String?, href: String?, etag: String?, base: [UInt8]?, text: [UInt8],
        isUncertain: Bool = false, attempts: Int = 0, merges: Int = 0, info: CalendarInfo? = nil
    ) {
        self.id = id
        self.kind = kind
        self.object = object
        self.uid = uid
        self.calendar = calendar
        self.collection = collection
        self.href = href
        self.etag = etag
        self.base = base
        self.text = text
        self.isUncertain = isUncertain
        self.attempts = attempts
        self.merges = merges
        self.info = info
    }
}

/// What came of an operation.
public enum OperationOutcome: Hashable, Sendable {
    /// Done. `etag` is strong and of exactly what was sent.
    case accepted(href: String, etag: String)
    /// Done, and this is what the server made of it (RFC 4791 §5.3.4: no etag, read it again).
    case acceptedAs(RemoteObject)
    /// Done, where there is nothing to read: deleted, or an operation on a calendar. `href` is
    /// where a calendar was made.
    case done(href: String?)
    /// The server has another state than the operation was made from; nil: nothing is there.
    case overtaken(RemoteObject?)
    /// Of a move: somebody else's version of the object is where it was to go, and the old place is
    /// empty. Nothing is known that both come from.
    case met(RemoteObject)
    /// Will never be accepted as it is: a dead letter.
    case refused(Refusal)
    /// To be tried again, not before the moment.
    case later(notBefore: Instant, Doubt, reason: String)

    /// Whether a failed attempt may have been carried out all the same.
    public enum Doubt: Hashable, Sendable { case notDone, mayBeDone }
}

/// Why a server will not have something.
public struct Refusal: Hashable, Sendable {
    /// HTTP's status; 0 when the refusal is ours.
    public let status: Int
    /// The server's own words, or ours when it had none; at most `SyncLimits.reason` characters.
    public let reason: String
    /// The name of the precondition (`no-uid-conflict`), or empty.
    public let precondition: String
    /// The events that it would share time with.
    public let clashes: [OverlapClash]

    public init(
        status: Int, reason: String, precondition: String = "", clashes: [OverlapClash] = []
    ) {
        self.status = status
        self.reason = String(reason.prefix(SyncLimits.reason))
        self.precondition = precondition
        self.clashes = Array(clashes.prefix(SyncLimits.clashes))
    }
}

/// One event that an operation was refused for.
public struct OverlapClash: Hashable, Sendable {
    public let href: String
    public let title: String
    /// The time that both would take.
    public let shared: Range<Instant>

    public init(href: String, title: String, shared: Range<Instant>) {
        self.href = href
        self.title = title
        self.shared = shared
    }
}

/// What syncing keeps within bounds.
public enum SyncLimits {
    /// Characters of a server's words that are kept.
    public static let reason = 1000
    /// Clashing events that are kept.
    public static let clashes = 20
    /// Times that an operation is merged and sent again before it becomes an edit conflict.
    public static let merges = 3
    /// Addresses of one multiget.
    public static let multigetAddresses = 500
    /// Bytes of one answer that is kept as a whole.
    public static let answerBytes = 8 << 20
    /// Requests in flight to one host.
    public static let requests = 4
}
