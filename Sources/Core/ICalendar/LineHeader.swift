/// Where name, parameters and value of a logical line are (RFC 5545 §3.1 `contentline`).
struct LineHeader {
    /// The name, without white space around it.
    var name: Range<Int>
    /// The parameters with the leading semicolon; empty when there are none.
    var parameters: Range<Int>
    /// The first byte of the value; nil without a colon.
    var valueStart: Int?
    /// The code of a known name.
    var known: KnownProperty?
    /// The name in two words, when it is short enough to be looked up.
    var key: NameKey?
    /// No colon stands outside quotes; the first one was taken.
    var isUnbalanced = false
}

extension LineHeader {
    private static let colon = UInt8(ascii: ":")
    private static let semicolon = UInt8(ascii: ";")
    private static let quote = UInt8(ascii: "\"")

    /// Reads the header of the line that is `range` of `view`.
    ///
    /// - Parameter isComplete: false when `range` stops at a fold: a quote may still end then.
    @inline(__always)
    init(_ view: ByteView, _ range: Range<Int>, names: NameTable, isComplete: Bool = true) {
        var start = range.lowerBound
        while start < range.upperBound, isIndentation(view, start) { start += 1 }
        var end = start
        if let fast = LineHeader.shortName(view, start) {
            end = fast.end
            key = fast.key
            known = end < range.upperBound ? names.property(fast.key) : nil
        } else {
            while end < range.upperBound, view[end] | 1 != LineHeader.semicolon { end += 1 }
        }
        guard end < range.upperBound else {
            (name, parameters) = (start..<start, start..<start)
            return
        }
        name = start..<end
        (valueStart, isUnbalanced) = LineHeader.valueStart(
            view, end..<range.upperBound, isComplete: isComplete)
        parameters = end..<((valueStart ?? (end + 1)) - 1)
        if valueStart == nil {
            known = nil
        } else if known == nil {
            trimName(view, names)
        }
    }

    /// The end of a name of at most 16 ASCII bytes and its key, by words; nil to go slowly.
    @inline(__always)
    private static func shortName(_ view: ByteView, _ start: Int) -> (end: Int, key: NameKey)? {
        guard start + 16 <= view.count else { return nil }
        let low = view.word(at: start)
        // A colon is 0x3A and a semicolon 0x3B: with the lowest bit set they are equal.
        let stop = ByteWord.bytes(equalTo: semicolon, in: low | ByteWord.ones)
        if stop != 0 {
            let length = stop.trailingZeroBitCount >> 3
            let name = low & ~(~UInt64(0) << UInt64(length * 8))
            guard name & ByteWord.highBits == 0 else { return nil }
            let key = NameKey(low: ByteWord.uppercased(name), high: 0, length: length)
            return (start + length, key)
        }
        let high = view.word(at: start + 8)
        let highStop = ByteWord.bytes(equalTo: semicolon, in: high | ByteWord.ones)
        guard highStop != 0 else { return nil }
        let length = highStop.trailingZeroBitCount >> 3
        let name = high & ~(~UInt64(0) << UInt64(length * 8))
        guard (low | name) & ByteWord.highBits == 0 else { return nil }
        let key = NameKey(
            low: ByteWord.uppercased(low), high: ByteWord.uppercased(name), length: 8 + length)
        return (start + 8 + length, key)
    }

    /// The byte after the colon that ends the parameters: the first outside quotes, else the first.
    @inline(__always)
    private static func valueStart(
        _ view: ByteView, _ range: Range<Int>, isComplete: Bool
    ) -> (Int?, Bool) {
        if view[range.lowerBound] == colon { return (range.lowerBound + 1, false) }
        var isQuoted = false
        var firstColon: Int?
        for index in range {
            let byte = view[index]
            if byte == quote {
                isQuoted.toggle()
            } else if byte == colon {
                if !isQuoted { return (index + 1, false) }
                if firstColon == nil { firstColon = index }
            }
        }
        guard isComplete, let firstColon else { return (nil, false) }
        return (firstColon + 1, true)
    }

    /// Takes white space before the colon off a name that was not found with it; a known name is
    /// found with white space inside, too.
    private mutating func trimName(_ view: ByteView, _ names: NameTable) {
        var end = name.upperBound
        while end > name.lowerBound, isBlank(view[end - 1]) { end -= 1 }
        let hasBlanks = view[name].hasBlank
        if key != nil, !hasBlanks { return }
        name = name.lowerBound..<end
        key = NameKey(view[name], skippingBlanks: hasBlanks)
        known = key.flatMap { names.property($0) }
    }

    /// Whether every byte of the name may stand in one.
    func hasValidName(_ view: ByteView) -> Bool {
        for index in name where !isNameByte(view[index]) { return false }
        return !name.isEmpty
    }

    /// Whether the parameters say `QUOTED-PRINTABLE` (vCalendar 1.0), with or without `ENCODING=`.
    func isQuotedPrintable(_ view: ByteView) -> Bool {
        guard parameters.count > 16 else { return false }
        for index in parameters.lowerBound...(parameters.upperBound - 16)
        where view[index..<(index + 16)].isText("QUOTED-PRINTABLE") {
            return true
        }
        return false
    }
}

/// Space, tab or a byte of a byte order mark, as concatenated files have them before a name.
@inline(__always)
func isIndentation(_ view: ByteView, _ index: Int) -> Bool {
    switch view[index] {
    case 0x20, 0x09, 0xEF, 0xBB, 0xBF: true
    default: false
    }
}
