/// What an object says, without what only tells its revisions apart: its UID, `SEQUENCE` and
/// time stamps (RFC 5545 §3.8.7), the order and folding of its lines, the calendar's own
/// properties and the definitions of time zones.
package enum ObjectContent {
    /// A number that equal contents share; others seldom do.
    package static func hash(_ text: [UInt8]) -> Int {
        var sums: [UInt64] = [0]
        forEachLine(text) { line in
            switch line {
            case .begin: sums.append(0)
            case .end:
                let inner = sums.popLast() ?? 0
                sums[sums.count - 1] &+= mixed(inner ^ 0x9E37_79B9_7F4A_7C15)
            case .content(let bytes): sums[sums.count - 1] &+= mixed(fnv(bytes))
            }
        }
        return Int(bitPattern: UInt(sums.reduce(0, &+)))
    }

    /// Whether two texts say the same, decided without hashes.
    package static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one == other || canonical(one) == canonical(other)
    }

    /// The lines of each component, sorted, then the components, sorted.
    private static func canonical(_ text: [UInt8]) -> [[UInt8]] {
        var open: [[[UInt8]]] = [[]]
        forEachLine(text) { line in
            switch line {
            case .begin: open.append([])
            case .end:
                let lines = (open.popLast() ?? []).sorted { $0.lexicographicallyPrecedes($1) }
                open[open.count - 1].append(Array(lines.joined(separator: [0x0A])) + [0x0B])
            case .content(let bytes): open[open.count - 1].append(Array(bytes))
            }
        }
        return open.flatMap { $0 }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private enum Line {
        case begin, end
        /// Unfolded; the `BEGIN` line of a component counts as its first content.
        case content(ArraySlice<UInt8>)
    }

    /// Calls `body` for the lines that count, of the components inside the calendar. Components
    /// that are left open are closed.
    private static func forEachLine(_ text: [UInt8], _ body: (Line) -> Void) {
        var depth = 0
        /// The depth of the time zone that is being left out; 0 outside of one.
        var skipped = 0
        var unfolded: [UInt8] = []
        var next = text.startIndex
        while next < text.endIndex {
            let line = takeLine(text, &next, &unfolded)
            if startsWith(line, "BEGIN:") {
                depth += 1
                if skipped == 0, depth == 2, startsWith(line, "BEGIN:VTIMEZONE") {
                    skipped = depth
                }
                guard depth > 1, skipped == 0 else { continue }
                body(.begin)
                body(.content(line))
            } else if startsWith(line, "END:") {
                guard depth > 0 else { continue }
                if depth > 1, skipped == 0 { body(.end) }
                if skipped == depth { skipped = 0 }
                depth -= 1
            } else if depth > 1, skipped == 0, !isRevision(line), !line.isEmpty {
                body(.content(line))
            }
        }
        while depth > 1 {
            if skipped == 0 { body(.end) }
            if skipped == depth { skipped = 0 }
            depth -= 1
        }
    }

    /// The next line without its ends and folds (RFC 5545 §3.1).
    private static func takeLine(
        _ text: [UInt8], _ next: inout Int, _ unfolded: inout [UInt8]
    ) -> ArraySlice<UInt8> {
        let first = takeRawLine(text, &next)
        guard isContinued(text, next) else { return first }
        unfolded.removeAll(keepingCapacity: true)
        unfolded.append(contentsOf: first)
        while isContinued(text, next) {
            next += 1
            unfolded.append(contentsOf: takeRawLine(text, &next))
        }
        return unfolded[...]
    }

    private static func isContinued(_ text: [UInt8], _ next: Int) -> Bool {
        next < text.count && (text[next] == 0x20 || text[next] == 0x09)
    }

    private static func takeRawLine(_ text: [UInt8], _ next: inout Int) -> ArraySlice<UInt8> {
        let start = next
        while next < text.count, text[next] != 0x0A, text[next] != 0x0D { next += 1 }
        let line = text[start..<next]
        if next < text.count, text[next] == 0x0D { next += 1 }
        if next < text.count, text[next] == 0x0A { next += 1 }
        return line
    }

    private static func isRevision(_ line: ArraySlice<UInt8>) -> Bool {
        switch line.first {
        case 0x55, 0x75: isNamed(line, "UID")
        case 0x44, 0x64: isNamed(line, "DTSTAMP")
        case 0x43, 0x63: isNamed(line, "CREATED")
        case 0x4C, 0x6C: isNamed(line, "LAST-MODIFIED")
        case 0x53, 0x73: isNamed(line, "SEQUENCE")
        default: false
        }
    }

    private static func isNamed(_ line: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
        guard startsWith(line, name) else { return false }
        let end = line.startIndex + name.utf8CodeUnitCount
        return end < line.endIndex && (line[end] == 0x3A || line[end] == 0x3B)
    }

    /// Compares without regard to case; `prefix` is in capitals.
    private static func startsWith(_ line: ArraySlice<UInt8>, _ prefix: StaticString) -> Bool {
        guard line.count >= prefix.utf8CodeUnitCount else { return false }
        return prefix.withUTF8Buffer { prefix in
            zip(line, prefix).allSatisfy { byte, letter in
                byte == letter || (0x61...0x7A).contains(byte) && byte - 0x20 == letter
            }
        }
    }

    /// FNV-1a.
    private static func fnv(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.withUnsafeBufferPointer { bytes in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return hash
        }
    }

    /// Spreads each bit over all, so that sums of hashes do not cancel out (MurmurHash3's end).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}
