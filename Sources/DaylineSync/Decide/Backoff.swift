import Core

/// How long to wait after failures: exponentially longer, with full jitter, so that clients that
/// failed together do not come back together.
struct Backoff: Hashable, Sendable {
    /// Seconds.
    static let shortest = 1
    static let longest = 15 * 60
    /// Successes in a row after which failures are forgotten.
    static let recovery = 10

    /// In a row.
    private(set) var failures = 0
    private var successes = 0

    /// - Returns: when to try again.
    mutating func failed(_ moment: Moment) -> Instant {
        successes = 0
        failures += 1
        return moment.now.adding(seconds: Self.seconds(failures: failures, jitter: moment.jitter))
    }

    mutating func succeeded() {
        guard failures > 0 else { return }
        successes += 1
        if successes >= Self.recovery { reset() }
    }

    mutating func reset() { self = Backoff() }

    /// - Parameters:
    ///   - failures: in a row; 1 or more.
    ///   - jitter: 0 ..< 1.
    static func seconds(failures: Int, jitter: Double) -> Int {
        let most = min(shortest << min(max(failures, 1), 10), longest)
        return max(shortest, Int(Double(most) * jitter))
    }
}
