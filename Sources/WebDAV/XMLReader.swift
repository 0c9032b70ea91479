import Foundation
import FoundationXML

/// Reads a document into a tree.
///
/// - Parameter bytes: UTF-8, with or without byte order mark and XML declaration.
/// - Throws: the first thing that is wrong with it.
public func parseXML(
    _ bytes: [UInt8], limits: XMLLimits = XMLLimits()
) throws(XMLError) -> XMLElement {
    try XMLScan.check(bytes, limits: limits)
    let parser = XMLParser(data: Data(bytes))
    let builder = XMLTreeBuilder(limits)
    // The parser's own handling of namespaces leaves those of attributes unresolved.
    parser.shouldProcessNamespaces = false
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let isWellFormed = parser.parse()
    if let error = builder.error { throw error }
    guard isWellFormed, let root = builder.root else { throw .malformed(line: parser.lineNumber) }
    return root
}

/// Hears the parser's events and makes a tree of them.
private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
    private let limits: XMLLimits
    private var scope = NamespaceScope()
    private var open: [XMLElement] = []
    private var pending = ""
    private var nodes = 0
    private(set) var root: XMLElement?
    private(set) var error: XMLError?

    init(_ limits: XMLLimits) {
        self.limits = limits
    }

    func parser(
        _ parser: XMLParser, didStartElement qualifiedName: String, namespaceURI: String?,
        qualifiedName _: String?, attributes: [String: String]
    ) {
        flushText()
        nodes += 1 + attributes.count
        if root != nil { return stop(parser, .malformed(line: parser.lineNumber)) }
        if open.count >= limits.depth { return stop(parser, .tooDeep(limit: limits.depth)) }
        if attributes.count > limits.attributes {
            return stop(parser, .tooManyAttributes(limit: limits.attributes))
        }
        if nodes > limits.nodes { return stop(parser, .tooManyNodes(limit: limits.nodes)) }
        scope.enter(declarations: attributes)
        guard let name = scope.elementName(qualifiedName),
            let resolved = scope.attributeNames(attributes)
        else { return stop(parser, .malformed(line: parser.lineNumber)) }
        open.append(XMLElement(name, attributes: resolved))
    }

    func parser(
        _ parser: XMLParser, didEndElement _: String, namespaceURI _: String?,
        qualifiedName _: String?
    ) {
        flushText()
        scope.leave()
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(.element(element))
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        pending += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        pending += String(decoding: block, as: UTF8.self)
    }

    /// What follows the root is told here alone; `parse` itself lets it pass.
    func parser(_ parser: XMLParser, parseErrorOccurred _: any Error) {
        if error == nil { error = .malformed(line: parser.lineNumber) }
    }

    private func flushText() {
        guard !pending.isEmpty, !open.isEmpty else { return }
        nodes += 1
        open[open.count - 1].children.append(.text(pending))
        pending = ""
    }

    private func stop(_ parser: XMLParser, _ reason: XMLError) {
        if error == nil { error = reason }
        parser.abortParsing()
    }
}
