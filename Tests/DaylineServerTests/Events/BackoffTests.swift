import Testing

@testable import DaylineServer

/// Goal: waits double up to a limit, and end. Method: a row for each edge, in milliseconds.
@Suite("backoff")
struct BackoffTests {
    static let backoff = Backoff(
        attempts: 8, first: .milliseconds(100), longest: .milliseconds(1000))

    @Test(
        "the wait after failures",
        arguments: [
            (1, 0.0, 50),  // jitter 0 halves
            (1, 0.5, 75),
            (2, 0.0, 100),
            (4, 0.0, 400),
            (5, 0.0, 500),  // 1600 is more than the longest
            (7, 0.0, 500),
            (8, 0.0, nil),  // that was the last attempt
            (100, 0.0, nil),
        ] as [(Int, Double, Int?)])
    func wait(_ failures: Int, _ jitter: Double, _ milliseconds: Int?) {
        let wait = Self.backoff.wait(afterFailures: failures, jitter: jitter)
        #expect(wait == milliseconds.map { .milliseconds($0) })
    }

    @Test("thousands of failures do not overflow")
    func endless() {
        let outage = Backoff(attempts: .max, first: .milliseconds(50), longest: .seconds(5))
        #expect(outage.wait(afterFailures: 100_000, jitter: 0) == .milliseconds(2500))
    }
}
