/// What an element holds: elements and character data. Comments and processing instructions are
/// left out.
public enum XMLNode: Hashable, Sendable {
    case element(XMLElement)
    case text(String)
}

/// An element with its names resolved; prefixes are forgotten.
public struct XMLElement: Hashable, Sendable {
    public let name: XMLName
    public var attributes: [XMLName: String]
    public var children: [XMLNode]

    public init(
        _ name: XMLName, attributes: [XMLName: String] = [:], children: [XMLNode] = []
    ) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }

    /// An element with nothing but text.
    public init(_ name: XMLName, text: String) {
        self.init(name, children: text.isEmpty ? [] : [.text(text)])
    }

    /// The elements right inside, in their order.
    public var elements: [XMLElement] {
        children.compactMap { child in
            if case .element(let element) = child { element } else { nil }
        }
    }

    /// The first element right inside that has the name.
    public func first(_ name: XMLName) -> XMLElement? {
        for case .element(let element) in children where element.name == name { return element }
        return nil
    }

    /// Every element right inside that has the name.
    public func all(_ name: XMLName) -> [XMLElement] {
        elements.filter { $0.name == name }
    }

    /// All character data inside, at any depth, white space and all.
    public var text: String {
        if children.count == 1, case .text(let text) = children[0] { return text }
        var text = ""
        for child in children {
            switch child {
            case .text(let part): text += part
            case .element(let element): text += element.text
            }
        }
        return text
    }

    /// An attribute without namespace.
    public func attribute(_ local: String) -> String? { attributes[XMLName("", local)] }
}
