/// A request to a server, as a value: what to ask, not how it goes over the wire.
struct DAVRequest: Hashable, Sendable {
    var method: String
    /// Absolute path, or a URL of another host.
    var target: String
    /// Without those of authentication, length, or the agent.
    var headers: [Header] = []
    var body: [UInt8] = []
    /// Origin that may see the credential, where it is not that of the account: discovery may find
    /// the calendars elsewhere.
    var origin: String?

    struct Header: Hashable, Sendable {
        var name: String
        var value: String
    }
}

/// What a server answered.
struct DAVReply: Hashable, Sendable {
    var status: Int
    /// Names in lower case, values trimmed; several equal names are one list where the field is
    /// one (RFC 9110 §5.3), else the last counts.
    var headers: [String: String] = [:]
    /// Empty when the answer went to a stream of items.
    var body: [UInt8] = []
    /// Where it came from in the end, after redirects: absolute URL.
    var url = ""
    /// Whether a redirect on the way was permanent (301, 308).
    var isMoved = false
}

/// Why there is no answer.
enum TransportFailure: Error, Hashable, Sendable {
    /// Nothing was sent: no such host, refused, no network.
    case unreachable(String)
    /// Certificate or handshake; nothing was sent.
    case tls(String)
    /// The password command failed, or the secret's file is open to others; nothing was sent.
    case credentials(String)
    /// Plain HTTP to another machine, or a redirect that may not be followed; nothing was sent.
    case refused(String)
    /// Sent, and no whole answer came.
    case broken(String)
    /// The answer is longer than the limit.
    case tooLong
    case cancelled
}

extension TransportFailure {
    /// For people.
    var words: String {
        switch self {
        case .unreachable(let text), .tls(let text), .credentials(let text), .refused(let text),
            .broken(let text):
            text
        case .tooLong: "the answer is too long"
        case .cancelled: "cancelled"
        }
    }
}
