/// Character data as XML can hold it (XML 1.0 §2.2, §2.4).
enum XMLEscape {
    /// Appends UTF-8 text, so that it can stand in an element.
    ///
    /// Carriage returns are written as references, because parsers make line feeds of them
    /// (§2.11). What XML 1.0 forbids altogether becomes U+FFFD.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        let suspects = suspects
        var plain = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte < 0x40 ? suspects >> UInt64(byte) & 1 != 0 : byte == 0xEF,
                let (replacement, length) = replacement(text, index)
            else {
                index += 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<index]))
            replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
            index += length
            plain = index
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
    }

    /// A bit for each byte below 0x40 that is not written as it is.
    private static let suspects: UInt64 = {
        let control: UInt64 = 0xFFFF_FFFF & ~(1 << 0x09 | 1 << 0x0A)
        return "&<>\"".utf8.reduce(control) { $0 | 1 << UInt64($1) }
    }()

    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
    }

    /// Appends the value of an attribute, in which parsers make spaces of tabs and line feeds
    /// too (§3.3.3).
    static func append(attributeValue value: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        append(value, to: &bytes)
        guard bytes[start...].contains(where: { $0 == 0x09 || $0 == 0x0A }) else { return }
        let written = bytes[start...]
        bytes =
            bytes[..<start]
            + written.flatMap { byte -> [UInt8] in
                switch byte {
                case 0x09: Array("&#9;".utf8)
                case 0x0A: Array("&#10;".utf8)
                default: [byte]
                }
            }
    }

    /// What stands for the character at `index`, and how many bytes that is; nil for itself.
    private static func replacement(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int
    ) -> (StaticString, length: Int)? {
        switch text[index] {
        case UInt8(ascii: "&"): ("&amp;", 1)
        case UInt8(ascii: "<"): ("&lt;", 1)
        case UInt8(ascii: ">"): ("&gt;", 1)
        case UInt8(ascii: "\""): ("&quot;", 1)
        case 0x0D: ("&#13;", 1)
        case 0x09, 0x0A: nil
        case 0x00..<0x20: ("\u{FFFD}", 1)
        case 0xEF where isNoncharacter(text, index): ("\u{FFFD}", 3)
        default: nil
        }
    }

    /// U+FFFE and U+FFFF.
    private static func isNoncharacter(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int
    ) -> Bool {
        index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE
    }
}
