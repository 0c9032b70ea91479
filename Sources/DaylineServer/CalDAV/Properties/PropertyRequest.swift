import WebDAV

/// Which properties a PROPFIND or REPORT asks for (RFC 4918 §14.20).
enum PropertyRequest: Hashable, Sendable {
    /// All that are cheap, and those named beside (`DAV:include`).
    case all(including: [XMLName])
    /// The names alone.
    case names
    /// In this order, each once.
    case named([XMLName])

    /// Reads `DAV:prop`, `DAV:allprop` with `DAV:include`, or `DAV:propname` inside of `parent`.
    ///
    /// - Returns: nil when there is none of them, or more than one.
    /// - Throws: `DAVFailure` when too many are named.
    init?(in parent: XMLElement) throws(DAVFailure) {
        let prop = parent.all(DAV.prop), all = parent.all(DAV.allprop)
        guard prop.count + all.count + parent.all(DAV.propname).count == 1 else { return nil }
        if let prop = prop.first {
            self = .named(try Self.names(in: prop))
        } else if !all.isEmpty {
            let include = parent.first(DAV.include)
            self = .all(including: try include.map(Self.names(in:)) ?? [])
        } else {
            self = .names
        }
    }

    private static func names(in element: XMLElement) throws(DAVFailure) -> [XMLName] {
        var seen: Set<XMLName> = []
        let names = element.elements.map(\.name).filter { seen.insert($0).inserted }
        guard names.count <= CalDAVLimits.requestedProperties else { throw .badRequest }
        return names
    }
}
