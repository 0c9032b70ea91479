import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// `DAV:expand-property` (RFC 3253 §3.8): properties, and those of the resources that they
    /// name.
    func expandProperty(_ body: XMLElement, _ exchange: DAVExchange) async throws -> DAVResponse {
        guard try Depth(exchange.headers, default: .zero) == .zero else {
            throw DAVFailure.badRequest
        }
        let (options, zones) = (options, zones)
        let wanted = try ExpandedProperty.list(in: body, depth: 0)
        let bytes = try await store.read(exchange.account) { store in
            let context = exchange.propertyContext(store, options, zones)
            var expansion = PropertyExpansion(context, origin: exchange.request.origin)
            let subject = try store.subject(at: exchange.place)
            let response = try expansion.response(subject, wanted)
            var xml = XMLWriter()
            xml.declaration()
            xml.element(XMLElement(DAV.multistatus, children: [.element(response)]))
            return xml.bytes
        }
        var response = DAVResponse(status: .multiStatus)
        response.headers[.contentType] = ContentType.xml
        response.body = .bytes(bytes)
        return response
    }
}

/// A property to be shown, and what of the resources that it names.
struct ExpandedProperty: Sendable {
    let name: XMLName
    let inner: [ExpandedProperty]

    /// Levels of properties in each other.
    static let depthLimit = 5

    /// - Throws: `.badRequest`.
    static func list(
        in element: XMLElement, depth: Int
    ) throws(DAVFailure) -> [ExpandedProperty] {
        let properties = element.all(DAV.property)
        guard depth <= depthLimit, properties.count <= CalDAVLimits.requestedProperties else {
            throw .badRequest
        }
        var list: [ExpandedProperty] = []
        for property in properties {
            guard let name = property.attribute("name") else { throw .badRequest }
            let namespace = property.attribute("namespace") ?? "DAV:"
            list.append(
                ExpandedProperty(
                    name: XMLName(namespace, name),
                    inner: try Self.list(in: property, depth: depth + 1)))
        }
        return list
    }
}

/// Replaces references to resources by their properties.
struct PropertyExpansion {
    private let context: PropertyContext
    private let origin: String
    /// References that may still be followed.
    private var left = 1_000

    init(_ context: PropertyContext, origin: String) {
        self.context = context
        self.origin = origin
    }

    /// The `DAV:response` of a resource.
    mutating func response(
        _ subject: PropertySubject, _ wanted: [ExpandedProperty]
    ) throws -> XMLElement {
        let plan = PropertyPlan(
            .named(wanted.map(\.name)), for: subject.kind, isMinimal: false)
        let stored = plan.needsStored ? try context.store.stored(of: subject) : []
        var answer = XMLWriter()
        answer.open(DAV.response)
        answer.leaf(DAV.href, subject.path(account: context.account))
        try plan.write(subject, stored: stored, context, &answer)
        answer.close(DAV.response)
        var response = try parseXML(answer.bytes)
        response.children = try response.children.map { child in
            guard case .element(var propstat) = child, propstat.name == DAV.propstat else {
                return child
            }
            propstat.children = try propstat.children.map { try expandProp($0, wanted) }
            return .element(propstat)
        }
        return response
    }

    private mutating func expandProp(
        _ node: XMLNode, _ wanted: [ExpandedProperty]
    ) throws -> XMLNode {
        guard case .element(var prop) = node, prop.name == DAV.prop else { return node }
        prop.children = try prop.children.map { child in
            guard case .element(var property) = child,
                let inner = wanted.first(where: { $0.name == property.name })?.inner,
                !inner.isEmpty
            else { return child }
            property.children = try property.children.map { try follow($0, inner) }
            return .element(property)
        }
        return .element(prop)
    }

    /// What cannot be followed stays a reference.
    private mutating func follow(
        _ node: XMLNode, _ wanted: [ExpandedProperty]
    ) throws -> XMLNode {
        guard case .element(let href) = node, href.name == DAV.href, left > 0,
            let path = PathSegments(href: href.text, origin: origin), let place = Place(path),
            place.isOpen(to: context.identity.account)
        else { return node }
        left -= 1
        guard let subject = try? context.store.subject(at: place) else { return node }
        return .element(try response(subject, wanted))
    }
}
