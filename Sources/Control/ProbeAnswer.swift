import Foundation

/// What `dayline-sync probe` prints: one JSON object, as `{"found":{…}}` or `{"failed":{…}}`. It
/// reads a `config.toml` with one account on standard input.
public enum ProbeAnswer: Hashable, Sendable, Codable {
    case found(ProbeReport)
    case failed(ProbeFailure)
}

/// What a server has for an account.
public struct ProbeReport: Hashable, Sendable, Codable {
    /// Where the calendars are, absolute.
    public var home: String
    /// The oldest version that would have been taken, and by what the server was known: `TLS 1.2 or
    /// newer, verified by the system's authorities`; nil for plain HTTP.
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
    private enum CodingKeys: String, CodingKey { case found, failed }

    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        if let report = try object.decodeIfPresent(ProbeReport.self, forKey: .found) {
            self = .found(report)
        } else {
            self = .failed(try object.decode(ProbeFailure.self, forKey: .failed))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .found(let report): try object.encode(report, forKey: .found)
        case .failed(let failure): try object.encode(failure, forKey: .failed)
        }
    }

    /// Reads what the program printed; nil when it is something else.
    public init?(json: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(ProbeAnswer.self, from: Data(json)) else {
            return nil
        }
        self = answer
    }
}
