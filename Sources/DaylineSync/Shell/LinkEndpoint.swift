import Foundation

/// Where notifications come from, and with what right.
struct LinkEndpoint: Hashable, Sendable {
    /// `wss`, or `ws` to this machine.
    let isSecure: Bool
    let host: String
    let port: Int
    /// With a leading slash, percent-encoded, and without a query.
    let path: String
    /// Value of `Authorization`; nil where none is needed.
    var authorization: String?
    /// PEM file besides the system's authorities.
    var certificateAuthority: String?
    /// `sha256//BASE64` of the server's public key.
    var pin: String?
    /// PEM files.
    var clientCertificate: String?
    var clientKey: String?

    /// As in `wss://calendar.example.org/notifications`; http and https mean the same.
    init?(url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            let host = parts.host, !host.isEmpty
        else { return nil }
        switch scheme {
        case "wss", "https": isSecure = true
        case "ws", "http": isSecure = false
        default: return nil
        }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? (isSecure ? 443 : 80)
        path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    }

    /// For the header `Host`.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }
}
