import Synchronization

/// When the use of each token was last noted in the store, so that not every request writes.
final class UseNotes: Sendable {
    private let noted = Mutex<[String: WallTime]>([:])
    /// A use is noted at most this often.
    static let interval = Duration.seconds(60)
    private static let capacity = 10_000

    /// Whether this use is to be noted; who is told so has to do it.
    func isDue(_ token: String, at time: WallTime, lastUsed: WallTime? = nil) -> Bool {
        noted.withLock { noted in
            if let last = noted[token] ?? lastUsed {
                let age = time.since(last)
                if age >= .zero, age < Self.interval { return false }
            }
            if noted.count >= Self.capacity { noted = [:] }
            noted[token] = time
            return true
        }
    }
}
