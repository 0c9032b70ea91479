/// The character encodings that calendar files come in.
enum Charset {
    /// Whether every byte is 1 ... 127, eight at a time.
    static func isPlainASCII(_ view: ByteView) -> Bool {
        var suspect: UInt64 = 0
        var index = 0
        while index + 8 <= view.count {
            let word = view.word(at: index)
            // The subtraction sets the high bit of a NUL; it may set those after a NUL, too.
            suspect |= (word | (word &- ByteWord.ones)) & ByteWord.highBits
            index += 8
        }
        while index < view.count {
            if view[index] == 0 || view[index] >= 0x80 { return false }
            index += 1
        }
        return suspect == 0
    }

    static func hasNUL(_ view: ByteView) -> Bool {
        view.firstIndex(of: 0, in: 0..<view.count) != nil
    }

    /// Whether the bytes are well-formed UTF-8 (Unicode 16, table 3-7).
    static func isUTF8(_ view: ByteView) -> Bool {
        var index = 0
        while index < view.count {
            if index + 8 <= view.count, view.word(at: index) & ByteWord.highBits == 0 {
                index += 8
                continue
            }
            let length = sequenceLength(view, index)
            if length == 0 { return false }
            index += length
        }
        return true
    }

    /// Bytes of the well-formed sequence at `index`, or 0.
    private static func sequenceLength(_ view: ByteView, _ index: Int) -> Int {
        let first = view[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0...0x7F: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return 0
        }
        guard index + length <= view.count, second.contains(view[index + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where view[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Reads Windows-1252, which contains Latin-1: every byte is some character.
    static func windows1252(_ view: ByteView) -> String {
        var text = String.UnicodeScalarView()
        for index in 0..<view.count {
            let byte = view[index]
            let code = (0x80...0x9F).contains(byte) ? high1252[Int(byte) - 0x80] : UInt16(byte)
            text.append(Unicode.Scalar(code) ?? "\u{FFFD}")
        }
        return String(text)
    }

    /// 0x80 ... 0x9F; the five holes are read as the C1 controls, as browsers do.
    private static let high1252: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// Turns UTF-16 into UTF-8 when the bytes are UTF-16, known by a byte order mark or by a NUL
    /// beside the first letter; else nil.
    static func decodedUTF16(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let isBigEndian: Bool
        let start: Int
        switch (bytes[0], bytes[1]) {
        case (0xFF, 0xFE): (isBigEndian, start) = (false, 2)
        case (0xFE, 0xFF): (isBigEndian, start) = (true, 2)
        case (0, 0x42), (0, 0x62): (isBigEndian, start) = (true, 0)
        case (0x42, 0), (0x62, 0): (isBigEndian, start) = (false, 0)
        default: return nil
        }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: start, to: bytes.count - 1, by: 2) {
            let high = UInt16(bytes[isBigEndian ? index : index + 1])
            let low = UInt16(bytes[isBigEndian ? index + 1 : index])
            units.append(high << 8 | low)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}

/// Whether a scalar is a control character that no content line may have (RFC 5545 §3.1).
@inline(__always)
func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\t") || scalar.value == 0x7F
}

extension String {
    /// Whether the bytes are the same. `==` also holds for other compositions of the same
    /// characters, and then a change from one to the other would be no change.
    func isSameText(_ other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }

    /// The scalars for which `isIncluded` is true; the same string when that is all of them.
    func filterScalars(_ isIncluded: (Unicode.Scalar) -> Bool) -> String {
        if unicodeScalars.allSatisfy(isIncluded) { return self }
        return String(String.UnicodeScalarView(unicodeScalars.filter(isIncluded)))
    }
}

extension Charset {
    /// Text of content lines of which some are not UTF-8: those are read as Windows-1252.
    static func repaired(_ view: ByteView) -> String {
        if isUTF8(view) { return String(decoding: view.buffer, as: UTF8.self) }
        var scanner = LineScanner(view)
        var out: [UInt8] = []
        while let line = scanner.next() {
            let whole = view[Int(line.line.start)..<scanner.position]
            if isUTF8(whole) {
                out.append(contentsOf: whole.buffer)
                continue
            }
            let content = view[Int(line.line.start)..<line.contentEnd]
            let unfolded = Folding.unfolded(content)
            unfolded.withUnsafeBytes { buffer in
                let bytes = ByteView(buffer)
                if isUTF8(bytes) {
                    Folding.append(bytes.array, to: &out)
                } else {
                    Folding.append(windows1252(bytes).utf8, to: &out)
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
