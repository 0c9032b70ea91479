import HTTPTypes
import WebDAV

/// A request as the routing sees it: who asks, for what, from where.
struct Visit: Sendable {
    let head: HTTPRequest
    /// Percent-encoded, without query.
    let path: String
    /// Where the path leads; nil when nothing can be there.
    let route: Route?
    /// What follows the `?`; nil without one.
    let query: String?
    /// Of the client, without port.
    let address: String
    /// As in `https://calendar.example.org`.
    let origin: String
    let id: String
    let now: WallTime
    let isMultiplexed: Bool

    var method: HTTPRequest.Method { head.method }
    var headers: HTTPFields { head.headerFields }

    /// - Parameter isBehindProxy: what the proxy says of the client is believed.
    init(head: HTTPRequest, peer: Peer, id: String, now: WallTime, isBehindProxy: Bool) {
        let target = (head.path ?? "/").split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.head = head
        self.path = target.first.map(String.init) ?? "/"
        self.route = PathSegments(path: path).flatMap(Route.init)
        self.query = target.count > 1 ? String(target[1]) : nil
        self.id = id
        self.now = now
        self.isMultiplexed = peer.isMultiplexed
        let forwarded = isBehindProxy ? head.headerFields : [:]
        self.address = Self.last(forwarded[named: "X-Forwarded-For"]) ?? peer.address
        let isSecure = peer.isSecure || Self.last(forwarded[named: "X-Forwarded-Proto"]) == "https"
        let host = head.authority.flatMap { isAuthority($0) ? $0 : nil } ?? "localhost"
        self.origin = "\(isSecure ? "https" : "http")://\(host)"
    }

    /// The nearest proxy appends what it saw itself; what stands before was said by others.
    private static func last(_ list: String?) -> String? {
        guard let entry = list?.split(separator: ",").last else { return nil }
        let trimmed = entry.filter { $0 != " " && $0 != "\t" }
        return trimmed.isEmpty ? nil : trimmed
    }
}

extension HTTPFields {
    /// The field of a name that `HTTPTypes` has no constant for.
    subscript(named name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set { if let name = HTTPField.Name(name) { self[name] = newValue } }
    }
}
