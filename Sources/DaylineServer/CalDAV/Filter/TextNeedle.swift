import WebDAV

/// A piece of text that the bytes of an object must hold if a text condition is to be met: found
/// without reading the object, and never missing one that matches.
///
/// Folds put line breaks and white space anywhere (RFC 5545 §3.1), and escapes are for few
/// characters; so only letters, digits and such are looked for, with all white space left out on
/// both sides, and without case.
struct TextNeedle: Hashable, Sendable {
    /// Lower-case, without white space; not empty.
    private let bytes: [UInt8]

    /// nil when the condition can be met by bytes that look quite different.
    init?(_ match: TextMatch) {
        // Compatibility decompositions make letters of what are none in the bytes.
        guard !match.isNegated, match.collation != .unicodeCasemap else { return nil }
        let longest = match.text.utf8.split(whereSeparator: { !Self.isPlain($0) && $0 != 0x20 })
            .map { run in run.filter { $0 != 0x20 }.map(Self.lowercased) }
            .max { $0.count < $1.count }
        guard let longest, !longest.isEmpty else { return nil }
        bytes = longest
    }

    /// Whether an object with this text can meet the condition.
    func mayStand(in text: [UInt8]) -> Bool {
        let marker = Self.encodingMarker
        return text.withUnsafeBufferPointer { text in
            Self.stands(bytes, in: text) || Self.stands(marker, in: text) || text.contains(0)
        }
    }

    /// Values of vCalendar 1.0 are encoded anyhow.
    private static let encodingMarker = Array("quoted-printable".utf8)

    private static func stands(
        _ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let (first, count) = (needle[0], text.count)
        let upper = first >= 0x61 && first <= 0x7A ? first & 0xDF : first
        return needle.withUnsafeBufferPointer { needle in
            for start in 0..<count where text[start] == first || text[start] == upper {
                var (place, index) = (1, start + 1)
                while place < needle.count, index < count {
                    let byte = text[index]
                    index += 1
                    if isSpace(byte) { continue }
                    guard lowercased(byte) == needle[place] else { break }
                    place += 1
                }
                if place == needle.count { return true }
            }
            return false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0D || byte == 0x0A || byte == 0x09
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// What is written as itself in values, quoted or not.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "@"),
            UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "!"):
            true
        default: false
        }
    }
}
