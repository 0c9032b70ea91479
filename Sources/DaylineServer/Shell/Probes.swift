/// What the server says of itself to those who watch it.
struct Probes: Sendable {
    /// Whether requests can be served.
    var isReady: @Sendable () async -> Bool
    /// In the text format of Prometheus.
    var metrics: @Sendable () async -> [UInt8]
    /// Lets others than this machine read the metrics; nil for nobody.
    var metricsToken: String?
}
