/// What an `Authorization` header field shows.
enum ShownCredential: Hashable, Sendable {
    case password(name: String, password: [UInt8])
    /// As the password of a name, or as a bearer token without one.
    case token(TokenText, name: String?)

    /// The longest field that is looked at, in bytes.
    private static let longest = 4096

    /// Reads Basic (RFC 7617) and Bearer (RFC 6750); nil for anything else.
    init?(_ authorization: String) {
        guard authorization.utf8.count <= Self.longest else { return nil }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let value = String(parts[1].drop { $0 == " " })
        switch parts[0].lowercased() {
        case "basic": self.init(basic: value)
        case "bearer":
            guard let token = TokenText(value) else { return nil }
            self = .token(token, name: nil)
        default: return nil
        }
    }

    private init?(basic value: String) {
        guard let bytes = Sodium.bytes(base64: value),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        let name = String(decoding: bytes[..<colon], as: UTF8.self)
        let password = Array(bytes[(colon + 1)...])
        guard password.count <= Argon2id.longestPassword else { return nil }
        if let token = TokenText(String(decoding: password, as: UTF8.self)) {
            self = .token(token, name: name)
        } else {
            self = .password(name: name, password: password)
        }
    }
}
