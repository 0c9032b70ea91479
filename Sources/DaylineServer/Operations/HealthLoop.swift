import Control

/// Asks the store now and then whether it answers, tells systemd while it does, and ends when it
/// will not write any more: then the disk has to be read again from the start.
struct HealthLoop: Sendable {
    let database: ServerDatabase
    let notifier: SystemdNotifier
    let sleep: @Sendable (Duration) async throws -> Void

    /// Without a watchdog.
    static let interval = Duration.seconds(10)

    /// Whether requests can be served.
    func isReady() async -> Bool {
        guard database.failure == nil else { return false }
        return (try? await database.accountCount()) != nil
    }

    /// - Throws: `StoreError` when the store failed for good; `CancellationError`.
    func run() async throws {
        let interval = notifier.watchdog.map { $0 / 2 } ?? Self.interval
        while true {
            if let failure = database.failure {
                notifier.status("the store failed: \(failure)")
                throw failure
            }
            if await isReady() { notifier.alive() }
            try await sleep(interval)
        }
    }
}
