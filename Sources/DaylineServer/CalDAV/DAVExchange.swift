import Core
import HTTPTypes
import WebDAV

/// A request with what its path names: of this account, or of none.
struct DAVExchange: Sendable {
    let request: DAVRequest
    let place: Place

    var identity: Identity { request.identity }
    var account: AccountID { request.identity.account.id }
    var headers: HTTPFields { request.headers }

    /// What the client would rather have.
    var preferences: Preferences { Preferences(request.headers) }

    /// The body as XML; nil when there is none.
    /// - Throws: `XMLError`.
    func xml() throws(XMLError) -> XMLElement? {
        request.body.isEmpty ? nil : try parseXML(request.body)
    }

    /// The body as XML with a certain root.
    /// - Throws: `XMLError`, `DAVFailure`.
    func xml(_ root: XMLName) throws -> XMLElement? {
        guard let element = try xml() else { return nil }
        guard element.name == root else { throw DAVFailure.badRequest }
        return element
    }

    func propertyContext(
        _ store: any StoreReading, _ options: CalDAVOptions, _ zones: ZoneDatabase
    ) -> PropertyContext {
        PropertyContext(identity: identity, store: store, options: options, zones: zones)
    }
}

/// `Prefer` (RFC 7240, RFC 8144) and what says the same.
struct Preferences: Hashable, Sendable {
    /// No 404 propstats, no bodies that only confirm.
    let isMinimal: Bool
    /// Depth 1 without the resource itself (RFC 8144 §2.2).
    let isNoRoot: Bool

    init(_ headers: HTTPFields) {
        let words = Set(
            (headers[values: .prefer].joined(separator: ",")).lowercased()
                .split { ",; \t".contains($0) })
        isMinimal = words.contains("return=minimal") || headers[.brief]?.lowercased() == "t"
        isNoRoot = words.contains("depth-noroot")
    }
}

/// `Depth` (RFC 4918 §10.2).
enum Depth: Hashable, Sendable {
    case zero, one, infinity

    /// - Throws: `.badRequest` when it is none of the three.
    init(_ headers: HTTPFields, default standard: Depth) throws(DAVFailure) {
        switch headers[.depth]?.trimmingSpaces.lowercased() {
        case nil: self = standard
        case "0": self = .zero
        case "1": self = .one
        case "infinity": self = .infinity
        default: throw .badRequest
        }
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    var trimmingSpaces: String {
        let start = drop { $0 == " " || $0 == "\t" }
        var end = start[...]
        while end.last == " " || end.last == "\t" { end.removeLast() }
        return String(end)
    }
}
