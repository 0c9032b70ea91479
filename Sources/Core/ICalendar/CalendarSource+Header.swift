/// Names and parameters of the lines of a source, read when asked for.
extension CalendarSource {
    /// The upper-case bytes of a property name.
    func nameBytes(_ line: Int) -> [UInt8] {
        withLine(line) { content, header in
            content[header.name].buffer.map(asciiUppercased)
        }
    }

    /// The parameters of a line, decoded.
    func parameters(_ line: Int) -> [Parameter] {
        guard lines[line].flags.contains(.hasParameters) else { return [] }
        return withLine(line) { content, header in
            var scanner = ParameterScanner(content, header)
            var found: [Parameter] = []
            while let name = scanner.nextName() {
                let text = String(
                    decoding: content[name].buffer.map(asciiUppercased), as: UTF8.self)
                let values = scanner.values().map { decoded($0, line) }
                found.append(Parameter(decodedName: text, values: values))
            }
            return found
        }
    }

    /// The values of the first parameter called `name`, decoded.
    func parameterValues(_ line: Int, _ name: String) -> [String] {
        guard lines[line].flags.contains(.hasParameters) else { return [] }
        return withLine(line) { content, header in
            var scanner = ParameterScanner(content, header)
            while let found = scanner.nextName() {
                if content[found].isName(name) {
                    return scanner.values().map { decoded($0, line) }
                }
                scanner.skipValues()
            }
            return []
        }
    }

    private func decoded(_ value: [UInt8], _ line: Int) -> String {
        ParameterText.decoded(value.withUnsafeBytes { text(ByteView($0), line: line) })
    }

    /// Whether two lines have the same bytes, so that nothing needs to be decoded to compare them.
    func hasSameContent(_ line: Int, _ other: CalendarSource, _ otherLine: Int) -> Bool {
        guard lines[line].flags == other.lines[otherLine].flags else { return false }
        return bytes[contentRange(line)] == other.bytes[other.contentRange(otherLine)]
    }
}

/// Walks the parameters of one header.
struct ParameterScanner {
    private let view: ByteView
    private var index: Int
    private let end: Int
    private let ignoresQuotes: Bool
    /// As in `VALUE = DATE`: then blanks around the value do not count either.
    private var hasBlankBeforeValue = false

    init(_ view: ByteView, _ header: LineHeader) {
        self.view = view
        index = header.parameters.lowerBound
        end = header.parameters.upperBound
        ignoresQuotes = header.isUnbalanced
    }

    /// The bytes of the next parameter name, or nil. Call `values` after each.
    mutating func nextName() -> Range<Int>? {
        while index < end, view[index] == UInt8(ascii: ";") || isBlank(view[index]) { index += 1 }
        guard index < end else { return nil }
        let start = index
        while index < end, view[index] != UInt8(ascii: "="), view[index] != UInt8(ascii: ";") {
            index += 1
        }
        var last = index
        while last > start, isBlank(view[last - 1]) { last -= 1 }
        hasBlankBeforeValue = last < index
        return start..<last
    }

    /// The values of the parameter whose name was just read: quotes removed, not yet decoded.
    mutating func values() -> [[UInt8]] {
        guard index < end, view[index] == UInt8(ascii: "=") else { return [] }
        index += 1
        while hasBlankBeforeValue, index < end, isBlank(view[index]) { index += 1 }
        var values: [[UInt8]] = []
        while true {
            let (value, isLast) = nextValue()
            values.append(value)
            if isLast { return values }
        }
    }

    /// Steps over the values of the parameter whose name was just read.
    mutating func skipValues() {
        var isQuoted = false
        while index < end, isQuoted || view[index] != UInt8(ascii: ";") {
            if view[index] == UInt8(ascii: "\"") { isQuoted = !isQuoted && !ignoresQuotes }
            index += 1
        }
    }

    /// One value up to a comma or the end of the parameter.
    private mutating func nextValue() -> (value: [UInt8], isLast: Bool) {
        var value: [UInt8] = []
        var isQuoted = false
        var start = index
        while index < end {
            let byte = view[index]
            if byte == UInt8(ascii: "\"") {
                value.append(contentsOf: view[start..<index].buffer)
                start = index + 1
                isQuoted = !isQuoted && !ignoresQuotes
            } else if !isQuoted, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
                break
            }
            index += 1
        }
        value.append(contentsOf: view[start..<index].buffer)
        let isLast = index >= end || view[index] == UInt8(ascii: ";")
        if !isLast { index += 1 }
        return (value, isLast)
    }
}

extension ByteView {
    /// Whether these bytes are `name`, without regard to the case of ASCII letters.
    func isName(_ name: String) -> Bool {
        guard name.utf8.count == count else { return false }
        var index = 0
        for byte in name.utf8 {
            if asciiUppercased(self[index]) != asciiUppercased(byte) { return false }
            index += 1
        }
        return true
    }
}
