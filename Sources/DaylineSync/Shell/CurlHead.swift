/// The status line and headers of an answer, while they come.
struct CurlHead {
    private(set) var status = 0
    private(set) var fields: [String: String] = [:]
    /// Whether the empty line came that ends it.
    private(set) var isWhole = false
    /// Of all lines, those of answers that others followed included.
    private(set) var bytes = 0

    /// Fields that may come in several lines, because their values are lists (RFC 9110 §5.3). All
    /// others that anybody reads are single values: of two the last counts.
    private static let lists: Set = [
        "allow", "cache-control", "connection", "dav", "link", "proxy-authenticate", "vary",
        "warning", "www-authenticate",
    ]

    /// Takes a line in, with its end.
    /// - Returns: whether it begins an answer.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        bytes += line.count
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            fields = [:]
            isWhole = false
            return true
        }
        if text.allSatisfy(\.isNewline) { isWhole = true }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let name = text[..<colon].lowercased()
        let value = Self.trimmed(text[text.index(after: colon)...])
        if Self.lists.contains(name), let before = fields[name] {
            fields[name] = "\(before), \(value)"
        } else {
            fields[name] = value
        }
        return false
    }

    private static func trimmed(_ text: Substring) -> String {
        func isSpace(_ character: Character) -> Bool { character.isWhitespace }
        let start = text.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...last])
    }
}
