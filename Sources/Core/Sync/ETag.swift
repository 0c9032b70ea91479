/// A tag that names the bytes of an object (RFC 9110 §8.8.3), as servers really write it.
public struct ETag: Hashable, Sendable {
    /// As the server said it, without the white space around it; never empty.
    public let text: String

    /// - Returns: nil for nothing but white space.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        guard !rest.isEmpty else { return nil }
        self.text = String(rest)
    }

    /// What `If-Match` can say (RFC 9110 §13.1.1): with quotes, also where the server left them
    /// out; nil when it is weak.
    public var strong: String? {
        if isWeak { return nil }
        return text.hasPrefix("\"") ? text : "\"\(text)\""
    }

    /// Whether two tags, as servers said them, name the same state. Nothing equals no tag.
    public static func areSame(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return false }
        if one == other { return true }
        guard let one = ETag(one), let other = ETag(other) else { return false }
        return one.core == other.core
    }

    /// Whether it may name other bytes as well.
    private var isWeak: Bool { text.hasPrefix("W/") || text.hasPrefix("w/") }

    /// What is left when everything is cut that servers and proxies add and take away on the way:
    /// `W/`, quotes, and what a compressing server puts behind.
    private var core: Substring {
        var rest = text[...]
        if isWeak { rest = rest.dropFirst(2) }
        if rest.first == "\"", rest.last == "\"", rest.utf8.count > 1 {
            rest = rest.dropFirst().dropLast()
        }
        for suffix in ["-gzip", ";gzip", "-df"] where rest.hasSuffix(suffix) {
            return rest.dropLast(suffix.count)
        }
        return rest
    }
}
