import Core
import Foundation
import Logging
import Metrics
import NIOPosix
import ServiceLifecycle

/// Runs the server until it is told to stop: takes the data directory, opens the store, and puts
/// the parts together.
///
/// - Throws: what `ServerFailure` explains.
@Sendable func serve(_ settings: ServerSettings, _ machine: ServerMachine) async throws {
    let directory = DataDirectory(path: settings.data)
    try directory.prepare(mayCreate: false)
    let lock = try directory.takeLock()
    defer { lock.release() }
    var settings = settings
    let files = raiseFileLimit()
    settings.limits.fit(files: files, listeners: settings.listen.count)
    let registry = MetricsRegistry()
    MetricsSystem.bootstrap(registry)
    let logger = logger(settings.log, machine)
    let store = try await SQLiteStore.open(
        at: directory.database, zones: machine.zones, now: machine.world.now,
        random: machine.world.random)
    logger.info(
        "limits",
        metadata: ["files": "\(files)", "connections": "\(settings.limits.connections)"])
    let parts = try ServerParts(
        settings, store: store, registry: registry, machine: machine, logger: logger)
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(try await parts.run())
    } catch {
        outcome = .failure(error)
    }
    // After a failure of the disk this fails too; what it was is told.
    try? store.database.close()
    logger.notice("stopped")
    try outcome.get()
}

private func logger(_ settings: LogSettings, _ machine: ServerMachine) -> Logger {
    LoggingSystem.bootstrap { label in
        LineLogHandler(label: label, settings: settings, now: machine.world.now) {
            machine.write(.error, $0)
        }
    }
    return Logger(label: "dayline-server")
}

/// A connection is a file; most systems let a process open 1024 unless it asks for more.
///
/// - Returns: how many files may be open.
private func raiseFileLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
    var raised = limit
    raised.rlim_cur = limit.rlim_max
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0
    return Int(clamping: isRaised ? raised.rlim_cur : limit.rlim_cur)
}

extension DirectoryLock {
    /// Keeps it until here.
    func release() { withExtendedLifetime(self) {} }
}
