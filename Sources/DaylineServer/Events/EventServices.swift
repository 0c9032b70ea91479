import Logging

/// Everything that happens to events after their commit, as one service.
struct EventServices: Sendable {
    struct Options: Sendable {
        var relay = Relay.Options()
        var group = ConsumerGroup.Options()
        var retention = Retention.Options()
        /// After this time without work another process may take over.
        var ttl = Duration.seconds(2)
        /// Whether no other process can be at work, so that the lease of one that was killed need
        /// not be waited for.
        var isAlone = false
        var reached = Failpoint.ignored
    }

    /// What the store has to offer for it.
    struct Stores: Sendable {
        let outbox: any Outbox
        let inbox: any Inbox
        let leases: any Leases
        let history: any History
    }

    static let leaseName = "events"

    let relay: Relay
    let groups: [ConsumerGroup]
    private let retention: Retention
    private let lease: LeaseHolder
    private let leases: any Leases
    private let isAlone: Bool
    private let commits: AsyncStream<Void>
    private let wakeup = Wakeup()

    /// - Parameters:
    ///   - commits: what the store says after commits; it may leave some out.
    init(
        _ stores: Stores, bus: any EventBus, consumers: [any Consumer], commits: AsyncStream<Void>,
        world: World, options: Options = Options(), logger: Logger
    ) {
        let lease = LeaseHolder(
            Self.leaseName, leases: stores.leases, ttl: options.ttl, world: world)
        groups = consumers.map {
            ConsumerGroup(
                $0, inbox: stores.inbox, lease: lease, world: world, options: options.group,
                logger: logger, reached: options.reached)
        }
        for group in groups { bus.subscribe(group.name, group.receive) }
        relay = Relay(
            outbox: stores.outbox, bus: bus, lease: lease, world: world, options: options.relay,
            logger: logger, reached: options.reached)
        retention = Retention(
            history: stores.history, world: world, options: options.retention, logger: logger)
        self.lease = lease
        leases = stores.leases
        isAlone = options.isAlone
        self.commits = commits
    }

    /// With all consumers of the server.
    ///
    /// - Parameter chaos: makes consumers fail and the bus repeat and reorder; for tests.
    static func standard(
        _ stores: Stores, sink: any NotificationSink, commits: AsyncStream<Void>, world: World,
        options: Options = Options(), chaos: Chaos? = nil, logger: Logger
    ) -> EventServices {
        var bus: any EventBus = LocalBus()
        var consumers: [any Consumer] = [NotificationsConsumer(sink: sink), ActivityConsumer()]
        if let chaos {
            bus = ChaosBus(bus, chaos)
            consumers = consumers.map { ChaosConsumer($0, chaos) }
        }
        return EventServices(
            stores, bus: bus, consumers: consumers, commits: commits, world: world,
            options: options, logger: logger)
    }

    /// Works until the task is cancelled; what was begun is finished.
    /// - Throws: `StoreError` when the store will not work again.
    func run() async throws {
        if isAlone { try await leases.free(Self.leaseName) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await relay.run(wokenBy: wakeup) }
                tasks.addTask { for await _ in commits { wakeup.call() } }
                for group in groups { tasks.addTask { try await group.run() } }
                tasks.addTask { await retention.run() }
                // The first failure ends all.
                while try await tasks.next() != nil {}
            }
        } catch {
            await lease.release()
            throw error
        }
        await lease.release()
    }
}
