import WebDAV

/// Reads a multistatus as it comes in, so that a long one is never held as a whole.
struct MultistatusStream {
    private let xml: XMLStream
    private let base: String

    /// - Parameters:
    ///   - base: absolute path or URL that was asked.
    ///   - limits: of one response.
    init(base: String, limits: XMLLimits = XMLLimits()) {
        xml = XMLStream(limits: limits, items: DAV.response)
        self.base = base
    }

    /// Takes the next bytes.
    ///
    /// - Returns: the items that ended with them; none from a document that is no multistatus.
    func read(_ bytes: some Collection<UInt8>) throws(XMLError) -> [MultistatusItem] {
        try xml.read(bytes).compactMap { MultistatusItem($0, base: base) }
    }

    /// Takes the last bytes and ends the document.
    ///
    /// - Returns: the last items, and what is beside them.
    func finish(
        _ bytes: some Collection<UInt8> = []
    ) throws(XMLError) -> (items: [MultistatusItem], end: MultistatusEnd) {
        let (items, root) = try xml.finish(bytes)
        return (
            items.compactMap { MultistatusItem($0, base: base) }, MultistatusEnd(root, base: base)
        )
    }

    /// A whole answer.
    static func read(
        _ bytes: [UInt8], base: String
    ) throws(XMLError) -> (items: [MultistatusItem], end: MultistatusEnd) {
        try MultistatusStream(base: base).finish(bytes)
    }
}
