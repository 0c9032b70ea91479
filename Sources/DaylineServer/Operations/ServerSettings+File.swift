import Logging
import Settings
import TOMLKit

extension ServerSettings {
    /// The keys of `dayline-server.toml`.
    static let settings: [Setting<ServerSettings>] = [
        .text("data", \.data),
        .array(
            "listen", takes: "an array of addresses as “127.0.0.1:8043”, not empty",
            { $0.string.flatMap(ListenAddress.init) }, mayBeEmpty: false
        ) { $0.listen = $1 },
        .flag("plain_http", \.allowsPlainHTTP),
        .flag("behind_proxy", \.isBehindProxy),
        .path("metrics_token_file") { $0.metricsTokenFile = $1 },
        .path("tls.certificate") { $0.tls = $0.tls.with(certificate: $1) },
        .path("tls.key") { $0.tls = $0.tls.with(key: $1) },
        .number("limits.body_mib", 1...1024) { $0.limits.body = $1 << 20 },
        .number("limits.header_kib", 4...1024) { $0.limits.headers = $1 << 10 },
        .number("limits.connections", 1...1_000_000) { $0.limits.connections = $1 },
        .number("limits.requests_per_account", 1...10_000) { $0.limits.requestsPerAccount = $1 },
        .number("timeouts.head_seconds", 1...3600) { $0.limits.firstHead = .seconds($1) },
        .number("timeouts.idle_seconds", 1...86_400) { $0.limits.idle = .seconds($1) },
        .number("timeouts.body_seconds", 1...3600) { $0.limits.bodyTime = .seconds($1) },
        .number("timeouts.write_seconds", 1...3600) { $0.limits.write = .seconds($1) },
        .number("timeouts.shutdown_seconds", 0...3600) { $0.limits.shutdown = .seconds($1) },
        .choice("log.format", \.log.format),
        .choice("log.level", \.log.level),
        .number("events.attempts", 1...100) { $0.events.attempts = $1 },
        .number("events.delay_milliseconds", 0...3_600_000) {
            $0.events.delay = .milliseconds($1)
        },
        .number("retention.events_days", 1...3650) { $0.retention.events = .days($1) },
    ]
}

extension TLSFiles? {
    /// With one of the two set; the other is empty until it is set too.
    func with(certificate: String? = nil, key: String? = nil) -> TLSFiles {
        TLSFiles(
            certificate: certificate ?? self?.certificate ?? "", key: key ?? self?.key ?? "")
    }
}

extension Duration {
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
