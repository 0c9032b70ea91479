import HTTPTypes
import WebDAV

/// Why a request is refused: the status, and the preconditions that do not hold (RFC 4918 §16).
struct DAVFailure: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    /// Go inside `DAV:error`; empty when the status says it all.
    var conditions: [XMLElement]
    var headers = HTTPFields()

    init(_ status: HTTPResponse.Status, _ condition: XMLElement? = nil) {
        self.status = status
        conditions = condition.map { [$0] } ?? []
    }

    init(_ status: HTTPResponse.Status, _ condition: XMLName) {
        self.init(status, XMLElement(condition))
    }

    /// There is nothing, or nothing that this account may know of.
    static let notFound = DAVFailure(.notFound)
    /// The request cannot be understood.
    static let badRequest = DAVFailure(.badRequest)
    static let preconditionFailed = DAVFailure(.preconditionFailed)

    /// A precondition that names a resource.
    init(_ status: HTTPResponse.Status, _ condition: XMLName, at path: String) {
        let href = XMLElement(DAV.href, text: path)
        self.init(status, XMLElement(condition, children: [.element(href)]))
    }

    /// The credential does not allow it (RFC 3744 §7.1.1).
    static func needsPrivilege(_ privilege: XMLName, at path: String) -> DAVFailure {
        let resource = XMLElement(
            DAV.resource,
            children: [
                .element(XMLElement(DAV.href, text: path)),
                .element(
                    XMLElement(
                        DAV.privilege, children: [.element(XMLElement(privilege))])),
            ])
        return DAVFailure(
            .forbidden, XMLElement(DAV.needPrivileges, children: [.element(resource)]))
    }

    var response: DAVResponse {
        var response = DAVResponse(status: status, headers: headers)
        guard !conditions.isEmpty else { return response }
        var xml = XMLWriter()
        xml.declaration()
        xml.open(DAV.error)
        for condition in conditions { xml.element(condition) }
        xml.close(DAV.error)
        response.headers[.contentType] = ContentType.xml
        response.body = .bytes(xml.bytes)
        return response
    }
}

/// The media types that answers have.
enum ContentType {
    static let xml = "application/xml; charset=utf-8"
    static let calendar = "text/calendar; charset=utf-8"
}
