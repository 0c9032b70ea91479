/// Builds the lines and nodes of a source from scanned lines; closes what was left open.
struct TreeBuilder {
    /// A component that has begun.
    private struct OpenComponent {
        let node: Int
        /// As written.
        let name: ComponentName
    }

    private let view: ByteView
    private let limits: ParseLimits
    /// Whether the whole file is known to be UTF-8 and free of NUL, so that lines need no look.
    private let isClean: Bool
    private(set) var lines: [SourceLine] = []
    private(set) var nodes: [SourceNode] = []
    private(set) var diagnostics: DiagnosticList
    /// The nodes that have begun and not ended, outermost first; at most `maxDepth`.
    private var open: [OpenComponent] = []
    /// Components begun inside the innermost open one, but below the depth limit.
    private var depthBelowLimit = 0
    /// Where reading stopped because of a limit.
    private var stop: UInt32?
    private var isFull: Bool { stop != nil }

    init(
        _ view: ByteView, limits: ParseLimits, isClean: Bool, diagnostics: DiagnosticList
    ) {
        self.view = view
        self.limits = limits
        self.isClean = isClean
        self.diagnostics = diagnostics
        lines.reserveCapacity(min(view.count / 24 + 16, limits.maxProperties + 16))
        nodes.reserveCapacity(min(view.count / 512 + 4, limits.maxComponents + 4))
    }

    /// Adds a line. False when a limit is reached and nothing more is to be read.
    @inline(__always)
    mutating func add(_ scanned: LineScanner.Scanned) -> Bool {
        var line = scanned.line
        if line.kind == .blank {
            lines.append(line)
            return true
        }
        guard lines.count < limits.maxProperties else {
            diagnostics.error(line, .tooManyProperties(limit: limits.maxProperties))
            stop = line.start
            return false
        }
        let length = scanned.contentEnd - Int(line.start)
        let header = scanned.header
        if !isClean, length <= limits.maxLineBytes { inspect(&line, to: scanned.contentEnd) }
        if length > limits.maxLineBytes {
            line.kind = .junk
            let kind = DiagnosticKind.lineTooLong(bytes: length, limit: limits.maxLineBytes)
            diagnostics.error(line, kind)
        } else if line.flags.contains(.foldedHeader) {
            addFoldedHeader(line, to: scanned.contentEnd)
            return !isFull
        } else if header.key == .begin || header.key == .end, header.valueStart != nil {
            let name = componentName(line, header, to: scanned.contentEnd)
            addStructure(line, isBegin: header.key == .begin, name: name)
            return !isFull
        } else if header.known == nil || line.flags.contains(.fragile) || header.isUnbalanced {
            judge(&line, header, view)
        }
        if line.kind == .property, open.isEmpty || depthBelowLimit > 0 { reject(&line) }
        lines.append(line)
        return true
    }

    /// Ends every open component and adds the line that marks the end of what was read.
    mutating func finish(_ scanner: LineScanner) {
        closeAll(from: 0)
        let end = stop.map(Int.init) ?? scanner.position
        lines.append(
            SourceLine(
                start: UInt32(truncatingIfNeeded: end), valueStart: UInt32(truncatingIfNeeded: end),
                number: UInt32(truncatingIfNeeded: scanner.number), kind: .blank))
        if let line = scanner.firstBareLineFeed { diagnostics.add(line, .warning, .bareLineFeed) }
        if let line = scanner.firstBareReturn {
            diagnostics.add(line, .warning, .bareCarriageReturn)
        }
        if nodes.isEmpty { diagnostics.add(0, .error, .noComponent) }
    }
}

extension TreeBuilder {
    /// Decides whether an unusual line is a property, and says what is odd about it.
    private mutating func judge(_ line: inout SourceLine, _ header: LineHeader, _ view: ByteView) {
        if header.valueStart == nil {
            line.kind = .junk
            diagnostics.error(line, .noColon)
        } else if header.name.isEmpty {
            line.kind = .junk
            diagnostics.error(line, .emptyName)
        } else if header.known == nil, !header.hasValidName(view) {
            line.kind = .junk
            diagnostics.error(line, .invalidName)
        }
        if header.isUnbalanced { diagnostics.warning(line, .unbalancedQuote) }
        if line.flags.contains(.fragile), line.kind == .property,
            isIndentation(self.view, Int(line.start))
        {
            diagnostics.warning(line, .indentedLine)
        }
    }

    /// A property where none can be: kept by the component around it, if there is one.
    private mutating func reject(_ line: inout SourceLine) {
        if open.isEmpty { diagnostics.error(line, .outsideComponent) }
        line.kind = .junk
    }

