import Control
import Core
import Foundation
import Logging
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// The parts of a running server and how they know each other.
struct ServerParts {
    private let settings: ServerSettings
    private let machine: ServerMachine
    private let logger: Logger
    private let hub: NotificationHub
    private let events: EventServices
    private let health: HealthLoop
    private let listeners: [Listener]
    private let certificates: Certificates?
    private let notifier: SystemdNotifier
    private let ready: ReadyCount

    /// - Throws: `ListenerError`, `ConfigurationError`.
    init(
        _ settings: ServerSettings, store: SQLiteStore, registry: MetricsRegistry,
        machine: ServerMachine, logger: Logger
    ) throws {
        let world = machine.world
        let database = store.database
        let hasher = PasswordHasher(cost: machine.passwordCost)
        let authenticator = StoreAuthenticator(
            store: SQLiteAccounts(database: database), hasher: hasher, now: world.now)
        let hub = NotificationHub(
            names: NotificationNames(epoch: store.epoch), log: StoreEventLog(store: store),
            limits: NotificationLimits(), world: world, logger: logger,
            revoked: { identities in await authenticator.invalid(of: identities) })
        let notifier = SystemdNotifier(
            environment: ProcessInfo.processInfo.environment,
            processID: ProcessInfo.processInfo.processIdentifier)
        let health = HealthLoop(database: database, notifier: notifier, sleep: world.sleep)
        let gauges = ServerGauges(
            database: database, hasher: hasher, registry: registry, started: world.now(),
            now: world.now)
        let probes = Probes(
            isReady: health.isReady, metrics: gauges.page,
            metricsToken: try settings.metricsToken(machine))
        let calendars = CalDAVService(
            store: store, zones: machine.zones,
            reports: CalendarReports(store: store, zones: machine.zones))
        let certificates = try settings.tls.map { try Certificates(files: $0) }
        let ready = ReadyCount(expected: settings.listen.count)
        let gate = AccountGate(limit: settings.limits.requestsPerAccount)
        self.settings = settings
        self.machine = machine
        self.logger = logger
        self.hub = hub
        self.health = health
        self.notifier = notifier
        self.certificates = certificates
        self.ready = ready
        events = .standard(
            database.eventStores(now: world.now), sink: hub, commits: store.commits(),
            world: world, options: settings.eventOptions, chaos: settings.chaos.map(Chaos.init),
            logger: logger)
        listeners = settings.listen.map { address in
            let listening = settings.listener(at: address)
            let door = FrontDoor(
                handler: RefusalCounter(calendars), authenticator: authenticator,
                notifications: NotificationDoor(hub: hub), probes: probes,
                capabilities: CalDAVService<SQLiteStore>.capabilities, settings: listening,
                limits: settings.limits, gate: gate, world: world, logger: logger)
            return Listener(
                settings: listening, limits: settings.limits, certificates: certificates,
                answer: door.answer, eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
                logger: logger
            ) { port in
                logger.notice("listening", metadata: ["address": "\(address.host):\(port)"])
                if ready.isLast() { notifier.ready("serving") }
            }
        }
    }

    /// Runs all parts until SIGTERM or SIGINT. Those at the end stop first: no new requests, then
    /// the sockets, then what happens to events.
    func run() async throws {
        var services: [any Service] = [
            UntilShutdown { [events] in try await events.run() },
            UntilShutdown { [health] in try await health.run() },
        ]
        if let certificates {
            services.append(HangupSignal(certificates: certificates, logger: logger))
        }
        services.append(hub)
        services += listeners
        services.append(StoppingNotice(notifier: notifier))
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.limits.shutdown + .seconds(5)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Work that is cancelled when the server stops.
private struct UntilShutdown: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await work() }
        } catch is CancellationError {
            // It was told to stop, and did.
        }
    }
}

/// Tells systemd that the end has begun.
private struct StoppingNotice: Service {
    let notifier: SystemdNotifier

    func run() async throws {
        try? await gracefulShutdown()
        notifier.stopping("finishing requests")
    }
}
