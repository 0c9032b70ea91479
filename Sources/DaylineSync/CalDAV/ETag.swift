/// A tag that names the bytes of an object (RFC 9110 §8.8.3), as servers really write it.
struct ETag: Hashable, Sendable {
    /// As the server said it, white space cut; never empty.
    let text: String

    init?(_ text: some StringProtocol) {
        let trimmed = text.trimmingBlanks
        guard !trimmed.isEmpty else { return nil }
        self.text = String(trimmed)
    }

    /// Whether it may name other bytes as well.
    var isWeak: Bool { text.hasPrefix("W/") || text.hasPrefix("w/") }

    /// What `If-Match` can say: with quotes, also where the server left them out; nil when weak.
    var strong: String? {
        if isWeak { return nil }
        return text.hasPrefix("\"") ? text : "\"\(text)\""
    }

    /// What is left when everything is cut that servers and proxies add and take away on the way:
    /// `W/`, quotes, and the `-gzip` of a compressing proxy. For comparing only.
    var core: Substring {
        var rest = text[...]
        if isWeak { rest = rest.dropFirst(2) }
        if rest.hasPrefix("\""), rest.hasSuffix("\""), rest.utf8.count > 1 {
            rest = rest.dropFirst().dropLast()
        }
        for suffix in ["-gzip", ";gzip", "--gzip"] where rest.hasSuffix(suffix) {
            return rest.dropLast(suffix.count)
        }
        return rest
    }

    /// Whether two tags, as servers said them, name the same state. Nothing equals no tag.
    static func areSame(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return false }
        if one == other { return true }
        guard let one = ETag(one), let other = ETag(other) else { return false }
        return one.core == other.core
    }
}

extension StringProtocol {
    /// Without the spaces, tabs and line ends around it.
    var trimmingBlanks: Substring {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        }
        var rest = Substring(self)
        while let first = rest.utf8.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.utf8.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}
