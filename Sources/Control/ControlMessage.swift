/// What a client asks of the daemon: one JSON object a line, as in `{"sync":{"account":"work"}}`.
public enum ControlRequest: Hashable, Sendable, Codable {
    /// Answered by `status`.
    case status
    /// Status, changes, alerts and notices follow as they come, until the connection ends.
    case subscribe
    /// Push and pull now; nil means every account. Answered by `done` when it is over.
    case sync(account: String?)
    /// Compare all etags now. Answered by `done`.
    case audit(account: String?)
    /// Consent to the deletions that are held back. Answered by `done`.
    case acceptDeletes(account: String?)
    /// Something was written to the replica: push it.
    case edited
    /// The alert was seen; it is not shown again. Answered by `done`.
    case acknowledge(alert: String)
    /// The alert is shown again after so many seconds. Answered by `done`.
    case snooze(alert: String, seconds: Int)
    /// Read the configuration again. Answered by `done`.
    case reload
}

/// What the daemon says: one JSON object a line.
public enum ControlMessage: Hashable, Sendable, Codable {
    /// The first message of a connection.
    case hello(version: String, protocolVersion: Int)
    case status(DaemonStatus)
    /// The daemon wrote to the replica: read it again.
    case changed
    case alert(AlertMessage)
    /// The alert is over: acknowledged or snoozed, here or elsewhere.
    case alertEnded(id: String)
    /// Somebody else changed an event; one sentence.
    case notice(calendar: String, text: String)
    /// The request is carried out.
    case done(ok: Bool, text: String)
    /// The line was no request.
    case error(text: String)
}

/// How the daemon stands.
public struct DaemonStatus: Hashable, Sendable, Codable {
    public var accounts: [AccountStatus]
    public init(accounts: [AccountStatus] = []) { self.accounts = accounts }
}

/// How an account stands.
public struct AccountStatus: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable {
        case fresh, syncing, online, offline, unauthorized, full, held
    }

    public var name: String
    public var state: State
    /// What is wrong; empty when nothing is.
    public var text: String
    /// Operations that wait.
    public var pending: Int
    /// Dead letters.
    public var dead: Int
    /// Edit conflicts that wait for the user.
    public var editConflicts: Int
    /// When it is tried again, seconds since 1970; nil when nothing failed.
    public var retry: Int?
    /// When everything was last in step, seconds since 1970.
    public var lastSync: Int?
    /// Of a first or large pull or push; nil when none runs.
    public var progress: SyncProgress?
    /// Whether changes are told over a WebSocket.
    public var isLive: Bool

    public init(
        name: String, state: State, text: String = "", pending: Int = 0, dead: Int = 0,
        editConflicts: Int = 0, retry: Int? = nil, lastSync: Int? = nil,
        progress: SyncProgress? = nil, isLive: Bool = false
    ) {
        self.name = name
        self.state = state
        self.text = text
        self.pending = pending
        self.dead = dead
        self.editConflicts = editConflicts
        self.retry = retry
        self.lastSync = lastSync
        self.progress = progress
        self.isLive = isLive
    }
}

/// How far something long has come.
public struct SyncProgress: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable { case pull, push }
    public var kind: Kind
    public var done: Int
    /// nil when it is not known yet.
    public var total: Int?

    public init(kind: Kind, done: Int, total: Int?) {
        self.kind = kind
        self.done = done
        self.total = total
    }
}

/// An alert to be shown.
public struct AlertMessage: Hashable, Sendable, Codable {
    /// For `acknowledge` and `snooze`.
    public var id: String
    public var title: String
    public var location: String
    public var calendar: String
    /// The replica's row of the object.
    public var object: Int64
    /// Of the instance, seconds since 1970.
    public var start: Int
    public var isAllDay: Bool
    /// When it was due, seconds since 1970.
    public var due: Int
    /// Whether it comes late, because the machine slept or was off.
    public var isLate: Bool

    public init(
        id: String, title: String, location: String, calendar: String, object: Int64, start: Int,
        isAllDay: Bool, due: Int, isLate: Bool
    ) {
        self.id = id
        self.title = title
        self.location = location
        self.calendar = calendar
        self.object = object
        self.start = start
        self.isAllDay = isAllDay
        self.due = due
        self.isLate = isLate
    }
}
