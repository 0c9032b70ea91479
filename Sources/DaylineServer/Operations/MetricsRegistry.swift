import Metrics
import Synchronization

/// Holds the value of every metric of the process, for `swift-metrics`.
///
/// Invariant: however a label is made up, a metric has at most `seriesLimit` series; what is
/// counted beyond them is lost, and that is counted.
final class MetricsRegistry: MetricsFactory {
    struct Key: Hashable, Comparable {
        let name: String
        let labels: [MetricLabel]

        static func < (one: Key, other: Key) -> Bool {
            (one.name, one.labels.map(\.value).joined(separator: "\n"))
                < (other.name, other.labels.map(\.value).joined(separator: "\n"))
        }
    }

    /// A metric's series; all of one kind.
    enum Series {
        case counter(CountingHandler)
        case gauge(GaugeHandler)
        case histogram(HistogramHandler)
    }

    private struct State {
        var series: [Key: Series] = [:]
        var counts: [String: Int] = [:]
        var dropped = 0
    }

    static let seriesLimit = 200
    private let state = Mutex(State())

    /// All series, by name and labels.
    var all: [(key: Key, series: Series)] {
        state.withLock { state in state.series.map { ($0.key, $0.value) } }
            .sorted { $0.key < $1.key }
    }

    /// Series that were refused.
    var dropped: Int { state.withLock { $0.dropped } }

    private func series(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
    ) -> Series {
        let labels = dimensions.map { MetricLabel(name: $0.0, value: $0.1) }.sorted()
        let key = Key(name: label, labels: labels)
        return state.withLock { state in
            if let known = state.series[key] { return known }
            let made = make()
            guard state.counts[label, default: 0] < Self.seriesLimit else {
                state.dropped += 1
                return made
            }
            state.counts[label, default: 0] += 1
            state.series[key] = made
            return made
        }
    }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CountingHandler {
        let found = series(label, dimensions) { .counter(CountingHandler()) }
        // A name used for two kinds of metric keeps its first kind.
        if case .counter(let handler) = found { return handler }
        return CountingHandler()
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeHandler {
        let found = series(label, dimensions) { .gauge(GaugeHandler()) }
        if case .gauge(let handler) = found { return handler }
        return GaugeHandler()
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramHandler {
        let found = series(label, dimensions) { .histogram(HistogramHandler(for: label)) }
        if case .histogram(let handler) = found { return handler }
        return HistogramHandler(for: label)
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    // A counter that went back to nothing would look like a restart: values stay.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
