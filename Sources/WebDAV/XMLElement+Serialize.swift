extension XMLElement {
    /// Itself as XML that stands alone: it declares every namespace that it uses.
    public func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        serialize(into: &bytes, defaultNamespace: nil)
        return bytes
    }

    /// In an order that does not change, so that equal elements are written the same.
    var sortedAttributes: [(XMLName, String)] {
        attributes.sorted {
            ($0.key.namespace, $0.key.local) < ($1.key.namespace, $1.key.local)
        }.map { ($0.key, $0.value) }
    }

    private func serialize(into bytes: inout [UInt8], defaultNamespace: String?) {
        bytes.append(UInt8(ascii: "<"))
        bytes += name.local.utf8
        if name.namespace != defaultNamespace {
            Self.append(attribute: "xmlns", name.namespace, to: &bytes)
        }
        for (index, (name, value)) in sortedAttributes.enumerated() {
            if name.namespace.isEmpty {
                Self.append(attribute: name.local, value, to: &bytes)
            } else if name.namespace == XMLName.xmlNamespace {
                Self.append(attribute: "xml:\(name.local)", value, to: &bytes)
            } else {
                Self.append(attribute: "xmlns:a\(index)", name.namespace, to: &bytes)
                Self.append(attribute: "a\(index):\(name.local)", value, to: &bytes)
            }
        }
        guard !children.isEmpty else {
            bytes += "/>".utf8
            return
        }
        bytes.append(UInt8(ascii: ">"))
        for child in children {
            switch child {
            case .element(let element):
                element.serialize(into: &bytes, defaultNamespace: name.namespace)
            case .text(let text): XMLEscape.append(text, to: &bytes)
            }
        }
        bytes += "</\(name.local)>".utf8
    }

    private static func append(
        attribute name: String, _ value: String, to bytes: inout [UInt8]
    ) {
        bytes += " \(name)=\"".utf8
        XMLEscape.append(attributeValue: value, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}
