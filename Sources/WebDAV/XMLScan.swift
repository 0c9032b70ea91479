/// What is looked for in a document before a parser sees it.
///
/// Only UTF-8 is let through, so the bytes mean here what they mean to the parser.
enum XMLScan {
    static func check(_ bytes: [UInt8], limits: XMLLimits) throws(XMLError) {
        guard bytes.count <= limits.bytes else { throw .tooLong(limit: limits.bytes) }
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count else { throw .empty }
        guard bytes[index] == UInt8(ascii: "<"), !bytes.contains(0) else { throw .encoding }
        guard declaresUTF8(bytes[index...]) else { throw .encoding }
        // The parser ends the process where a name is none.
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .encoding }
        guard !hasDeclarations(bytes) else { throw .documentType }
        if let place = bareInstruction(bytes) {
            throw .malformed(line: 1 + bytes[..<place].count { $0 == 0x0A })
        }
    }

    /// Where a `<?` is not followed by a target, of ASCII alone, and a space. The parser ends the
    /// process at `<?a?>`, also after an error, when it no longer knows what is a comment.
    private static func bareInstruction(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().first { place in
            guard bytes[place] == UInt8(ascii: "<"), bytes[place + 1] == UInt8(ascii: "?") else {
                return false
            }
            let rest = bytes[(place + 2)...]
            guard let stop = rest.firstIndex(where: { !isOfTarget($0) }) else { return true }
            return stop == rest.startIndex || !isSpace(bytes[stop]) || bytes[place + 2] < 0x41
        }
    }

    private static func isOfTarget(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Whether there is any `<!` that begins neither a comment nor a CDATA section.
    private static func hasDeclarations(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index + 1 < bytes.count {
                guard bytes[index] == UInt8(ascii: "<") else {
                    index += 1
                    continue
                }
                switch bytes[index + 1] {
                case UInt8(ascii: "?"): index = end(of: "?>", in: bytes, from: index + 2)
                case UInt8(ascii: "!"):
                    if begins("<!--", bytes, index) {
                        index = end(of: "-->", in: bytes, from: index + 4)
                    } else if begins("<![CDATA[", bytes, index) {
                        index = end(of: "]]>", in: bytes, from: index + 9)
                    } else {
                        return true
                    }
                default: index += 2
                }
            }
            return false
        }
    }

    /// After the next `mark`; the end when there is none.
    private static func end(
        of mark: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int {
        var index = start
        while index < bytes.count, !begins(mark, bytes, index) { index += 1 }
        return min(index + mark.utf8CodeUnitCount, bytes.count)
    }

    private static func begins(
        _ mark: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
    ) -> Bool {
        guard index + mark.utf8CodeUnitCount <= bytes.count else { return false }
        return mark.withUTF8Buffer { mark in
            mark.indices.allSatisfy { mark[$0] == bytes[index + $0] }
        }
    }

    /// Whether the XML declaration, if there is one, names no other encoding (XML 1.0 §4.3.3).
    private static func declaresUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.starts(with: Array("<?xml".utf8)),
            let stop = bytes.firstIndex(of: UInt8(ascii: ">"))
        else { return true }
        let declaration = String(decoding: bytes[..<stop], as: UTF8.self).lowercased()
        guard let name = declaration.firstRange(of: "encoding") else { return true }
        let value = declaration[name.upperBound...].drop { " \t\r\n=".contains($0) }
        return ["utf-8", "utf8", "us-ascii"].contains { encoding in
            value.hasPrefix("\"\(encoding)\"") || value.hasPrefix("'\(encoding)'")
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
