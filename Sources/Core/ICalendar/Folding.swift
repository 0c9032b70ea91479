/// Folding and unfolding of long lines (RFC 5545 §3.1).
enum Folding {
    /// Octets of a line, without its CRLF.
    static let lineLength = 75

    /// Appends a logical line folded to 75 octets, with CRLF; no character is cut in two.
    static func append(_ line: some Collection<UInt8>, to out: inout [UInt8]) {
        let line = Array(line)
        var start = 0
        var room = lineLength
        while line.count - start > room {
            let end = breakPoint(line, start: start, room: room)
            out.append(contentsOf: line[start..<end])
            out.append(contentsOf: [0x0D, 0x0A, 0x20])
            start = end
            room = lineLength - 1  // the space counts
        }
        out.append(contentsOf: line[start...])
        out.append(contentsOf: [0x0D, 0x0A])
    }

    /// The last place to break: before a byte that begins a character. Not after `=` either, or a
    /// quoted-printable line would seem to end in a soft line break.
    private static func breakPoint(_ line: [UInt8], start: Int, room: Int) -> Int {
        var end = start + room
        while end > start + room - 8, !isGoodBreak(line, end) { end -= 1 }
        // More than seven such bytes in a row are no text: cut where the room ends.
        return end > start + room - 8 ? end : start + room
    }

    private static func isGoodBreak(_ line: [UInt8], _ end: Int) -> Bool {
        line[end] & 0xC0 != 0x80 && line[end - 1] != 0x3D
    }

    /// The content without line breaks: a fold loses its white space, a soft break its `=`; CRs
    /// that end nothing become a space.
    ///
    /// - Parameter content: without the line ending at its end.
    static func unfolded(_ content: ByteView) -> [UInt8] {
        let plain = unfolded(content, softBreaks: false)
        guard plain.contains(0x3D) else { return plain }
        let isQuotedPrintable = plain.withUnsafeBytes { buffer in
            let view = ByteView(buffer)
            return LineHeader(view, 0..<view.count, names: NameTable.shared).isQuotedPrintable(view)
        }
        guard isQuotedPrintable else { return plain }
        return unfolded(content, softBreaks: true)
    }

    private static func unfolded(_ content: ByteView, softBreaks: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(content.count)
        var indentation = 0
        while indentation < content.count, isBlank(content[indentation]) { indentation += 1 }
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == 0x0A || byte == 0x0D else {
                out.append(byte)
                index += 1
                continue
            }
            var after = index
            while after < content.count, content[after] == 0x0D { after += 1 }
            if after < content.count, content[after] == 0x0A {
                after += 1
            } else if after == content.count || !isBlank(content[after]) {
                out.append(0x20)
                index = after
                continue
            }
            index = after
            if softBreaks, out.last == 0x3D {
                out.removeLast()
                continue
            }
            while index < content.count, isLineBreak(content[index]) { index += 1 }
            let blanks = index
            while index < content.count, index <= blanks + indentation, isBlank(content[index]) {
                index += 1
            }
        }
        return out
    }
}
