import Control
import Core
import Logging
import ServiceLifecycle
import Settings
import Synchronization
import UnixSignals

/// Pushes and pulls accounts once, as `--once` does.
struct OnceRun: Sendable {
    let settings: [AccountSettings]
    let replica: Replica
    let machine: SyncMachine
    let transport: @Sendable (AccountSettings) -> any Transport
    let logger: Logger
    /// Whether accounts are told where nothing was done, and where nobody looks.
    var isVerbose = false

    /// - Returns: whether everything is in step afterwards. What is not is told on standard error.
    func carryOut(_ wish: SyncInput) async throws -> SyncExit {
        let outcome = Mutex(SyncExit.incomplete)
        let work = UntilShutdown {
            outcome.withLock { $0 = .incomplete }
            let exit = try await carryOutAll(wish)
            outcome.withLock { $0 = exit }
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(
                    service: work, successTerminationBehavior: .gracefullyShutdownGroup)
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        try await ServiceGroup(configuration: configuration).run()
        return outcome.withLock { $0 }
    }

    private func carryOutAll(_ wish: SyncInput) async throws -> SyncExit {
        let line = ProgressLine(machine: machine)
        let known = try replica.accounts()
        return try await withThrowingTaskGroup(of: SyncExit.self) { group in
            for account in settings {
                let id =
                    try known.first { $0.name == account.name }?.id
                    ?? replica.addAccount(name: account.name, url: "")
                group.addTask {
                    await carryOut(
                        wish, account, ReplicaStore(replica: replica, account: id),
                        transport(account), line)
                }
            }
            var exit = SyncExit.ok
            for try await other in group where other != .ok { exit = other }
            return exit
        }
    }

    private func carryOut(
        _ wish: SyncInput, _ account: AccountSettings, _ store: ReplicaStore,
        _ transport: any Transport, _ line: ProgressLine
    ) async -> SyncExit {
        let last = Mutex(Standing())
        let driver = AccountDriver(
            AccountMachine.Setup(account), store: store, transport: transport, world: machine.world
        ) { report in
            switch report {
            case .standing(let standing):
                last.withLock { $0 = standing }
                line.show(account.name, standing.progress)
            case .warning(let warning): line.say("\(account.name): \(warning.text)")
            case .changed, .notices: break
            }
        }
        let running = Errand { await driver.run(waits: true) }
        return await withTaskGroup(of: SyncExit?.self) { group in
            group.addTask {
                await running.run()
                return nil
            }
            let complaint = await driver.carryOut(wish)
            running.cancel()
            await group.waitForAll()
            return say(account.name, complaint, last.withLock { $0 }, line)
        }
    }

    private func say(
        _ name: String, _ complaint: String?, _ standing: Standing, _ line: ProgressLine
    ) -> SyncExit {
        tell(name, complaint, standing, line)
        if let complaint { line.say("\(name): \(complaint)") }
        let counts = standing.counts
        if counts.dead > 0 {
            line.say("\(name): \(counts.dead) refused by the server: dayline outbox list")
        }
        if counts.editConflicts > 0 {
            line.say(
                "\(name): \(counts.editConflicts) edited on both sides: dayline conflicts list")
        }
        return complaint == nil ? .ok : .incomplete
    }

    /// What was done, for those who look on, or asked for it.
    private func tell(
        _ name: String, _ complaint: String?, _ standing: Standing, _ line: ProgressLine
    ) {
        line.show(name, nil)
        let done = standing.tally.text
        if !done.isEmpty {
            if isVerbose || machine.isErrorTerminal { line.say("\(name): \(done)") }
        } else if isVerbose, complaint == nil {
            line.say("\(name): nothing to do")
        }
    }
}

/// Work that is cancelled when the process is told to stop.
struct UntilShutdown: Service {
    let work: @Sendable () async throws -> Void

    init(_ work: @escaping @Sendable () async throws -> Void) { self.work = work }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await work() }
        } catch is CancellationError {
            // It was told to stop, and did.
        }
    }
}
