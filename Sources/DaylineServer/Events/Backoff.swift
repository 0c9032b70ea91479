/// How often and when something that failed is tried again.
struct Backoff: Hashable, Sendable {
    /// All of them, the first one included; at least 1.
    var attempts = 3
    /// The wait after the first failure; doubled after each further one.
    var first = Duration.milliseconds(200)
    var longest = Duration.seconds(30)

    /// The wait before the next attempt; nil when there is none.
    ///
    /// - Parameters:
    ///   - failures: 1 or more.
    ///   - jitter: 0 ..< 1, so that those who failed together do not come back together; 0 halves
    ///     the wait.
    func wait(afterFailures failures: Int, jitter: Double) -> Duration? {
        precondition(failures >= 1, "backoff needs at least one failure")
        guard failures < attempts else { return nil }
        let full = min(first * (1 << min(failures - 1, 20)), longest)
        return full * (0.5 + jitter / 2)
    }
}

extension World {
    /// A number of 0 ..< 1.
    var randomUnit: Double {
        let bits = random(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(bits >> 11) / Double(1 << 53)
    }
}
