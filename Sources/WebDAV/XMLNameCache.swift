/// Names as the parser writes them, and what they are: a document has few, again and again.
struct XMLNameCache {
    /// Stands between a namespace and a local name; no document can hold it (XML 1.0 §2.2).
    static let separator: CChar = 1

    private var buckets: [[(text: [UInt8], name: XMLName)]] = Array(repeating: [], count: 64)
    private var count = 0
    /// Made-up names do not fill the memory.
    private static let limit = 512

    /// - Parameter text: ends with a zero.
    mutating func name(_ text: UnsafePointer<CChar>) -> XMLName {
        var hash: UInt32 = 2_166_136_261  // FNV-1a
        var length = 0
        while text[length] != 0 {
            hash = (hash ^ UInt32(UInt8(bitPattern: text[length]))) &* 16_777_619
            length += 1
        }
        let bucket = Int(hash & 63)
        let bytes = UnsafeRawBufferPointer(start: text, count: length)
        for entry in buckets[bucket] where entry.text.count == length {
            if entry.text.elementsEqual(bytes) { return entry.name }
        }
        let name = Self.read(bytes)
        if count < Self.limit {
            buckets[bucket].append((Array(bytes), name))
            count += 1
        }
        return name
    }

    private static func read(_ bytes: UnsafeRawBufferPointer) -> XMLName {
        guard let mark = bytes.lastIndex(of: UInt8(bitPattern: separator)) else {
            return XMLName("", String(decoding: bytes, as: UTF8.self))
        }
        return XMLName(
            String(decoding: bytes[..<mark], as: UTF8.self),
            String(decoding: bytes[(mark + 1)...], as: UTF8.self))
    }
}
