/// What was read from one file.
public struct ParsedCalendars: Sendable {
    /// The components that stand in no other, normally VCALENDAR.
    public let components: [Component]
    /// What was found wrong, by line.
    public let diagnostics: [Diagnostic]
}

/// Reads iCalendar (RFC 5545) and vCalendar 1.0 leniently. Any bytes give an answer: what cannot be
/// read is diagnosed and kept where it stood, and one bad component never hides the others.
///
/// A file of n bytes takes O(n) time and, beside the bytes themselves, 16 bytes per line.
public func parseICalendar(
    _ bytes: [UInt8], limits: ParseLimits = .standard
) -> ParsedCalendars {
    var diagnostics = DiagnosticList(limit: limits.maxDiagnostics)
    guard bytes.count <= min(limits.maxBytes, Int(UInt32.max)) else {
        diagnostics.add(0, .error, .fileTooLarge(limit: limits.maxBytes))
        return ParsedCalendars(components: [], diagnostics: diagnostics.sorted())
    }
    var bytes = bytes
    if let decoded = Charset.decodedUTF16(bytes) {
        diagnostics.add(1, .warning, .utf16)
        bytes = decoded
    }
    let source = CalendarSource(reading: bytes, limits: limits, diagnostics: &diagnostics)
    var components: [Component] = []
    var node = 0
    while node < source.nodes.count {
        components.append(Component(source: source, node: node))
        node = Int(source.nodes[node].subtreeEnd)
    }
    return ParsedCalendars(components: components, diagnostics: diagnostics.sorted())
}

extension CalendarSource {
    /// Scans all lines and builds the tree.
    convenience init(
        reading bytes: [UInt8], limits: ParseLimits, diagnostics: inout DiagnosticList
    ) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if hasMark { diagnostics.add(1, .warning, .byteOrderMark) }
        let found = diagnostics
        let builder = bytes.withUnsafeBytes { buffer in
            let view = ByteView(buffer)
            let isClean =
                Charset.isPlainASCII(view) || (Charset.isUTF8(view) && !Charset.hasNUL(view))
            var scanner = LineScanner(view, from: hasMark ? 3 : 0)
            var builder = TreeBuilder(view, limits: limits, isClean: isClean, diagnostics: found)
            while let line = scanner.next(), builder.add(line) {}
            builder.finish(scanner)
            return builder
        }
        diagnostics = builder.diagnostics
        self.init(bytes: bytes, lines: builder.lines, nodes: builder.nodes)
    }

    /// The name in a BEGIN line, as written.
    static func componentName(_ line: ByteView) -> [UInt8] {
        var end = line.count
        while end > 0, isLineBreak(line[end - 1]) { end -= 1 }
        let text = Folding.unfolded(line[0..<end])
        return text.withUnsafeBytes { buffer in
            let view = ByteView(buffer)
            let header = LineHeader(view, 0..<view.count, names: NameTable.shared)
            return view[(header.valueStart ?? view.count)..<view.count].trimmed.array
        }
    }
}
