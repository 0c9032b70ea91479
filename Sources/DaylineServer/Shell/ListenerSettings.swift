/// Where the server listens, and how.
struct ListenerSettings: Hashable, Sendable {
    /// An address or a name.
    let host: String
    /// 0 for any that is free.
    let port: Int
    /// nil for plain HTTP.
    let tls: TLSFiles?
    /// A proxy in front ends TLS and says in `X-Forwarded-For` and `X-Forwarded-Proto` who asks
    /// and how. Nobody else may reach the port then.
    let isBehindProxy: Bool

    init(host: String, port: Int, tls: TLSFiles? = nil, isBehindProxy: Bool = false) {
        self.host = host
        self.port = port
        self.tls = tls
        self.isBehindProxy = isBehindProxy
    }

    /// Passwords never leave the machine in the clear.
    func validate() throws(ListenerError) {
        guard tls != nil || isBehindProxy || Self.isLoopback(host) else {
            throw .plainHTTP(host: host)
        }
    }

    /// Whether an address, or a host name, is this machine's own.
    static func isLoopback(_ host: String) -> Bool {
        let mapped = host.hasPrefix("::ffff:") ? String(host.dropFirst(7)) : host
        let parts = mapped.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return isIPv4 ? parts[0] == "127" : host == "::1" || host == "localhost"
    }
}

/// Why the server does not listen.
enum ListenerError: Error, Hashable, Sendable, CustomStringConvertible {
    case plainHTTP(host: String)
    case certificate(path: String, reason: String)

    var description: String {
        switch self {
        case .plainHTTP(let host):
            "\(host) can be reached by others, and there is no TLS certificate: give one, "
                + "or listen on 127.0.0.1, or say that a proxy ends TLS"
        case .certificate(let path, let reason): "\(path): \(reason)"
        }
    }
}
