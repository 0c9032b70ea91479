import WebDAV

extension DAVRequest {
    /// The type of an XML body.
    static let xml = Header(name: "Content-Type", value: "application/xml; charset=utf-8")
    static let calendarText = Header(name: "Content-Type", value: "text/calendar; charset=utf-8")

    /// A request whose body is one document.
    init(
        _ method: String, _ target: String, depth: Int? = nil, _ root: XMLName,
        _ body: (inout XMLWriter) -> Void
    ) {
        var xml = XMLWriter()
        xml.declaration()
        xml.open(root)
        body(&xml)
        xml.close(root)
        self.init(method: method, target: target, headers: [Self.xml], body: xml.bytes)
        if let depth { headers.append(Header(name: "Depth", value: String(depth))) }
    }

    /// PROPFIND (RFC 4918 §9.1).
    static func propfind(_ target: String, depth: Int, _ names: [XMLName]) -> DAVRequest {
        DAVRequest("PROPFIND", target, depth: depth, DAV.propfind) { $0.prop(names) }
    }

    /// The value of the first header of that name, letter case aside.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

extension XMLWriter {
    /// `DAV:prop` with nothing but names.
    mutating func prop(_ names: [XMLName]) {
        open(DAV.prop)
        for name in names { empty(name) }
        close(DAV.prop)
    }
}
