import Control
import Core
import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Settings
import UnixSignals

/// The parts of the running daemon and how they know each other.
struct DaemonServices: Sendable {
    let folders: SettingsFolders
    let store: SettingsStore
    /// As they were read at the start.
    let settings: ClientSettings
    let replica: Replica
    let zones: ZoneDatabase
    let machine: SyncMachine
    let logger: Logger

    /// Runs until SIGTERM or SIGINT; transactions that are under way are finished.
    func run() async throws {
        let notifier = SystemdNotifier(
            environment: machine.environment, processID: machine.processID)
        let listener = try ControlListener.open(
            at: folders.socket, environment: machine.environment, processID: machine.processID)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let hub = ControlHub()
        let board = StatusBoard { status in
            hub.tell(.status(status))
            notifier.status(status.line)
        }
        let alerts = try AlertService.live(
            replica: replica, settings: alertSettings(settings),
            zone: { [machine, zones] in machine.displayZone(zones) }, log: logger,
            publish: { hub.tell($0) })
        let transport = CurlTransport()
        let credentials = Credentials()
        let daemon = Daemon(
            Daemon.Parts(
                replica: replica, world: machine.world, group: group, credentials: credentials,
                transport: {
                    CredentialedTransport(
                        transport: transport, credentials: credentials, settings: $0)
                },
                reconnect: { transport.reconnect() },
                events: AccountEvents(
                    board: board,
                    changed: {
                        hub.tell(.changed)
                        alerts.wake()
                    },
                    notices: { await alerts.tell($0) }),
                logger: logger))
        let desk = ControlDesk(
            daemon: daemon, alerts: alerts, settings: { [store] in try store.read() },
            alertSettings: alertSettings, board: board, notifier: notifier, logger: logger)
        try await daemon.apply(settings)
        let server = ControlServer(
            listener: listener, hub: hub, group: group, logger: logger, answer: desk.answer)
        var configuration = ServiceGroupConfiguration(
            services: services(daemon, alerts, desk, server, notifier),
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        logger.notice(
            "started",
            metadata: ["accounts": "\(settings.accounts.count)", "replica": "\(replica.path)"])
        notifier.ready(board.status.line)
        try await ServiceGroup(configuration: configuration).run()
        await transport.close()
        try await group.shutdownGracefully()
        logger.notice("stopped")
    }

    /// The group's own words are for those who look for a fault.
    private var quiet: Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .warning }
        return logger
    }

    @Sendable private func alertSettings(_ settings: ClientSettings) -> AlertServiceSettings {
        AlertServiceSettings(settings, machine: machine, zones: zones)
    }

    /// Those at the end stop first.
    private func services(
        _ daemon: Daemon, _ alerts: AlertService, _ desk: ControlDesk, _ server: ControlServer,
        _ notifier: SystemdNotifier
    ) -> [any Service] {
        let watch = MachineWatch(
            replica: replica, world: machine.world, logger: logger,
            edited: { _ = await desk.answer(.edited) }, woke: { await daemon.woke() })
        var services: [any Service] = [
            UntilShutdown { await daemon.run() },
            UntilShutdown { await alerts.run() },
            UntilShutdown { await watch.run() },
            UntilShutdown { try await server.run() },
            UntilShutdown {
                for await _ in await UnixSignalsSequence(trapping: .sighup) { await desk.reload() }
            },
        ]
        if let watchdog = notifier.watchdog {
            let world = machine.world
            services.append(
                UntilShutdown {
                    while true {
                        await daemon.feelPulse()
                        notifier.alive()
                        try await world.sleep(watchdog / 2)
                    }
                })
        }
        services.append(StoppingNotice(notifier: notifier))
        return services
    }
}

/// Tells systemd that the end has begun.
private struct StoppingNotice: Service {
    let notifier: SystemdNotifier

    func run() async throws {
        try? await gracefulShutdown()
        notifier.stopping("finishing")
    }
}
