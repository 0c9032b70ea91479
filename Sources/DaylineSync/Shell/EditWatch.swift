import Synchronization

/// Notices what other programs write to the replica.
///
/// The kernel tells of bytes in the write-ahead log, and a transaction counts only some time after
/// its last bytes: they go to the disk first. So the replica is looked at again a few times after
/// they came, and not at all while none come.
///
/// Invariant: a transaction is noticed when it counts within `pauses` after its last bytes.
struct EditWatch: Sendable {
    /// A number that other programs' transactions change; nil when it cannot be read now.
    let version: @Sendable () -> Int?
    let sleep: @Sendable (Duration) async throws -> Void
    /// Another program wrote to the replica.
    let edited: @Sendable () async -> Void

    /// Between the looks. All are taken, also when one has seen something: that may have been what
    /// an earlier program wrote.
    static let pauses: [Duration] = [10, 50, 200, 1000, 5000].map { .milliseconds($0) }

    /// - Parameter hints: come when bytes were written; begun before this is called.
    func run<Hint: Sendable>(_ hints: AsyncStream<Hint>) async {
        let last = LastVersion(version())
        // What was written while the daemon began, before there was a number to compare with.
        await edited()
        await withDiscardingTaskGroup { group in
            var looks: Errand<Void>?
            for await _ in hints {
                looks?.cancel()
                let errand = Errand { await look(last) }
                looks = errand
                group.addTask { await errand.run() }
            }
            group.cancelAll()
        }
    }

    /// Looks at once, and after each pause until it is cancelled.
    private func look(_ last: LastVersion) async {
        for pause in [.zero] + Self.pauses {
            if pause > .zero, (try? await sleep(pause)) == nil { return }
            if let now = version(), last.isNew(now) { await edited() }
        }
    }
}

/// The version that was seen last, by whichever look.
private final class LastVersion: Sendable {
    private let version: Mutex<Int?>

    init(_ version: Int?) { self.version = Mutex(version) }

    func isNew(_ now: Int) -> Bool {
        version.withLock { version in
            defer { version = now }
            return version != now
        }
    }
}
