import Metrics
import Synchronization

/// Counts up.
final class CountingHandler: CounterHandler, FloatingPointCounterHandler {
    private let sum = Mutex(0.0)

    var value: Double { sum.withLock { $0 } }

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) {
        guard amount >= 0 else { return }
        sum.withLock { $0 += amount }
    }

    func reset() { sum.withLock { $0 = 0 } }
}

/// Goes up and down.
final class GaugeHandler: MeterHandler, RecorderHandler {
    private let level = Mutex(0.0)

    var value: Double { level.withLock { $0 } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { level.withLock { $0 = value } }
    func increment(by amount: Double) { level.withLock { $0 += amount } }
    func decrement(by amount: Double) { level.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
}

/// Counts values by how large they are.
final class HistogramHandler: TimerHandler, RecorderHandler {
    struct Snapshot: Hashable, Sendable {
        /// Values up to each bound, those of smaller bounds included; the last is all of them.
        let counts: [Int]
        let sum: Double
        var count: Int { counts.last ?? 0 }
    }

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    /// Upper bounds, without the infinite one.
    let bounds: [Double]
    private let state: Mutex<State>

    /// From a write to the page cache to a client that is about to give up.
    static let seconds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]
    /// From a small answer to the largest body.
    static let bytes = (0..<9).map { Double(256 << (2 * $0)) }
    static let numbers = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000]

    /// By the unit at the end of the metric's name.
    init(for name: String) {
        bounds =
            name.hasSuffix("_seconds")
            ? Self.seconds : name.hasSuffix("_bytes") ? Self.bytes : Self.numbers
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    var snapshot: Snapshot {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        return Snapshot(
            counts: counts.map { count in
                total += count
                return total
            }, sum: sum)
    }
}
