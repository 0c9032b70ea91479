/// Which prefix stands for which namespace at some place of a document (Namespaces in XML 1.0
/// §6).
struct NamespaceScope {
    /// By element, outermost first; most elements declare nothing.
    private var counts: [Int] = []
    private var bindings: [(prefix: Substring, namespace: String)] = [
        ("xml", XMLName.xmlNamespace)
    ]
    /// Element names resolved under the present bindings.
    private var resolved: [String: XMLName] = [:]

    /// Enters an element with these attributes, by qualified name.
    mutating func enter(declarations attributes: [String: String]) {
        let before = bindings.count
        for (name, value) in attributes {
            if name == "xmlns" { bindings.append(("", value)) }
            if name.hasPrefix("xmlns:") { bindings.append((name.dropFirst(6), value)) }
        }
        counts.append(bindings.count - before)
        if bindings.count > before { resolved = [:] }
    }

    mutating func leave() {
        guard let count = counts.popLast(), count > 0 else { return }
        bindings.removeLast(count)
        resolved = [:]
    }

    /// - Returns: nil when nothing declares the prefix.
    mutating func elementName(_ qualified: String) -> XMLName? {
        if let name = resolved[qualified] { return name }
        guard let name = name(qualified, isAttribute: false) else { return nil }
        resolved[qualified] = name
        return name
    }

    /// Names and values of attributes, declarations left out.
    func attributeNames(_ attributes: [String: String]) -> [XMLName: String]? {
        var names: [XMLName: String] = [:]
        for (qualified, value) in attributes
        where qualified != "xmlns" && !qualified.hasPrefix("xmlns:") {
            guard let name = name(qualified, isAttribute: true) else { return nil }
            names[name] = value
        }
        return names
    }

    /// An attribute without prefix is in no namespace (§6.2).
    private func name(_ qualified: String, isAttribute: Bool) -> XMLName? {
        let parts = qualified.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            return XMLName(isAttribute ? "" : namespace(of: "") ?? "", qualified)
        }
        guard !parts[0].isEmpty, !parts[1].isEmpty, let namespace = namespace(of: parts[0]),
            !namespace.isEmpty
        else { return nil }
        return XMLName(namespace, String(parts[1]))
    }

    private func namespace(of prefix: Substring) -> String? {
        bindings.last { $0.prefix == prefix }?.namespace
    }
}

extension XMLName {
    static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
    /// The language of text (XML 1.0 §2.12).
    public static let language = XMLName(xmlNamespace, "lang")
}
