/// Cuts bytes into logical lines (RFC 5545 §3.1), leniently: any line ending, indented files,
/// soft line breaks of vCalendar 1.0. Every byte belongs to exactly one line. A CR without LF ends
/// a line only where a fold or another content line follows; else it is read as a space.
struct LineScanner {
    let view: ByteView
    private let names = NameTable.shared
    /// The first byte of the next line.
    private(set) var position: Int
    /// The number of the next line, from 1.
    private(set) var number = 1
    /// White space before the current line, when the file is indented.
    private var indentation = 0
    /// Whether the current line has a CR that ends nothing.
    private var hasInnerReturn = false
    /// The first lines that end in a bare LF, and with a bare CR in or after them.
    private(set) var firstBareLineFeed: Int?
    private(set) var firstBareReturn: Int?

    init(_ view: ByteView, from start: Int = 0) {
        self.view = view
        position = start
    }

    /// A line with its header.
    struct Scanned {
        var line: SourceLine
        /// Of the first physical line; useless when `line.flags` has `.foldedHeader`.
        var header: LineHeader
        /// One past the last byte of the content.
        var contentEnd: Int
    }

    /// The next logical line, or nil at the end.
    @inline(__always)
    mutating func next() -> Scanned? {
        guard position < view.count else { return nil }
        let start = position
        hasInnerReturn = false
        var end = contentEnd(from: start)
        if end == start { return blankRun() }
        var header = LineHeader(view, start..<end, names: names, isComplete: false)
        var line = SourceLine(
            start: UInt32(truncatingIfNeeded: start), valueStart: 0,
            number: UInt32(truncatingIfNeeded: number), kind: .property)
        // A folded BEGIN has a longer first line.
        let structure =
            (header.key == .begin || header.key == .end) && header.valueStart != nil
            && end - start < 60
        indentation = header.name.lowerBound - start
        if view[start] <= 0x20 || view[start] == 0xEF {
            line.flags.insert(.fragile)
        }
        skipEnding(at: end, &line)
        var isQuotedPrintable: Bool?
        while position < view.count,
            continues(header, end: end, isStructure: structure, &isQuotedPrintable)
        {
            line.flags.insert(.folded)
            if header.valueStart == nil { line.flags.insert(.foldedHeader) }
            while position < view.count, isLineBreak(view[position]) {
                skipEnding(at: position, &line)
            }
            end = contentEnd(from: position)
            skipEnding(at: end, &line)
        }
        if header.valueStart == nil, !line.flags.contains(.folded) {
            header = LineHeader(view, start..<end, names: names)  // a quote that never ends
        }
        line.valueStart = UInt32(truncatingIfNeeded: header.valueStart ?? start)
        line.known = header.known
        if header.valueStart == nil || !header.parameters.isEmpty {
            line.flags.insert(.hasParameters)
        }
        if hasInnerReturn {
            line.flags.insert(.folded)
            let headerEnd = header.valueStart ?? end
            if view.firstIndex(of: 0x0D, in: start..<headerEnd) != nil {
                line.flags.insert(.foldedHeader)
            }
        }
        if view[end - 1] == UInt8(ascii: "="), header.isQuotedPrintable(view) {
            line.flags.formUnion([.fragile, .softBreak])
        }
        return Scanned(line: line, header: header, contentEnd: end)
    }

    /// Empty lines, as many as there are: one record, or a file of line feeds would need gigabytes.
    private mutating func blankRun() -> Scanned {
        let start = position
        var line = SourceLine(
            start: UInt32(truncatingIfNeeded: start), valueStart: UInt32(truncatingIfNeeded: start),
            number: UInt32(truncatingIfNeeded: number), kind: .blank)
        while position < view.count, isLineBreak(view[position]) {
            let end = contentEnd(from: position)
            if end != position { break }
            skipEnding(at: end, &line)
        }
        line.flags = []
        let header = LineHeader(
            name: start..<start, parameters: start..<start, valueStart: nil)
        return Scanned(line: line, header: header, contentEnd: start)
    }
}

