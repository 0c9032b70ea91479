import Logging

/// Brings events to one consumer: at once when all is well, else again and again, each attempt
/// later than the one before, until they are processed or dead letters.
///
/// Invariant: of one account, what comes after the commit is done in the order of the commits.
final class ConsumerGroup: Sendable {
    struct Options: Sendable {
        var backoff = Backoff()
        /// Attempts that share a transaction.
        var batch = 64
        /// How often is looked for what another process sent back.
        var poll = Duration.seconds(1)
    }

    private let consumer: any Consumer
    private let inbox: any Inbox
    private let lease: LeaseHolder
    private let world: World
    private let options: Options
    private let report: ConsumerReport
    private let reached: Failpoint.Reached
    private let baton = Baton()
    private let wakeup = Wakeup()

    init(
        _ consumer: any Consumer, inbox: any Inbox, lease: LeaseHolder, world: World,
        options: Options, logger: Logger, reached: @escaping Failpoint.Reached
    ) {
        self.consumer = consumer
        self.inbox = inbox
        self.lease = lease
        self.world = world
        self.options = options
        self.reached = reached
        report = ConsumerReport(consumer.name, logger)
    }

    var name: String { consumer.name }

    /// Takes over what the bus delivers.
    func receive(_ publication: Publication) async throws {
        try await baton.hold {
            let terms = try await terms()
            if publication.isSuspect {
                try await inbox.park(publication.events, for: name, terms)
                wakeup.call()
            } else {
                try await finish(inbox.handle(publication.events, by: consumer, terms))
            }
        }
    }

    /// Makes the attempts that are due until none is.
    /// - Returns: when the next one is; nil when nothing is parked.
    func retryDue() async throws -> WallTime? {
        while try await attempt() {}
        return try await inbox.nextAttempt(for: name)
    }

    /// - Returns: whether there may be more to do at once.
    private func attempt() async throws -> Bool {
        try await baton.hold {
            let terms = try await terms()
            let begun = try await inbox.beginAttempts(for: name, limit: options.batch, terms)
            report.dead(begun.dead)
            guard !begun.events.isEmpty else { return !begun.dead.isEmpty }
            try reached(.attemptsBegun)
            try await finish(inbox.retry(begun.events, by: consumer, terms))
            return true
        }
    }

    private func finish(_ handled: HandledEvents) async throws {
        report.handled(handled)
        if handled.failed > 0 { wakeup.call() }
        try reached(.handled)
        if !handled.applied.isEmpty { await consumer.afterCommit(handled.applied) }
    }

    private func terms() async throws -> AttemptTerms {
        AttemptTerms(
            grant: try await lease.needed(), now: world.now(), backoff: options.backoff,
            jitter: world.randomUnit)
    }

    /// Makes attempts until the task is cancelled.
    func run() async throws {
        while !Task.isCancelled {
            var wait = options.poll
            do {
                if let next = try await dueOrNothing() {
                    wait = min(wait, max(.milliseconds(1), next.since(world.now())))
                }
            } catch {
                try lease.recover(from: error)
            }
            await wakeup.wait(atMost: wait, world)
        }
    }

    /// As `retryDue`, but asks first, so that nothing is written when there is nothing to do.
    private func dueOrNothing() async throws -> WallTime? {
        guard let next = try await inbox.nextAttempt(for: name) else { return nil }
        let wait = next.since(world.now())
        if wait > .zero, wait <= options.backoff.longest { return next }
        return try await retryDue()
    }
}

extension LeaseHolder {
    /// Decides whether work can go on after a failure: later, or with another fence.
    /// - Throws: what cannot mend itself.
    func recover(from error: any Error) throws {
        switch error {
        case StoreError.fenced: forget()
        case StoreError.full, StoreError.busy: break
        case is StoreError: throw error
        default: break
        }
    }
}
