/// An operation that waits, or a dead letter, as people see it.
public struct OutboxEntry: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        /// To be sent, not before the moment where there is one.
        case waiting(notBefore: Instant?)
        /// Refused for good; waits for the user.
        case dead(Refusal)
    }

    public let id: OperationID
    public let account: SyncAccountID
    public let calendar: CalendarID
    public let object: ObjectID?
    public let kind: OperationKind
    /// Of the event or the calendar.
    public let title: String
    public let made: Instant
    public let attempts: Int
    /// What the last failed attempt said; empty before one.
    public let lastError: String
    public let state: State

    public init(
        id: OperationID, account: SyncAccountID, calendar: CalendarID, object: ObjectID?,
        kind: OperationKind, title: String, made: Instant, attempts: Int, lastError: String,
        state: State
    ) {
        self.id = id
        self.account = account
        self.calendar = calendar
        self.object = object
        self.kind = kind
        self.title = title
        self.made = made
        self.attempts = attempts
        self.lastError = lastError
        self.state = state
    }
}

/// How many operations and edit conflicts an account has.
public struct OutboxCounts: Hashable, Sendable {
    /// Operations that wait.
    public var pending = 0
    /// Dead letters.
    public var dead = 0
    /// Edit conflicts that wait for the user.
    public var editConflicts = 0

    public init(pending: Int = 0, dead: Int = 0, editConflicts: Int = 0) {
        self.pending = pending
        self.dead = dead
        self.editConflicts = editConflicts
    }
}
