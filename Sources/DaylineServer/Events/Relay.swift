import Logging

/// Carries events from the outbox to the bus, in the order of their commits.
actor Relay {
    struct Options: Sendable {
        /// Events that are published together.
        var batch = 256
        /// The least time between two looks that find something, so that under load events share
        /// transactions; the first one after a rest does not wait.
        var pause = Duration.milliseconds(2)
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

    /// Claims, publishes and settles once.
    /// - Returns: how many; nil when another relay has the lease.
    func round() async throws -> Int? {
        guard let first = try await firstGrant() else { return nil }
        let events = try await outbox.claim(limit: options.batch, under: first)
        if events.isEmpty {
            knownFence = first.fence
            return 0
        }
        guard let grant = try await lease.grant() else { return nil }
        let isSuspect = knownFence != grant.fence
        try reached(.claimed)
        try await bus.publish(Publication(events: events, isSuspect: isSuspect))
        try reached(.published)
        try await outbox.settle(events, under: grant)
        try reached(.settled)
        knownFence = grant.fence
        return events.count
    }

    /// A grant to look with: one that has lapsed will do, so that a relay without work writes
    /// nothing.
    private func firstGrant() async throws -> LeaseGrant? {
        if knownFence != nil, let grant = lease.lastGrant { return grant }
        return try await lease.grant()
    }

    /// Rounds until the outbox was empty.
    /// - Returns: whether there was something in it.
    @discardableResult
    func drain() async throws -> Bool {
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
                let hasWorked = try await drain()
                failures = 0
                if hasWorked { try? await world.sleep(options.pause) }
                await wakeup.wait(atMost: options.poll, world)
            } catch {
                try lease.recover(from: error)
                failures += 1
                if failures == 1 { logger.warning("events wait: \(error)") }
                let wait = options.outage.wait(
                    afterFailures: failures, jitter: world.randomUnit)
                try? await world.sleep(wait ?? options.outage.longest)
            }
        }
    }
}