    /// A line whose fold falls before the colon.
    private mutating func addFoldedHeader(_ line: SourceLine, to end: Int) {
        var line = line
        let content = view[Int(line.start)..<end]
        let text = Folding.unfolded(content)
        text.withUnsafeBytes { buffer in
            let unfolded = ByteView(buffer)
            let header = LineHeader(unfolded, 0..<unfolded.count, names: NameTable.shared)
            line.known = header.known
            if header.key == .begin || header.key == .end, let start = header.valueStart {
                let name = ComponentName(unfolded[start..<unfolded.count])
                addStructure(line, isBegin: header.key == .begin, name: name)
                return
            }
            if unfolded[unfolded.count - 1] == UInt8(ascii: "="), header.isQuotedPrintable(unfolded)
            {
                line.flags.formUnion([.fragile, .softBreak])
            }
            judge(&line, header, unfolded)
            if line.kind == .property, open.isEmpty || depthBelowLimit > 0 { reject(&line) }
            lines.append(line)
        }
    }

    /// Looks at the bytes of a line in a file that is not clean.
    private mutating func inspect(_ line: inout SourceLine, to end: Int) {
        let content = view[Int(line.start)..<end]
        if content.firstIndex(of: 0, in: 0..<content.count) != nil {
            diagnostics.warning(line, .nulByte)
        }
        if Charset.isUTF8(content) { return }
        if line.flags.contains(.folded) {
            // Some producers fold inside a character; put together it is whole again.
            let text = Folding.unfolded(content)
            if text.withUnsafeBytes({ Charset.isUTF8(ByteView($0)) }) { return }
        }
        line.flags.insert(.invalidUTF8)
        diagnostics.warning(line, .invalidUTF8)
    }

    /// The name after BEGIN or END.
    private func componentName(
        _ line: SourceLine, _ header: LineHeader, to end: Int
    ) -> ComponentName {
        let value = view[(header.valueStart ?? end)..<end]
        guard line.flags.contains(.folded) else { return ComponentName(value) }
        return Folding.unfolded(value)
            .withUnsafeBytes { ComponentName(ByteView($0)) }
    }
}

extension TreeBuilder {
    private mutating func addStructure(_ line: SourceLine, isBegin: Bool, name: ComponentName) {
        var line = line
        line.known = nil
        if line.flags.contains(.fragile), isIndentation(view, Int(line.start)) {
            diagnostics.warning(line, .indentedLine)
        }
        if name == .other([]) {
            line.kind = .junk
            diagnostics.error(line, .emptyName)
            lines.append(line)
        } else if isBegin {
            begin(line, name)
        } else {
            end(line, name)
        }
    }

    private mutating func begin(_ line: SourceLine, _ name: ComponentName) {
        var line = line
        if let rank = name.kind?.rank,
            let level = open.firstIndex(where: { ($0.name.kind?.rank ?? -1) >= rank })
        {
            closeAll(from: level)
        }
        let maxDepth = min(limits.maxDepth, 256)
        guard open.count < maxDepth, depthBelowLimit == 0 else {
            if depthBelowLimit == 0 { diagnostics.error(line, .tooDeep(limit: maxDepth)) }
            depthBelowLimit += 1
            line.kind = .junk
            lines.append(line)
            return
        }
        guard nodes.count < limits.maxComponents else {
            diagnostics.error(line, .tooManyComponents(limit: limits.maxComponents))
            stop = line.start
            return
        }
        line.kind = .begin
        open.append(OpenComponent(node: nodes.count, name: name))
        nodes.append(
            SourceNode(
                firstLine: UInt32(truncatingIfNeeded: lines.count), endLine: 0, subtreeEnd: 0,
                kind: name.kind, isFragile: line.flags.contains(.fragile)))
        lines.append(line)
    }

    private mutating func end(_ line: SourceLine, _ name: ComponentName) {
        var line = line
        let level = open.lastIndex { $0.name == name }
        if depthBelowLimit > 0, name.kind == nil || level == nil {
            depthBelowLimit -= 1
            line.kind = .junk
            lines.append(line)
            return
        }
        guard let level else {
            line.kind = .strayEnd
            diagnostics.error(line, .endWithoutBegin(component: name.text))
            if let innermost = open.last { nodes[innermost.node].isFragile = true }
            lines.append(line)
            return
        }
        closeAll(from: level + 1)
        line.kind = .end
        lines.append(line)
        let node = open.removeLast().node
        nodes[node].hasEnd = true
        if line.flags.contains(.fragile) { nodes[node].isFragile = true }
        close(node)
    }

    /// Ends the open components from `level` on, innermost first, none of which has an END.
    private mutating func closeAll(from level: Int) {
        while open.count > level {
            let last = open.removeLast()
            nodes[last.node].isFragile = true
            let begin = lines[Int(nodes[last.node].firstLine)]
            diagnostics.error(begin, .missingEnd(component: last.name.text))
            close(last.node)
        }
    }

    private mutating func close(_ node: Int) {
        nodes[node].endLine = UInt32(truncatingIfNeeded: lines.count)
        nodes[node].subtreeEnd = UInt32(truncatingIfNeeded: nodes.count)
        if nodes[node].isFragile, let parent = open.last { nodes[parent.node].isFragile = true }
        depthBelowLimit = 0
    }
}
