/// What consumers have done and what they could not do.
///
/// Guarantee: an effect and the record that its event was processed are one transaction, so an
/// effect happens once however often its event comes. An event that was handed over here is
/// processed, or parked until it is, or a dead letter; no crash loses it. Of an account, nothing is
/// tried while an older event waits for its next attempt. Everything is done under a lease.
protocol Inbox: Sendable {
    /// Handles new events in one transaction. One that fails is parked, and the later ones of its
    /// account behind it.
    func handle(
        _ events: [DomainEvent], by consumer: any Consumer, _ terms: AttemptTerms
    ) async throws -> HandledEvents

    /// Parks events without trying them.
    func park(
        _ events: [DomainEvent], for consumer: String, _ terms: AttemptTerms
    ) async throws

    /// Notes that attempts begin, before anything of theirs is done: an attempt that ends the
    /// process is counted too. After such a one, events are tried alone.
    /// - Returns: what to give to `retry`.
    func beginAttempts(
        for consumer: String, limit: Int, _ terms: AttemptTerms
    ) async throws -> BegunAttempts

    /// Tries parked events again, in one transaction.
    func retry(
        _ events: [DomainEvent], by consumer: any Consumer, _ terms: AttemptTerms
    ) async throws -> HandledEvents

    /// When the next attempt is due; nil when nothing is parked.
    func nextAttempt(for consumer: String) async throws -> WallTime?
}

/// Under what lease and when attempts are made, and what follows a failure.
struct AttemptTerms: Sendable {
    let grant: LeaseGrant
    let now: WallTime
    let backoff: Backoff
    /// 0 ..< 1
    let jitter: Double

    /// An attempt that is due later than this was set before the clock was set back.
    var horizon: WallTime { now.adding(backoff.longest) }

    /// The time of the next attempt; nil when there is none.
    func next(afterFailures failures: Int) -> WallTime? {
        backoff.wait(afterFailures: failures, jitter: jitter).map { now.adding($0) }
    }
}

/// What became of events that were handed to a consumer.
struct HandledEvents: Hashable, Sendable {
    /// Their effects are committed now.
    var applied: [DomainEvent] = []
    /// Known already.
    var repeated = 0
    /// Parked behind an older one.
    var parked = 0
    /// Failed, and will be tried again.
    var failed = 0
    /// Failed for the last time.
    var dead: [FailedEvent] = []
}

/// Attempts that were noted.
struct BegunAttempts: Hashable, Sendable {
    var events: [DomainEvent] = []
    /// Ended the process too often.
    var dead: [FailedEvent] = []
}

/// An event that a consumer cannot handle.
struct FailedEvent: Hashable, Sendable {
    let event: DomainEvent
    let attempts: Int
    let reason: String
}
