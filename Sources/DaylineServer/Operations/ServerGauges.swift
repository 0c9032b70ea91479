import Foundation

/// Reads, when somebody asks, what nobody counts.
struct ServerGauges: Sendable {
    let database: ServerDatabase
    let hasher: PasswordHasher
    let registry: MetricsRegistry
    let started: WallTime
    let now: @Sendable () -> WallTime

    /// The whole page. What the store does not answer is left out; that is seen by `ready`.
    func page() async -> [UInt8] {
        Array(PrometheusText(registry, samples: await samples()).text.utf8)
    }

    private func samples() async -> [MetricSample] {
        var samples = processSamples() + databaseSamples()
        let accounts = try? await database.accountCount()
        let isReady = accounts != nil && database.failure == nil
        samples.append(MetricSample(.ready, isReady ? 1 : 0))
        if let accounts { samples.append(MetricSample(.accounts, accounts)) }
        if let figures = try? await database.eventFigures() {
            samples += figures.samples(at: now())
        }
        return samples
    }

    private func processSamples() -> [MetricSample] {
        let figures = ProcessFigures.current()
        let version = MetricLabel(name: "version", value: ServerVersion.current)
        return [
            MetricSample(.info, 1, labels: [version]),
            MetricSample(.passwordHashes, hasher.count),
            MetricSample(.metricSeriesDropped, registry.dropped),
            MetricSample(.residentBytes, figures.residentBytes),
            MetricSample(.cpuSeconds, figures.cpuSeconds),
            MetricSample(.openFiles, figures.openFiles),
            MetricSample(.maxFiles, figures.maxFiles),
            MetricSample(.startTime, Double(started.milliseconds) / 1000),
            MetricSample(.uptime, now().since(started) / .seconds(1)),
        ]
    }

    private func databaseSamples() -> [MetricSample] {
        let checkpoints = database.checkpoints
        return [
            MetricSample(.writesWaiting, database.writesWaiting),
            MetricSample(.checkpoints, checkpoints.count),
            MetricSample(.checkpointsIncomplete, checkpoints.incomplete),
            MetricSample(.checkpointSeconds, Double(checkpoints.nanoseconds) / 1_000_000_000),
            MetricSample(.walPages, checkpoints.pagesLeft),
            MetricSample(.databaseBytes, size(database.path)),
            MetricSample(.walBytes, size(database.path + "-wal")),
        ]
    }

    private func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
