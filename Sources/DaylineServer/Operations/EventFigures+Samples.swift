extension EventFigures {
    func samples(at time: WallTime) -> [MetricSample] {
        // A clock that was set back makes no event younger than now.
        let age = oldest.map { max(.zero, time.since($0)) / .seconds(1) } ?? 0
        return [MetricSample(.outboxEvents, outbox), MetricSample(.outboxOldest, age)]
            + Self.samples(.eventsWaiting, waiting) + Self.samples(.deadLetters, deadLetters)
    }

    /// None at all is a number too, so that a query finds it.
    private static func samples(
        _ metric: ServerMetric, _ counts: [String: Int]
    ) -> [MetricSample] {
        guard !counts.isEmpty else { return [MetricSample(metric, 0)] }
        return counts.sorted { $0.key < $1.key }.map { consumer, count in
            MetricSample(metric, count, labels: [MetricLabel(name: "consumer", value: consumer)])
        }
    }
}
