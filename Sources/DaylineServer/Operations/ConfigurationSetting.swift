import Logging
import TOMLKit

/// One key of `dayline-server.toml`: its place, what it takes, and what it sets.
struct ConfigurationSetting: Sendable {
    /// As in `limits.body_mib`; without a dot at the top of the file.
    let key: String
    /// For people, as in “an integer from 1 to 64”.
    let takes: String
    /// - Returns: false when the value is none of what it takes.
    let apply: @Sendable (any TOMLValueConvertible, inout ServerSettings) -> Bool

    static let all: [ConfigurationSetting] = [
        .text("data", \.data),
        .init(key: "listen", takes: "an array of addresses as “127.0.0.1:8043”, not empty") {
            guard let array = $0.array else { return false }
            let addresses = array.map { $0.string.flatMap(ListenAddress.init) }
            $1.listen = addresses.compactMap { $0 }
            return !addresses.isEmpty && $1.listen.count == addresses.count
        },
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

extension ConfigurationSetting {
    fileprivate typealias Path<Value> =
        any WritableKeyPath<ServerSettings, Value> & Sendable

    fileprivate static func text(_ key: String, _ path: Path<String>) -> Self {
        Self(key: key, takes: "a string, not empty") { value, configuration in
            guard let text = value.string, !text.isEmpty else { return false }
            configuration[keyPath: path] = text
            return true
        }
    }

    fileprivate static func flag(_ key: String, _ path: Path<Bool>) -> Self {
        Self(key: key, takes: "true or false") { value, configuration in
            guard let flag = value.bool else { return false }
            configuration[keyPath: path] = flag
            return true
        }
    }

    fileprivate static func choice<Value>(_ key: String, _ path: Path<Value>) -> Self
    where Value: RawRepresentable<String> & CaseIterable & Sendable {
        let names = Value.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", ")
        return Self(key: key, takes: "one of \(names)") { value, configuration in
            guard let choice = value.string.flatMap(Value.init) else { return false }
            configuration[keyPath: path] = choice
            return true
        }
    }

    fileprivate static func number(
        _ key: String, _ range: ClosedRange<Int>,
        _ set: @escaping @Sendable (inout ServerSettings, Int) -> Void
    ) -> Self {
        Self(key: key, takes: "an integer from \(range.lowerBound) to \(range.upperBound)") {
            guard let number = $0.int, range.contains(number) else { return false }
            set(&$1, number)
            return true
        }
    }

    fileprivate static func path(
        _ key: String, _ set: @escaping @Sendable (inout ServerSettings, String) -> Void
    ) -> Self {
        Self(key: key, takes: "the path of a file") { value, configuration in
            guard let path = value.string, !path.isEmpty else { return false }
            set(&configuration, path)
            return true
        }
    }
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
