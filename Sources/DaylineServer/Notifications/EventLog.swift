/// Where notifications read what was missed. The log is the truth, what is pushed is a hint.
protocol EventLog: Sendable {
    /// One look at an account's log.
    ///
    /// - Parameters:
    ///   - after: nil to see only where the log ends.
    ///   - limit: how many events at most, the oldest first.
    func read(_ account: AccountID, after: Seq?, limit: Int) async throws -> LogPage
}

/// What the log has after a place in it.
struct LogPage: Hashable, Sendable {
    /// Of the store; cursors of another epoch mean nothing.
    let epoch: String
    /// Where the log ends.
    let end: Seq
    /// nil when the log does not reach back so far; empty when there is no more.
    let events: [DomainEvent]?
}

/// The event log of the calendar store.
struct StoreEventLog<Store: CalendarStore>: EventLog {
    let store: Store

    func read(_ account: AccountID, after: Seq?, limit: Int) async throws -> LogPage {
        try await store.read(account) { reading in
            let events = try after.map { try reading.events(after: $0, limit: limit) } ?? []
            return LogPage(epoch: reading.epoch, end: try reading.seq, events: events)
        }
    }
}
