import WebDAV

/// What a server says of one place: a `DAV:response` (RFC 4918 §14.24).
struct MultistatusItem: Hashable, Sendable {
    /// Absolute path, as `RemoteObject.href`, however the server writes it.
    let href: String
    /// Of the response as a whole, as in 404 for what is gone; nil where properties have their own.
    var status: Int?
    /// Those that came with 200.
    var found = FoundProperties()
    /// The others: what a property came with instead.
    var missing: [XMLName: Int] = [:]
    /// Why, where the server says so.
    var error: DAVErrorBody?

    init(href: String, status: Int? = nil, found: FoundProperties = FoundProperties()) {
        self.href = href
        self.status = status
        self.found = found
    }

    /// Reads a `DAV:response`.
    ///
    /// - Parameter base: absolute path or URL that was asked.
    /// - Returns: nil for an element that is none, or names no place.
    init?(_ response: XMLElement, base: String) {
        guard response.name == DAV.response, let href = response.first(DAV.href)?.text,
            !href.trimmingBlanks.isEmpty
        else { return nil }
        self.href = Href.path(href, from: base)
        status = Self.status(response)
        for propstat in response.all(DAV.propstat) { take(propstat) }
        // Properties without a `DAV:propstat` around them are met too.
        for property in response.first(DAV.prop)?.elements ?? [] { found.take(property) }
        if error == nil { error = DAVErrorBody(in: response, base: base) }
    }

    /// Whether the place is known to be gone.
    var isGone: Bool { status == 404 || status == 410 }

    /// What went wrong, if anything did: the status of the response, else of a property, but for
    /// one that is merely not there.
    var failure: Int? {
        if let status { return status / 100 == 2 ? nil : status }
        let failures = missing.values.filter { $0 != 404 }
        // 424 says no more than that another one failed.
        return failures.filter { $0 != 424 }.min() ?? failures.first
    }

    private mutating func take(_ propstat: XMLElement) {
        // Where a server says no status, it means that it has the property.
        let code = Self.status(propstat) ?? 200
        let properties = propstat.all(DAV.prop).flatMap(\.elements)
        if code / 100 == 2 {
            for property in properties { found.take(property) }
        } else {
            for property in properties { missing[property.name] = code }
            error = error ?? DAVErrorBody(in: propstat, base: href)
        }
    }

    /// The number in `HTTP/1.1 404 Not Found`, of which parts are left out here and there.
    private static func status(_ element: XMLElement) -> Int? {
        element.first(DAV.status)?.text.split { " \t\r\n".contains($0) }
            .lazy.compactMap { Int($0) }.first { (100...999).contains($0) }
    }
}

/// What stands beside the responses of a multistatus.
struct MultistatusEnd: Hashable, Sendable {
    /// Of `sync-collection` (RFC 6578 §6.2).
    var syncToken: String?
    /// Of the answer as a whole.
    var error: DAVErrorBody?

    /// Reads the root, with or without its responses.
    init(_ root: XMLElement, base: String) {
        let token = (root.first(DAV.syncToken)?.text ?? "").trimmingBlanks
        syncToken = token.isEmpty ? nil : String(token)
        error = DAVErrorBody(in: root, base: base)
    }
}
