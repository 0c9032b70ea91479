import WebDAV

/// An `http` or `https` URL, taken apart (RFC 3986).
struct ServerURL: Hashable, Sendable {
    /// `http` or `https`.
    let scheme: String
    /// In lower case; an IPv6 address has its brackets.
    let host: String
    let port: Int
    /// Absolute, in the spelling of `PathSegments`.
    var path: String

    /// Reads an absolute URL; user names, queries and fragments are left out.
    ///
    /// - Returns: nil for other schemes, and for what is no URL.
    init?(_ text: some StringProtocol) {
        let text = text.trimmingBlanks
        guard let mark = text.firstRange(of: "://") else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        var name = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        var port = scheme == "http" ? 80 : 443
        if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]") {
            let digits = name[name.index(after: colon)...]
            if !digits.isEmpty {
                guard let number = Int(digits), (1...65535).contains(number) else { return nil }
                port = number
            }
            name = name[..<colon]
        }
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isOfHost) else { return nil }
        host = name.lowercased()
        self.port = port
        path = Href.path(text, from: "/")
    }

    /// What `reference` means where this URL was asked (RFC 3986 §5.2).
    ///
    /// - Returns: nil for other schemes.
    func resolving(_ reference: some StringProtocol) -> ServerURL? {
        let reference = reference.trimmingBlanks
        if reference.hasPrefix("//") { return ServerURL("\(scheme):\(reference)") }
        let beginning = reference.prefix { !"/?#".contains($0) }
        if beginning.contains(":"), reference[beginning.endIndex...].hasPrefix("//") {
            return ServerURL(reference)
        }
        var resolved = self
        resolved.path = Href.path(reference, from: path)
        return resolved
    }

    /// As in `https://calendar.example.org:8443`, the port only where it is not the usual one.
    var origin: String {
        let usual = scheme == "http" ? 80 : 443
        return "\(scheme)://\(host)" + (port == usual ? "" : ":\(port)")
    }

    var text: String { origin + path }

    /// Whether it is this machine, so that nothing can be overheard.
    var isLoopback: Bool {
        host == "localhost" || host == "[::1]"
            || host.hasPrefix("127.")
                && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || 0x30...0x39 ~= $0 }
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !"\"<>\\^`{|}%/?#@".utf8.contains(byte)
    }
}
