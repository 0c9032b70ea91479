import Foundation

/// On the socket a message is an object with one member, named as the message; its value has what
/// the message says. The compiler's own way would put `_0` between the two.
extension ControlMessage {
    private enum Key: String, CodingKey {
        case hello, status, changed, alert, alertEnded, notice, done, error
    }

    private struct Hello: Codable {
        var version: String
        var protocolVersion: Int
    }

    private struct Ended: Codable { var id: String }

    private struct Notice: Codable {
        var calendar: String
        var text: String
    }

    private struct Done: Codable {
        var ok: Bool
        var text: String
    }

    private struct Failure: Codable { var text: String }
    private struct Nothing: Codable {}

    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        guard object.allKeys.count == 1, let key = object.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no message"))
        }
        switch key {
        case .hello:
            let hello = try object.decode(Hello.self, forKey: key)
            self = .hello(version: hello.version, protocolVersion: hello.protocolVersion)
        case .status: self = .status(try object.decode(DaemonStatus.self, forKey: key))
        case .changed: self = .changed
        case .alert: self = .alert(try object.decode(AlertMessage.self, forKey: key))
        case .alertEnded: self = .alertEnded(id: try object.decode(Ended.self, forKey: key).id)
        case .notice:
            let notice = try object.decode(Notice.self, forKey: key)
            self = .notice(calendar: notice.calendar, text: notice.text)
        case .done:
            let done = try object.decode(Done.self, forKey: key)
            self = .done(ok: done.ok, text: done.text)
        case .error: self = .error(text: try object.decode(Failure.self, forKey: key).text)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self {
        case .hello(let version, let number):
            try object.encode(Hello(version: version, protocolVersion: number), forKey: .hello)
        case .status(let status): try object.encode(status, forKey: .status)
        case .changed: try object.encode(Nothing(), forKey: .changed)
        case .alert(let alert): try object.encode(alert, forKey: .alert)
        case .alertEnded(let id): try object.encode(Ended(id: id), forKey: .alertEnded)
        case .notice(let calendar, let text):
            try object.encode(Notice(calendar: calendar, text: text), forKey: .notice)
        case .done(let ok, let text): try object.encode(Done(ok: ok, text: text), forKey: .done)
        case .error(let text): try object.encode(Failure(text: text), forKey: .error)
        }
    }
}
