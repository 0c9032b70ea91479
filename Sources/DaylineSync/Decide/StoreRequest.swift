import Core

/// What a machine asks of the replica, or tells it; answered at once.
enum StoreRequest: Hashable, Sendable {
    /// Answered by `account`.
    case account
    /// Answered by `done`.
    case updateAccount(SyncAccount)
    /// Answered by `calendars`.
    case calendars
    /// Answered by `done`.
    case updateCalendar(SyncCalendar)
    /// What discovery found. Answered by `taken`.
    case take([RemoteCalendar])
    /// Answered by `known`.
    case known(CalendarID)
    /// Remote changes, and how far they bring the calendar. Answered by `pulled`.
    case pull([RemoteChange], CalendarID, PullProgress)
    /// The server has a calendar no more, and that is not to be doubted. Answered by `pulled`.
    case lose(CalendarID)
    /// What came of operations, and how many more are wanted. Answered by `pushed`.
    case push([FinishedOperation], next: OperationsWish?)
    /// Answered by `nextOperation`.
    case nextOperation
    /// Answered by `counts`.
    case counts
}

/// Which operations are to be sent next.
struct OperationsWish: Hashable, Sendable {
    /// At most so many.
    let limit: Int
    /// What is under way.
    let busy: Set<OperationID>
    /// Whether the account has no room for others.
    let deletionsOnly: Bool
}

/// An operation, and what came of it.
struct FinishedOperation: Hashable, Sendable {
    let id: OperationID
    let outcome: OperationOutcome
}

/// What the replica answers.
enum StoreAnswer: Hashable, Sendable {
    case account(SyncAccount)
    case calendars([SyncCalendar])
    /// The calendars that the server has no more.
    case taken(gone: [CalendarID])
    case known(CalendarID, [String: KnownEntry])
    case pulled(CalendarID, PullSummary)
    /// What the outcomes changed here, and what is to be sent next.
    case pushed(PullSummary, [OutgoingOperation])
    case nextOperation(Instant?)
    case counts(OutboxCounts)
    case done
    /// Nothing was changed: the file is locked, the disk is full …
    case failed(String)
}
