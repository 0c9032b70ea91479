import Foundation

/// What `dayline-sync probe` prints: one JSON object. It reads a `config.toml` with one account on
/// standard input.
public enum ProbeAnswer: Hashable, Sendable, Codable {
    case found(ProbeReport)
    case failed(ProbeFailure)
}

/// What a server has for an account.
public struct ProbeReport: Hashable, Sendable, Codable {
    /// Where the calendars are, absolute.
    public var home: String
    /// As `TLS 1.3`; nil for plain HTTP.
    public var tls: String?
    /// What the server can do, in one or two words each: `sync-collection`, `notifications` …
    public var capabilities: [String]
    public var calendars: [ProbeCalendar]

    public init(
        home: String, tls: String?, capabilities: [String] = [], calendars: [ProbeCalendar] = []
    ) {
        self.home = home
        self.tls = tls
        self.capabilities = capabilities
        self.calendars = calendars
    }
}

/// A calendar that a server has.
public struct ProbeCalendar: Hashable, Sendable, Codable {
    public var name: String
    /// Path on the server.
    public var href: String
    /// As `#4a90d9`; nil when the server gives none.
    public var color: String?
    public var isReadOnly: Bool

    public init(name: String, href: String, color: String? = nil, isReadOnly: Bool = false) {
        self.name = name
        self.href = href
        self.color = color
        self.isReadOnly = isReadOnly
    }
}

/// Why nothing was found.
public struct ProbeFailure: Hashable, Sendable, Codable {
    public enum Reason: String, Hashable, Sendable, Codable {
        /// The settings cannot be used: no such file, a password program that failed.
        case settings
        /// Plain HTTP to another machine, without consent.
        case insecure
        case unreachable
        /// The certificate is not trusted.
        case certificate
        case unauthorized
        /// It answers, and has no calendars.
        case noCalendars
    }

    public var reason: Reason
    /// One sentence.
    public var text: String

    public init(reason: Reason, text: String) {
        self.reason = reason
        self.text = text
    }
}

extension ProbeAnswer {
    /// Reads what the program printed; nil when it is something else.
    public init?(json: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(ProbeAnswer.self, from: Data(json)) else {
            return nil
        }
        self = answer
    }
}
