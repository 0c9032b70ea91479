import CTimer
import Core
import Foundation

/// Everything that the daemon may ask of the machine, but for files and the network. Built once in
/// `main`, passed down, never global.
struct World: Sendable {
    /// The wall clock.
    var now: @Sendable () -> Instant
    /// A clock that nobody sets, and that goes on while the machine sleeps.
    var uptime: @Sendable () -> Duration
    /// Waits, not counting the time that the machine sleeps.
    var sleep: @Sendable (Duration) async throws -> Void
    /// 0 ..< 1: jitter.
    var randomUnit: @Sendable () -> Double

    static let live = World(
        now: { Instant(seconds: Int(time(nil))) },
        uptime: {
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        },
        sleep: { try await TaskQueues.shared.sleep(for: $0) },
        randomUnit: { Double.random(in: 0..<1) })
}
