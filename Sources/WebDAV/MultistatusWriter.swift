/// Writes a `DAV:multistatus` (RFC 4918 §13), piece by piece when it is large.
///
///     var answer = MultistatusWriter()
///     for object in objects {
///         answer.response(href: path) { xml in … propstat elements … }
///         if answer.isFull { try await write(answer.takeBytes()) }
///     }
///     answer.finish()
///     try await write(answer.takeBytes())
public struct MultistatusWriter: Sendable {
    /// For what goes right into the multistatus, such as `DAV:sync-token`.
    public var xml = XMLWriter()

    /// How long a piece gets before it should be taken.
    public static let pieceLength = 64 << 10

    public init() {
        xml.declaration()
        xml.open(DAV.multistatus)
    }

    /// Whether there is enough for a piece.
    public var isFull: Bool { xml.bytes.count >= Self.pieceLength }

    /// What was written since the last time.
    public mutating func takeBytes() -> [UInt8] { xml.takeBytes() }

    /// A `DAV:response` whose inside is written by `body`.
    public mutating func response(
        href: String, _ body: (inout XMLWriter) -> Void
    ) {
        xml.open(DAV.response)
        xml.leaf(DAV.href, href)
        body(&xml)
        xml.close(DAV.response)
    }

    /// A `DAV:response` with a status alone, and maybe a precondition.
    public mutating func response(href: String, status: Int, error: XMLElement? = nil) {
        response(href: href) { xml in
            xml.status(status)
            if let error {
                xml.open(DAV.error)
                xml.element(error)
                xml.close(DAV.error)
            }
        }
    }

    public mutating func finish() {
        xml.close(DAV.multistatus)
    }
}

extension XMLWriter {
    /// `DAV:status` (RFC 4918 §14.28).
    public mutating func status(_ code: Int) {
        leaf(DAV.status, "HTTP/1.1 \(code) \(Self.reason(code))")
    }

    /// A `DAV:propstat` with its status behind the properties that `body` writes.
    public mutating func propstat(_ code: Int, _ body: (inout XMLWriter) -> Void) {
        open(DAV.propstat)
        open(DAV.prop)
        body(&self)
        close(DAV.prop)
        status(code)
        close(DAV.propstat)
    }

    /// `DAV:href` inside of a property.
    public mutating func href(_ path: String) {
        leaf(DAV.href, path)
    }

    private static func reason(_ code: Int) -> String {
        switch code {
        case 200: "OK"
        case 201: "Created"
        case 204: "No Content"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 409: "Conflict"
        case 412: "Precondition Failed"
        case 423: "Locked"
        case 424: "Failed Dependency"
        case 507: "Insufficient Storage"
        default: code < 400 ? "OK" : "Error"
        }
    }
}
