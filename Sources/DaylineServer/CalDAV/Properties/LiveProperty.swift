import WebDAV

/// A property that the server computes.
struct LiveProperty: Sendable {
    /// Writes the whole element.
    /// - Returns: false when this resource has no such property; then nothing was written.
    typealias Write =
        @Sendable (PropertySubject, PropertyContext, inout XMLWriter) throws -> Bool

    let name: XMLName
    /// Whether `DAV:allprop` gives it (RFC 4918 §9.1: those of RFC 4918, as they are cheap).
    let isInAllprop: Bool
    let write: Write

    init(_ name: XMLName, isInAllprop: Bool = false, _ write: @escaping Write) {
        self.name = name
        self.isInAllprop = isInAllprop
        self.write = write
    }

    /// A property that is a text; nil when there is none.
    static func text(
        _ name: XMLName, isInAllprop: Bool = false,
        _ value: @escaping @Sendable (PropertySubject, PropertyContext) throws -> String?
    ) -> LiveProperty {
        LiveProperty(name, isInAllprop: isInAllprop) { subject, context, xml in
            guard let text = try value(subject, context) else { return false }
            xml.leaf(name, text)
            return true
        }
    }

    /// A property with elements inside.
    static func elements(
        _ name: XMLName, isInAllprop: Bool = false,
        _ body:
            @escaping @Sendable (PropertySubject, PropertyContext, inout XMLWriter) throws
            -> Void
    ) -> LiveProperty {
        LiveProperty(name, isInAllprop: isInAllprop) { subject, context, xml in
            xml.open(name)
            try body(subject, context, &xml)
            xml.close(name)
            return true
        }
    }

    /// A property that names other resources.
    static func hrefs(
        _ name: XMLName, _ paths: @escaping @Sendable (PropertyContext) -> [String]
    ) -> LiveProperty {
        elements(name) { _, context, xml in
            for path in paths(context) { xml.href(path) }
        }
    }
}

/// Which live properties resources have, by kind.
enum LiveProperties {
    static func list(_ kind: ResourceKind) -> [LiveProperty] {
        switch kind {
        case .root: common + accountOnes
        case .principals, .homes: common
        case .principal: common + accountOnes + principal
        case .home: common + accountOnes + home
        case .calendar: common + collection + calendar + push
        case .object: object + shared
        }
    }

    static func table(_ kind: ResourceKind) -> [XMLName: LiveProperty] {
        tables[kind] ?? [:]
    }

    private static let tables = Dictionary(
        uniqueKeysWithValues: ResourceKind.allCases.map { kind in
            (kind, Dictionary(list(kind).map { ($0.name, $0) }) { first, _ in first })
        })

    /// Of some kind of resource: none of these can be set as if they were dead.
    static let allNames = Set(tables.values.flatMap(\.keys))
}
