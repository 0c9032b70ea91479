import Logging

/// Carries events from the outbox to the bus, in the order of their commits.
actor Relay {
    struct Options: Sendable {
        /// Events that are published together.
        var batch = 256
        /// The least time between two looks that find something, so that under load events share
        /// transactions; the first one after a rest does not wait.
        var pause = Duration.milliseconds(3)
        /// How long what was published may stay in the outbox, so that taking it out shares a
        /// transaction with what comes next.
        var settling = Duration.milliseconds(50)
        /// How often is looked without being called.
        var poll = Duration.seconds(1)
        /// The waits while the bus or the store does not work.
        var outage = Backoff(attempts: .max, first: .milliseconds(50), longest: .seconds(5))
    }

    private let outbox: any Outbox
    private let bus: any EventBus
    private let lease: LeaseHolder
    private let world: World
    private let options: Options
    private let logger: Logger
    private let reached: Failpoint.Reached
    /// Under what fence the outbox was last looked into. What is there under a new one may have
    /// been published before.
    private var knownFence: Fence?
    /// What the bus has taken over under that fence, and is in the outbox still.
    private var published: [DomainEvent] = []

    init(
        outbox: any Outbox, bus: any EventBus, lease: LeaseHolder, world: World, options: Options,
        logger: Logger, reached: @escaping Failpoint.Reached
    ) {
        self.outbox = outbox
        self.bus = bus
        self.lease = lease
        self.world = world
        self.options = options
        self.logger = logger
        self.reached = reached
    }

    /// Claims and publishes once, and settles what was published the time before.
    /// - Returns: how many; nil when another relay has the lease.
    private func round() async throws -> Int? {
        guard let first = try await firstGrant() else { return nil }
        let events = try await outbox.claim(
            after: published.last?.position, limit: options.batch, under: first)
        if events.isEmpty {
            knownFence = first.fence
            return 0
        }
        guard let grant = try await lease.grant() else { return nil }
        let isSuspect = knownFence != grant.fence
        try reached(.claimed)
        // Both write; together they share a commit.
        async let settled: Void = settle(under: grant)
        do {
            try await bus.publish(Publication(events: events, isSuspect: isSuspect))
            try await settled
        } catch {
            published = []
            throw error
        }
        published = events
        try reached(.published)
        knownFence = grant.fence
        return events.count
    }

    /// Takes out of the outbox what the bus has taken over.
    private func settle(under grant: LeaseGrant) async throws {
        guard !published.isEmpty else { return }
        try await outbox.settle(published, under: grant)
        try reached(.settled)
    }

    /// The same at once.
    private func settle() async throws {
        guard !published.isEmpty else { return }
        if let grant = try await lease.grant(), grant.fence == knownFence {
            try await settle(under: grant)
        }
        published = []
    }

    /// A grant to look with: one that has lapsed will do, so that a relay without work writes
    /// nothing.
    private func firstGrant() async throws -> LeaseGrant? {
        if knownFence != nil, let grant = lease.lastGrant { return grant }
        return try await lease.grant()
    }

    /// Rounds until the outbox is empty.
    func drain() async throws {
        _ = try await publishAll()
        try await settle()
    }

    /// Rounds until nothing is left to be published.
    /// - Returns: whether there was something.
    private func publishAll() async throws -> Bool {
        var hasWorked = false
        while let count = try await round() {
            if count > 0 { hasWorked = true }
            if count < options.batch || Task.isCancelled { break }
        }
        return hasWorked
    }

    /// Works until the task is cancelled: when called, and now and then by itself.
    func run(wokenBy wakeup: Wakeup) async throws {
        var failures = 0
        while !Task.isCancelled {
            do {
                let hasWorked = try await publishAll()
                failures = 0
                if hasWorked {
                    try? await world.sleep(options.pause)
                } else {
                    try await settle()
                }
                let wait = published.isEmpty ? options.poll : options.settling
                await wakeup.wait(atMost: wait, world)
            } catch {
                published = []
                try lease.recover(from: error)
                failures += 1
                if failures == 1 { logger.warning("events wait: \(error)") }
                let wait = options.outage.wait(
                    afterFailures: failures, jitter: world.randomUnit)
                try? await world.sleep(wait ?? options.outage.longest)
            }
        }
        // What stays is known to be a repetition by the next relay.
        try? await settle()
    }
}
