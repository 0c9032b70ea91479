/// Writes a document, with the prefixes of well-known namespaces declared on its root.
///
/// It trusts the caller to close what was opened. A large document can be taken away piece by
/// piece with `takeBytes`.
public struct XMLWriter: Sendable {
    /// What was written since the start or the last `takeBytes`.
    public private(set) var bytes: [UInt8] = []
    private var hasRoot = false

    public init() {}

    /// The XML declaration; goes first.
    public mutating func declaration() {
        put("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    }

    public mutating func open(_ name: XMLName, _ attributes: [(XMLName, String)] = []) {
        start(name, attributes)
        bytes.append(UInt8(ascii: ">"))
    }

    public mutating func close(_ name: XMLName) {
        put("</")
        putName(name)
        bytes.append(UInt8(ascii: ">"))
    }

    /// `<name/>`
    public mutating func empty(_ name: XMLName, _ attributes: [(XMLName, String)] = []) {
        start(name, attributes)
        put("/>")
    }

    /// An element with nothing but text.
    public mutating func leaf(
        _ name: XMLName, _ text: String, _ attributes: [(XMLName, String)] = []
    ) {
        start(name, attributes)
        guard !text.isEmpty else { return put("/>") }
        bytes.append(UInt8(ascii: ">"))
        self.text(text)
        close(name)
    }

    /// An element with nothing but text, in UTF-8.
    public mutating func leaf(
        _ name: XMLName, utf8: [UInt8], _ attributes: [(XMLName, String)] = []
    ) {
        open(name, attributes)
        text(utf8: utf8)
        close(name)
    }

    /// Character data; what XML cannot say becomes U+FFFD.
    public mutating func text(_ text: String) {
        XMLEscape.append(text, to: &bytes)
    }

    /// Character data in UTF-8; carriage returns survive a parser.
    public mutating func text(utf8: [UInt8]) {
        utf8.withUnsafeBufferPointer { XMLEscape.append($0, to: &bytes) }
    }

    /// An element with all that is in it.
    public mutating func element(_ element: XMLElement) {
        let attributes = element.sortedAttributes
        guard !element.children.isEmpty else { return empty(element.name, attributes) }
        open(element.name, attributes)
        for child in element.children {
            switch child {
            case .element(let inner): self.element(inner)
            case .text(let text): self.text(text)
            }
        }
        close(element.name)
    }

    /// XML that is well-formed on its own, name space declarations included.
    public mutating func raw(_ xml: [UInt8]) {
        bytes += xml
    }

    /// What was written since the last time, to be sent; the document goes on.
    public mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Makes room for so many bytes in all.
    public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    private mutating func start(_ name: XMLName, _ attributes: [(XMLName, String)]) {
        bytes.append(UInt8(ascii: "<"))
        putName(name)
        if name.known == nil { attribute("xmlns", name.namespace) }
        if !hasRoot {
            hasRoot = true
            for known in KnownNamespace.allCases {
                attribute("xmlns:\(known.prefix)", known.rawValue)
            }
        }
        for (index, (name, value)) in attributes.enumerated() {
            if name.namespace.isEmpty {
                attribute(name.local, value)
            } else if name.namespace == XMLName.xmlNamespace {
                attribute("xml:\(name.local)", value)
            } else {
                attribute("xmlns:a\(index)", name.namespace)
                attribute("a\(index):\(name.local)", value)
            }
        }
    }

    private mutating func attribute(_ name: String, _ value: String) {
        bytes.append(UInt8(ascii: " "))
        put(name)
        put("=\"")
        XMLEscape.append(attributeValue: value, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func putName(_ name: XMLName) {
        if let known = name.known {
            known.prefix.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(UInt8(ascii: ":"))
        }
        put(name.local)
    }

    private mutating func put(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
