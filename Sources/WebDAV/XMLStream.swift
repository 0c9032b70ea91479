import CExpat

/// Reads a document piece by piece, as it comes in.
///
///     let stream = XMLStream(items: DAV.response)
///     for try await piece in body {
///         for response in try stream.read(piece) { … }
///     }
///     let (last, multistatus) = try stream.finish()
///
/// An item is given out when its end was read, and is no part of the tree, so that a long document
/// needs no more memory than its longest item.
public final class XMLStream {
    private let parser: XML_Parser
    /// On the heap, where the parser's calls find it.
    private let builder: UnsafeMutablePointer<XMLTreeBuilder>
    private let limits: XMLLimits
    private let givesItems: Bool
    private var beginning: XMLBeginning? = XMLBeginning()
    /// Line feeds before the document, which the parser does not see.
    private var linesBefore = 0
    /// Bytes that the parser was given.
    private var length = 0
    private var failure: XMLError?

    /// The parser is fed so many bytes at a time, because it copies them.
    private static let pieceLength = 1 << 16
    /// Of one tag, comment or reference. The parser begins a token anew with each piece, so that
    /// an endless one would cost the square of its length.
    private static let longestToken = 1 << 20

    /// - Parameters:
    ///   - limits: of the document; where there are items, of each of them, and of the rest.
    ///   - item: name of the elements right in the root that are items; nil for a tree of all.
    public init(limits: XMLLimits = XMLLimits(), items item: XMLName? = nil) {
        guard let parser = XML_ParserCreateNS("UTF-8", XMLNameCache.separator) else {
            preconditionFailure("there is no memory for a parser")
        }
        self.parser = parser
        self.limits = limits
        givesItems = item != nil
        builder = .allocate(capacity: 1)
        builder.initialize(to: XMLTreeBuilder(limits, item: item, parser))
        XMLTreeBuilder.listen(to: parser, builder)
    }

    deinit {
        XML_ParserFree(parser)
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    /// Takes the next bytes: UTF-8, with or without byte order mark and XML declaration.
    ///
    /// - Returns: the items that ended with them, in their order.
    /// - Throws: the first thing that is wrong with the document; from then on always the same.
    public func read(_ bytes: some Collection<UInt8>) throws(XMLError) -> [XMLElement] {
        try take(bytes, isFinal: false)
        return builder.pointee.takeItems()
    }

    /// Takes the last bytes and ends the document.
    ///
    /// - Returns: the last items, because the parser may look at the end only now; and the root,
    ///   without the items.
    public func finish(
        _ bytes: some Collection<UInt8> = []
    ) throws(XMLError) -> (items: [XMLElement], root: XMLElement) {
        try take(bytes, isFinal: true)
        if let beginning { throw beginning.isEmpty ? .empty : .malformed(line: 1) }
        guard let root = builder.pointee.root else { throw .malformed(line: 1) }
        return (builder.pointee.takeItems(), root)
    }

    private func take(_ bytes: some Collection<UInt8>, isFinal: Bool) throws(XMLError) {
        if let failure { throw failure }
        do throws(XMLError) {
            if beginning == nil {
                try parse(bytes, isFinal: isFinal)
            } else if let document = try beginning?.add(bytes) {
                linesBefore = beginning?.lines ?? 0
                beginning = nil
                try parse(document, isFinal: isFinal)
            }
        } catch {
            failure = error
            throw error
        }
    }

    private func parse(_ bytes: some Collection<UInt8>, isFinal: Bool) throws(XMLError) {
        guard givesItems || length + bytes.count <= limits.bytes else {
            throw .tooLong(limit: limits.bytes)
        }
        let error =
            bytes.withContiguousStorageIfAvailable { feed($0, isFinal) }
            ?? Array(bytes).withUnsafeBufferPointer { feed($0, isFinal) }
        if let error { throw error }
    }

    private func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ isFinal: Bool) -> XMLError? {
        var rest = bytes[...]
        repeat {
            let piece = UnsafeBufferPointer(rebasing: rest.prefix(Self.pieceLength))
            rest = rest.dropFirst(piece.count)
            let isLast: Int32 = isFinal && rest.isEmpty ? 1 : 0
            let status = piece.withMemoryRebound(to: CChar.self) {
                XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast)
            }
            if status != XML_STATUS_OK { return builder.pointee.error ?? reason(piece) }
            length += piece.count
            if length - Int(XML_GetCurrentByteIndex(parser)) > Self.longestToken {
                return .tooLong(limit: Self.longestToken)
            }
        } while !rest.isEmpty
        return nil
    }

    /// What the parser found wrong with a piece.
    private func reason(_ piece: UnsafeBufferPointer<UInt8>) -> XMLError {
        let isCut = XML_GetErrorCode(parser) == XML_ERROR_PARTIAL_CHAR
        if isCut || piece.contains(0) || !Self.mayBeUTF8(piece) { return .encoding }
        let place = Int(XML_GetCurrentByteIndex(parser)) - length
        if Self.isDeclaration(piece, near: place) { return .documentType }
        return .malformed(line: linesBefore + Int(XML_GetCurrentLineNumber(parser)))
    }

    /// Whether it could stand in a text of UTF-8, with a character cut off at either end.
    private static func mayBeUTF8(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        var bytes = piece.dropFirst(piece.prefix(3).prefix { 0x80...0xBF ~= $0 }.count)
        let tail = bytes.suffix(3).drop { $0 < 0xC0 }
        if let lead = tail.first, 0xC2...0xF4 ~= lead, tail.count < (~lead).leadingZeroBitCount {
            bytes = bytes.dropLast(tail.count)
        }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    /// Whether the parser stopped at a `<!` that begins neither a comment nor a CDATA section; it
    /// stands behind the mark, or before it.
    private static func isDeclaration(
        _ piece: UnsafeBufferPointer<UInt8>, near place: Int
    ) -> Bool {
        [place, place - 2].contains { start in
            piece.indices.contains(start) && piece.indices.contains(start + 2)
                && piece[start...].starts(with: "<!".utf8)
                && 0x41...0x5A ~= piece[start + 2] & 0xDF
        }
    }
}
