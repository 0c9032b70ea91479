/// One line of an exposition.
struct MetricSample: Hashable, Sendable {
    let metric: ServerMetric
    let labels: [MetricLabel]
    let value: Double

    init(_ metric: ServerMetric, _ value: Double, labels: [MetricLabel] = []) {
        self.metric = metric
        self.labels = labels
        self.value = value
    }

    init(_ metric: ServerMetric, _ value: Int, labels: [MetricLabel] = []) {
        self.init(metric, Double(value), labels: labels)
    }
}

/// What tells the series of one metric apart.
struct MetricLabel: Hashable, Comparable, Sendable {
    let name: String
    let value: String

    static func < (one: MetricLabel, other: MetricLabel) -> Bool {
        (one.name, one.value) < (other.name, other.value)
    }
}

/// What kind of numbers a metric has.
enum MetricKind: String, Hashable, Sendable {
    case counter, gauge, histogram
}
