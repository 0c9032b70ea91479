import CExpat

/// Hears the parser's calls and makes trees of them.
struct XMLTreeBuilder {
    private let limits: XMLLimits
    private let item: XMLName?
    private let parser: XML_Parser
    private var names = XMLNameCache()
    private var open: [XMLElement] = []
    private var pending: [UInt8] = []
    /// What has to be held now: elements, attributes and texts, and bytes of the latter.
    private var nodes = 0
    private var bytes = 0
    /// Both as they were before the present item.
    private var outside = (nodes: 0, bytes: 0)
    private var items: [XMLElement] = []
    private(set) var root: XMLElement?
    private(set) var error: XMLError?

    init(_ limits: XMLLimits, item: XMLName?, _ parser: XML_Parser) {
        self.limits = limits
        self.item = item
        self.parser = parser
    }

    /// The items that have ended since the last time.
    mutating func takeItems() -> [XMLElement] {
        defer { items = [] }
        return items
    }

    mutating func begin(
        _ name: UnsafePointer<CChar>, _ attributes: UnsafePointer<UnsafePointer<CChar>?>
    ) {
        guard error == nil else { return }
        flushText()
        let name = names.name(name)
        if open.count == 1, name == item { outside = (nodes, bytes) }
        var element = XMLElement(name)
        var place = 0
        while let key = attributes[place], let value = attributes[place + 1] {
            let value = String(cString: value)
            bytes += value.utf8.count
            element.attributes[names.name(key)] = value
            place += 2
        }
        nodes += 1 + place / 2
        if open.count >= limits.depth { return stop(.tooDeep(limit: limits.depth)) }
        if place / 2 > limits.attributes {
            return stop(.tooManyAttributes(limit: limits.attributes))
        }
        if nodes > limits.nodes { return stop(.tooManyNodes(limit: limits.nodes)) }
        open.append(element)
    }

    mutating func end() {
        guard error == nil else { return }
        flushText()
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else if open.count == 1, element.name == item {
            items.append(element)
            (nodes, bytes) = outside
        } else {
            open[open.count - 1].children.append(.element(element))
        }
    }

    mutating func text(_ text: UnsafeRawBufferPointer) {
        // What is between items would pile up.
        guard error == nil, item == nil || open.count > 1 else { return }
        bytes += text.count
        if bytes > limits.bytes { return stop(.tooLong(limit: limits.bytes)) }
        pending.append(contentsOf: text)
    }

    mutating func stop(_ reason: XMLError) {
        if error == nil { error = reason }
        XML_StopParser(parser, 0)
    }

    private mutating func flushText() {
        guard !pending.isEmpty, !open.isEmpty else { return }
        nodes += 1
        open[open.count - 1].children.append(.text(String(decoding: pending, as: UTF8.self)))
        pending.removeAll(keepingCapacity: true)
    }
}

extension XMLTreeBuilder {
    /// Has the parser call `builder`, which has to live as long as it does.
    static func listen(to parser: XML_Parser, _ builder: UnsafeMutablePointer<XMLTreeBuilder>) {
        XML_SetUserData(parser, builder)
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let name, let attributes else { return }
                XMLTreeBuilder.at(data)?.pointee.begin(name, attributes)
            },
            { data, _ in XMLTreeBuilder.at(data)?.pointee.end() })
        XML_SetCharacterDataHandler(parser) { data, text, length in
            let text = UnsafeRawBufferPointer(start: text, count: Int(length))
            XMLTreeBuilder.at(data)?.pointee.text(text)
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLTreeBuilder.at(data)?.pointee.stop(.documentType)
        }
        // What else it might declare is none of the document's business (XML 1.0 §4.3.3).
        XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
            guard let encoding = encoding.map({ String(cString: $0).lowercased() }),
                !["utf-8", "utf8", "us-ascii"].contains(encoding)
            else { return }
            XMLTreeBuilder.at(data)?.pointee.stop(.encoding)
        }
    }

    private static func at(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Self>? {
        data?.assumingMemoryBound(to: Self.self)
    }
}
