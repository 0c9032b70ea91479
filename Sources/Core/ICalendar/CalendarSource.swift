/// One file as read: its bytes, its logical lines and its components, flat and immutable.
///
/// Components and properties are indices into it, so a whole file needs three allocations, and
/// whatever was not changed can be written byte for byte.
final class CalendarSource: Sendable {
    let bytes: [UInt8]
    /// In order, without gaps; one more at the end whose start is the number of bytes.
    let lines: [SourceLine]
    let nodes: [SourceNode]

    init(bytes: [UInt8], lines: [SourceLine], nodes: [SourceNode]) {
        self.bytes = bytes
        self.lines = lines
        self.nodes = nodes
    }

    /// The bytes of the lines `range`, line endings included.
    func byteRange(lines range: Range<Int>) -> Range<Int> {
        Int(lines[range.lowerBound].start)..<Int(lines[range.upperBound].start)
    }

    /// The bytes of a line without its line ending, and without a soft break at its end.
    func contentRange(_ line: Int) -> Range<Int> {
        let whole = byteRange(lines: line..<(line + 1))
        var end = whole.upperBound
        while end > whole.lowerBound, isLineBreak(bytes[end - 1]) { end -= 1 }
        if lines[line].flags.contains(.softBreak) {
            while end > whole.lowerBound, bytes[end - 1] == UInt8(ascii: "=") { end -= 1 }
        }
        return whole.lowerBound..<end
    }

    /// Calls `body` with the unfolded content of a line and its header.
    func withLine<Result>(_ index: Int, _ body: (ByteView, LineHeader) -> Result) -> Result {
        let range = contentRange(index)
        return bytes.withUnsafeBytes { buffer in
            let content = ByteView(buffer)[range]
            guard lines[index].flags.contains(.folded) else {
                return body(content, header(of: content))
            }
            return Folding.unfolded(content).withUnsafeBytes { buffer in
                let content = ByteView(buffer)
                return body(content, header(of: content))
            }
        }
    }

    /// Calls `body` with the unfolded value of a line.
    func withValue<Result>(_ index: Int, _ body: (ByteView) -> Result) -> Result {
        if lines[index].flags.contains(.folded) {
            return withLine(index) { content, header in
                body(content[(header.valueStart ?? content.count)..<content.count])
            }
        }
        let range = Int(lines[index].valueStart)..<contentRange(index).upperBound
        return bytes.withUnsafeBytes { body(ByteView($0)[range]) }
    }

    private func header(of content: ByteView) -> LineHeader {
        LineHeader(content, 0..<content.count, names: NameTable.shared)
    }

    /// Text of a value: UTF-8, or Windows-1252 for a line that is not.
    func text(_ value: ByteView, line: Int) -> String {
        if lines[line].flags.contains(.invalidUTF8) { return Charset.windows1252(value) }
        return String(decoding: value.buffer, as: UTF8.self)
    }
}
