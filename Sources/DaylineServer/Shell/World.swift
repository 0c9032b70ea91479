import Foundation

/// Everything the server may ask of the machine. Built once in `main`, passed down, never global.
struct World: Sendable {
    /// The wall clock.
    var now: @Sendable () -> WallTime
    /// Unguessable bytes.
    var random: @Sendable (_ count: Int) -> [UInt8]
    /// Waits on a clock that nobody sets.
    var sleep: @Sendable (Duration) async throws -> Void

    static let live = World(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return WallTime(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
        },
        random: { count in
            var source = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        },
        sleep: { try await Task.sleep(for: $0) })
}
