import Logging

/// Everything that can be set about the server. Read from `dayline-server.toml`, then overridden
/// by the command line; dayline-server.toml(5) describes each.
struct ServerSettings: Sendable {
    /// The directory of the database.
    var data = "/var/lib/dayline-server"
    var listen = [ListenAddress(host: "127.0.0.1", port: 8043)]
    var tls: TLSFiles?
    /// HTTP without TLS, on loopback addresses alone.
    var allowsPlainHTTP = false
    /// A proxy in front speaks TLS; its `X-Forwarded-For` and `X-Forwarded-Proto` are believed,
    /// and HTTP without TLS is served on every address.
    var isBehindProxy = false
    /// A file with the token that lets others than this machine read `/metrics`.
    var metricsTokenFile: String?
    var limits = ServerLimits()
    var log = LogSettings()
    var events = EventSettings()
    var retention = RetentionSettings()
    /// What goes wrong on purpose, for tests; never from the file.
    var chaos: Chaos.Plan?
}

/// An address and port to listen at.
struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address, IPv6 without brackets.
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8043`, `[::1]:8043` or `localhost:8043`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    var isLoopback: Bool { ListenerSettings.isLoopback(host) }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// PEM files; read again on SIGHUP.
struct TLSFiles: Hashable, Sendable {
    /// The server's certificate, then those that lead to a root.
    let certificate: String
    let key: String
}

struct LogSettings: Hashable, Sendable {
    enum Format: String, Hashable, Sendable, CaseIterable { case text, json }

    var format = Format.text
    var level = Logger.Level.info
}

/// How often consumers try an event before it becomes a dead letter.
struct EventSettings: Hashable, Sendable {
    var attempts = Backoff().attempts
    /// Before the second attempt; doubled for each further one.
    var delay = Backoff().first
}

/// How long the event log is kept, which WebSocket clients resume from and sync tokens reach back
/// to.
struct RetentionSettings: Hashable, Sendable {
    var events = RetentionLimits().events
}
