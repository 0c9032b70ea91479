/// Writing a component: byte for byte what was not changed, strict RFC 5545 for the rest.
extension Component {
    /// Appends the component.
    public func write(into out: inout [UInt8]) {
        switch storage {
        case .source(let source, let node):
            out.append(contentsOf: source.bytes[source.byteRange(ofNode: node)])
        case .edited(let edited): edited.write(into: &out)
        }
    }

    /// The component as bytes.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        write(into: &out)
        return out
    }

    /// The component as text. Lines that are not UTF-8 are read as Windows-1252; all others are as
    /// in `bytes`.
    public var text: String {
        bytes.withUnsafeBytes { Charset.repaired(ByteView($0)) }
    }

    /// Appends the component inside a changed one: its own bytes, unless their meaning depends on
    /// the lines that were around them.
    func writeInside(into out: inout [UInt8]) {
        if case .source(let source, let node) = storage, source.nodes[node].isFragile {
            EditedComponent(source, node: node).write(into: &out)
        } else {
            write(into: &out)
        }
    }
}

extension CalendarSource {
    func byteRange(ofNode node: Int) -> Range<Int> {
        byteRange(lines: Int(nodes[node].firstLine)..<Int(nodes[node].endLine))
    }

    /// Appends a line among other lines than its own: its bytes, or, when their meaning depends on
    /// the neighbours, its unfolded content folded anew.
    func writeLine(_ line: Int, into out: inout [UInt8]) {
        guard lines[line].flags.contains(.fragile) else {
            out.append(contentsOf: bytes[byteRange(lines: line..<(line + 1))])
            return
        }
        var content = bytes[contentRange(line)].withUnsafeBytes {
            Folding.unfolded(ByteView($0))[...]
        }
        while let first = content.first, isBlank(first) || [0xEF, 0xBB, 0xBF].contains(first) {
            content.removeFirst()
        }
        Folding.append(content, to: &out)
    }
}

extension EditedComponent {
    func write(into out: inout [UInt8]) {
        let start = out.count
        write(line: beginLine, or: "BEGIN", into: &out)
        for item in items {
            endLine(&out, from: start)
            switch item {
            case .kept(let line): source?.writeLine(line, into: &out)
            case .property(let property): property.write(into: &out)
            case .component(let component): component.writeInside(into: &out)
            }
        }
        endLine(&out, from: start)
        write(line: endLine, or: "END", into: &out)
    }

    private func write(line: Int?, or keyword: String, into out: inout [UInt8]) {
        if let source, let line {
            source.writeLine(line, into: &out)
        } else {
            Folding.append("\(keyword):\(name)".utf8, to: &out)
        }
    }

    /// Gives the last line an ending; a file may end without one.
    private func endLine(_ out: inout [UInt8], from start: Int) {
        guard out.count > start, let last = out.last, last != 0x0A, last != 0x0D else { return }
        out.append(contentsOf: [0x0D, 0x0A])
    }
}

extension Property {
    /// Appends the content line with CRLF; its own bytes when it was not changed.
    func write(into out: inout [UInt8]) {
        switch storage {
        case .source(let source, let line): source.writeLine(line, into: &out)
        case .made(let parameters, let rawValue, _):
            let header = name.text + parameters.map(\.lineText).joined()
            Folding.append("\(header):\(rawValue)".utf8, to: &out)
        }
    }
}
