/// Walking the components of a source.
extension CalendarSource {
    /// Upper-case.
    func name(ofNode node: Int) -> String {
        if let kind = nodes[node].kind { return kind.text }
        let line = Int(nodes[node].firstLine)
        return bytes.withUnsafeBytes { buffer in
            let range = byteRange(lines: line..<(line + 1))
            let name = CalendarSource.componentName(ByteView(buffer)[range])
            return name.map(asciiUppercased).withUnsafeBytes { text(ByteView($0), line: line) }
        }
    }

    /// The nodes directly inside a node, in order.
    func children(ofNode node: Int) -> [Int] {
        var found: [Int] = []
        var child = node + 1
        while child < Int(nodes[node].subtreeEnd) {
            found.append(child)
            child = Int(nodes[child].subtreeEnd)
        }
        return found
    }

    /// Calls `body` for each line between BEGIN and END that belongs to no inner component, until
    /// it returns false.
    @inline(__always)
    func forEachOwnLine(ofNode node: Int, _ body: (Int) -> Bool) {
        let end = Int(nodes[node].endLine) - (nodes[node].hasEnd ? 1 : 0)
        var line = Int(nodes[node].firstLine) + 1
        var child = node + 1
        while line < end {
            if child < Int(nodes[node].subtreeEnd), line == Int(nodes[child].firstLine) {
                line = Int(nodes[child].endLine)
                child = Int(nodes[child].subtreeEnd)
                continue
            }
            if !body(line) { return }
            line += 1
        }
    }

    /// Whether a line is the property called `name`.
    @inline(__always)
    func isProperty(_ line: Int, _ name: PropertyName) -> Bool {
        guard lines[line].kind == .property, lines[line].known == name.known else { return false }
        return name.known != nil
            || withLine(line) { content, header in content[header.name].isName(name.text) }
    }
}