extension LineScanner {
    /// Where the content of the physical line at `start` ends: at its line ending.
    @inline(__always)
    private mutating func contentEnd(from start: Int) -> Int {
        var index = start
        while true {
            index = nextBreak(from: index)
            guard index < view.count, view[index] == 0x0D else { return index }
            var after = index + 1
            while after < view.count, view[after] == 0x0D { after += 1 }
            if after == view.count || view[after] == 0x0A { return index }
            noteBareReturn()
            if isBlank(view[after]) || beginsContentLine(at: after) { return index }
            hasInnerReturn = true
            index = after
        }
    }

    /// The first CR or LF at or after `start`.
    @inline(__always)
    private func nextBreak(from start: Int) -> Int {
        var index = start
        while index + 8 <= view.count {
            let word = view.word(at: index)
            let hits =
                ByteWord.bytes(equalTo: 0x0A, in: word) | ByteWord.bytes(equalTo: 0x0D, in: word)
            if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < view.count, view[index] != 0x0A, view[index] != 0x0D { index += 1 }
        return index
    }

    /// Steps over the line ending at `end`: LF, CRLF, any run of CR before an LF, or bare CRs.
    @inline(__always)
    private mutating func skipEnding(at end: Int, _ line: inout SourceLine) {
        guard end < view.count else {
            position = end
            return
        }
        if view[end] == 0x0A {
            if firstBareLineFeed == nil { firstBareLineFeed = number }
            position = end + 1
            number += 1
            return
        }
        var after = end + 1
        while after < view.count, view[after] == 0x0D { after += 1 }
        if after < view.count, view[after] == 0x0A {
            position = after + 1
            number += 1
        } else {
            noteBareReturn()
            line.flags.insert(.fragile)
            position = after
            number += after - end
        }
    }

    private mutating func noteBareReturn() {
        if firstBareReturn == nil { firstBareReturn = number }
    }

    /// Whether the physical line at `position` belongs to the logical line before it.
    @inline(__always)
    private func continues(
        _ header: LineHeader, end: Int, isStructure: Bool, _ isQuotedPrintable: inout Bool?
    ) -> Bool {
        let byte = view[position]
        if isBlank(byte) {
            // Nobody folds `BEGIN:VEVENT`; white space after it means an indented file.
            if isStructure || indentation > 0 {
                return !beginsIndentedLine(anyDepth: isStructure)
            }
            return true
        }
        if isLineBreak(byte) { return continuesAfterBlank() }
        guard view[end - 1] == UInt8(ascii: "=") else { return false }
        let isSoftBreak = isQuotedPrintable ?? header.isQuotedPrintable(view)
        isQuotedPrintable = isSoftBreak
        return isSoftBreak && !beginsStructure(at: position)
    }

    /// Whether after empty lines a continuation follows, as where all line endings are doubled.
    private func continuesAfterBlank() -> Bool {
        var index = position
        while index < view.count, isLineBreak(view[index]) { index += 1 }
        guard index < view.count, isBlank(view[index]) else { return false }
        return indentation == 0 && !beginsKnownLine(at: index)
    }

    /// Whether the indented line at `position` looks like a content line of its own. A continuation
    /// is indented deeper than its line.
    private func beginsIndentedLine(anyDepth: Bool) -> Bool {
        var index = position
        while index < view.count, isBlank(view[index]) { index += 1 }
        guard anyDepth || index - position <= indentation else { return false }
        return beginsContentLine(at: index)
    }

    /// Whether a name and a colon or semicolon begin at `index`.
    private func beginsContentLine(at start: Int) -> Bool {
        let limit = min(start + 64, view.count)
        var index = start
        while index < limit, isNameByte(view[index]) { index += 1 }
        return index > start && index < limit && view[index] | 1 == UInt8(ascii: ";")
    }

    /// Whether a line with a known name begins at `index`, after white space.
    private func beginsKnownLine(at index: Int) -> Bool {
        if beginsStructure(at: index) { return true }
        var start = index
        while start < view.count, isBlank(view[start]) { start += 1 }
        var end = start
        while end < min(start + 17, view.count), isNameByte(view[end]) { end += 1 }
        guard end < view.count, view[end] | 1 == UInt8(ascii: ";") else { return false }
        return names.property(view[start..<end]) != nil
    }

    /// Whether BEGIN or END begins at `index`.
    private func beginsStructure(at index: Int) -> Bool {
        let rest = view[index..<min(index + 6, view.count)]
        return rest.hasPrefix("BEGIN:") || rest.hasPrefix("END:")
    }
}

/// CR or LF.
@inline(__always)
func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
