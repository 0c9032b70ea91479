/// The text format of Prometheus, version 0.0.4.
struct PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""
    private var lastName = ""

    /// - Parameters:
    ///   - registry: what was counted.
    ///   - samples: what was asked for just now.
    init(_ registry: MetricsRegistry, samples: [MetricSample]) {
        for (key, series) in registry.all {
            switch series {
            case .counter(let handler):
                head(key.name, .counter)
                line(key.name, key.labels, handler.value)
            case .gauge(let handler):
                head(key.name, .gauge)
                line(key.name, key.labels, handler.value)
            case .histogram(let handler):
                // Most methods never end in most classes of status: a page of empty ones says
                // nothing.
                let snapshot = handler.snapshot
                guard snapshot.count > 0 else { continue }
                head(key.name, .histogram)
                histogram(key.name, key.labels, handler.bounds, snapshot)
            }
        }
        for sample in samples.sorted(by: { $0.metric.rawValue < $1.metric.rawValue }) {
            head(sample.metric.rawValue, sample.metric.kind)
            line(sample.metric.rawValue, sample.labels, sample.value)
        }
    }

    /// Once before all series of a metric.
    private mutating func head(_ name: String, _ kind: MetricKind) {
        guard name != lastName else { return }
        lastName = name
        if let help = ServerMetric(rawValue: name)?.help { text += "# HELP \(name) \(help)\n" }
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func histogram(
        _ name: String, _ labels: [MetricLabel], _ bounds: [Double],
        _ snapshot: HistogramHandler.Snapshot
    ) {
        let bounds = bounds.map(Self.number) + ["+Inf"]
        for (bound, count) in zip(bounds, snapshot.counts) {
            line("\(name)_bucket", labels + [MetricLabel(name: "le", value: bound)], Double(count))
        }
        line("\(name)_sum", labels, snapshot.sum)
        line("\(name)_count", labels, Double(snapshot.count))
    }

    private mutating func line(_ name: String, _ labels: [MetricLabel], _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
