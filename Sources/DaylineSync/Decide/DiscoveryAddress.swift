/// Where an account is, as people write it down.
struct AccountAddress: Hashable, Sendable {
    let url: ServerURL

    /// Reads a URL, a host, or a mail address, of which the domain counts.
    ///
    /// - Returns: nil for what is none.
    init?(_ text: String) {
        let text = text.trimmingBlanks
        if text.contains("://") {
            guard let url = ServerURL(text) else { return nil }
            self.url = url
            return
        }
        // What is before an `@` is left out of URLs anyway.
        guard let url = ServerURL("https://\(text)") else { return nil }
        self.url = url
    }

    /// Whether it names a host and no place on it: the service may be anywhere.
    var isBare: Bool { url.path == "/" }

    /// What DNS calls the service in this domain (RFC 6764 §3); nil where the address says itself
    /// where it is, or its host has no name in DNS.
    var service: String? {
        let host = url.host
        let isNamed =
            host.contains(".") && !host.contains(":")
            && host.contains { !"0123456789.".contains($0) }
        // Whoever names a port needs no directory.
        guard isBare, isNamed, !host.hasSuffix(".localhost") else { return nil }
        switch (url.scheme, url.port) {
        case ("https", 443): return "_caldavs._tcp.\(host)"
        case ("http", 80): return "_caldav._tcp.\(host)"
        default: return nil
        }
    }

    /// Whether `place` is the same service with TLS.
    func isUpgrade(_ place: ServerURL) -> Bool {
        url.host == place.host && url.scheme == "http" && url.port == 80
            && place.scheme == "https" && place.port == 443
    }

    /// Where to ask, best first.
    func candidates(_ service: ServiceAnswer) -> [ServerURL] {
        var candidates = isBare ? [] : [url]
        if self.service != nil { candidates += service.places(of: url.host, url.scheme) }
        candidates += [Self.wellKnown, "/"].compactMap(url.resolving)
        var seen: Set<ServerURL> = []
        return candidates.filter { seen.insert($0).inserted }
    }

    /// RFC 6764 §5.
    static let wellKnown = "/.well-known/caldav"
}

/// What DNS says of `_caldavs._tcp` or `_caldav._tcp` in a domain (RFC 6764 §3, §4).
struct ServiceAnswer: Hashable, Sendable {
    /// SRV records.
    var records: [ServiceRecord] = []
    /// `path` of the TXT record.
    var path: String?

    /// - Parameters:
    ///   - domain: hosts outside of it are left out: nobody vouches for an answer of DNS
    ///     (RFC 6764 §8).
    ///   - scheme: `https`, or `http` for the service without TLS.
    func places(of domain: String, _ scheme: String) -> [ServerURL] {
        records.filter { record in
            let host = record.host.lowercased()
            return host == domain || host.hasSuffix("." + domain)
        }.sorted { ($0.priority, -$0.weight) < ($1.priority, -$1.weight) }.compactMap { record in
            let path = path.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? AccountAddress.wellKnown
            return ServerURL("\(scheme)://\(record.host):\(record.port)")?.resolving(path)
        }
    }
}

/// One server of a service (RFC 2782).
struct ServiceRecord: Hashable, Sendable {
    /// Without a dot at the end.
    var host: String
    var port: Int
    /// Lower ones first.
    var priority = 0
    /// Among equal priorities, higher ones first.
    var weight = 0
}
