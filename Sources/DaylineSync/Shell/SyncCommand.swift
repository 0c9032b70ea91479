import ArgumentParser
import Core
import Foundation
import Logging
import Settings

/// A command of the program.
protocol SyncRunnable: ParsableCommand {
    func run(_ machine: SyncMachine) async throws -> SyncExit
}

/// The program. Without options it is the service that `dayline-sync.service` runs.
struct SyncCommand: SyncRunnable {
    static let configuration = CommandConfiguration(
        commandName: "dayline-sync",
        abstract: "Keeps calendars in step with their servers, and shows alerts.",
        discussion: """
            Without options it runs until it is stopped, as the systemd user unit has it. \
            The manual is dayline-sync(1), that of the configuration dayline.toml(5).
            """,
        version: "dayline-sync \(SyncVersion.current)",
        subcommands: [ProbeCommand.self])

    @OptionGroup var places: PlaceOptions

    @Flag(help: "Log for people, with times, instead of for the journal.")
    var foreground = false

    @Flag(help: "Push and pull once, and end.")
    var once = false

    @Option(help: ArgumentHelp("With --once: this account alone.", valueName: "name"))
    var account: String?

    @Flag(help: "With --once: compare all etags.")
    var audit = false

    @Flag(help: "With --once: carry out the deletions that are held back.")
    var acceptDeletes = false

    @Flag(help: "Log more.")
    var verbose = false

    /// All commands and options, as the parser knows them; the manual is compared with it.
    static var describedAsJSON: String { _dumpHelp() }

    func validate() throws {
        guard !once else { return }
        for (isGiven, name) in [
            (account != nil, "account"), (audit, "audit"), (acceptDeletes, "accept-deletes"),
        ] where isGiven {
            throw ValidationError("--\(name) goes with --once")
        }
    }

    func run(_ machine: SyncMachine) async throws -> SyncExit {
        let folders = try places.folders(machine)
        let store = SettingsStore(folders)
        let settings = try store.read()
        if let account, !settings.accounts.contains(where: { $0.name == account }) {
            throw SyncFailure(.usage, "\(store.path): there is no account “\(account)”")
        }
        let lock = try ReplicaLock(folder: folders.data)
        defer { withExtendedLifetime(lock) {} }
        let environment = machine.environment
        let zones = ZoneDatabase(directory: environment["TZDIR"] ?? "/usr/share/zoneinfo")
        let replica = try Replica.open(
            at: "\(folders.data)/replica.sqlite", zones: zones, pageMemory: 4096)
        let logger = logger(machine)
        let exit: SyncExit
        if once {
            exit = try await runOnce(settings, replica, machine, logger)
        } else {
            try await DaemonServices(
                folders: folders, store: store, settings: settings, replica: replica, zones: zones,
                machine: machine, logger: logger
            ).run()
            exit = .ok
        }
        try replica.close()
        return exit
    }

    private func runOnce(
        _ settings: ClientSettings, _ replica: Replica, _ machine: SyncMachine, _ logger: Logger
    ) async throws -> SyncExit {
        let wish: SyncInput =
            acceptDeletes ? .deletionsAccepted : audit ? .auditRequested : .syncRequested
        let transport = CurlTransport()
        let credentials = Credentials()
        let run = OnceRun(
            settings: settings.accounts.filter { account == nil || $0.name == account },
            replica: replica, machine: machine,
            transport: {
                CredentialedTransport(
                    transport: transport, credentials: credentials, settings: $0)
            }, logger: logger, isVerbose: verbose)
        let exit = try await run.carryOut(wish)
        await transport.close()
        return exit
    }

    private func logger(_ machine: SyncMachine) -> Logger {
        let isForPeople = foreground || machine.environment["JOURNAL_STREAM"] == nil
        var level = Logger.Level.info
        if once { level = .warning }
        if verbose { level = .debug }
        return Logger(label: "dayline-sync") { _ in
            var handler = SyncLogHandler(
                format: isForPeople ? .people : .journal, clock: Self.clock
            ) { machine.write(.error, $0) }
            handler.logLevel = level
            return handler
        }
    }

    private static let clock: @Sendable () -> String = {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }
}

/// Where files are.
struct PlaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration, instead of the usual one.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The folder of the replica.", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("The control socket.", valueName: "path"))
    var socket: String?

    func folders(_ machine: SyncMachine) throws(SettingsFolders.Failure) -> SettingsFolders {
        try SettingsFolders(
            data: data, configuration: config, socket: socket, environment: machine.environment)
    }
}

/// Runs one command line; everything it says goes through `machine`.
func runSyncCommandLine(_ arguments: [String], machine: SyncMachine) async -> SyncExit {
    do {
        let parsed = try SyncCommand.parseAsRoot(arguments)
        guard let command = parsed as? any SyncRunnable else {
            var other = parsed  // help: says what it has to say by throwing it
            try other.run()
            return .ok
        }
        return try await command.run(machine)
    } catch {
        if SyncCommand.exitCode(for: error).isSuccess {
            machine.write(.output, SyncCommand.fullMessage(for: error) + "\n")
            return .ok
        }
        let failure = SyncFailure(error)
        let hint = failure.hint.map { " (\($0))" } ?? ""
        machine.write(.error, "dayline-sync: \(failure.sentence)\(hint)\n")
        return failure.status
    }
}
