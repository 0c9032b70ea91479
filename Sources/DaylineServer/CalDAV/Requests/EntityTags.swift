/// A list of entity tags, or `*` (RFC 9110 §13.1.1, §13.1.2).
enum EntityTags: Hashable, Sendable {
    case any
    /// As written, quotes and `W/` included.
    case list([String])

    /// - Returns: nil when the text is no such list.
    init?(_ text: String) {
        let trimmed = text.trimmingSpaces
        if trimmed == "*" {
            self = .any
            return
        }
        var rest = trimmed[...]
        var tags: [String] = []
        while !rest.isEmpty {
            var tag = ""
            if rest.hasPrefix("W/") {
                tag = "W/"
                rest.removeFirst(2)
            }
            if rest.first == "\"" {
                guard let end = rest.dropFirst().firstIndex(of: "\"") else { return nil }
                tag += rest[...end]
                rest = rest[rest.index(after: end)...]
            } else {
                // Some clients leave the quotes out.
                let word = rest.prefix { $0 != "," && $0 != " " && $0 != "\t" }
                guard !word.isEmpty, tag.isEmpty else { return nil }
                tag = "\"\(word)\""
                rest = rest.dropFirst(word.count)
            }
            tags.append(tag)
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
        }
        guard !tags.isEmpty else { return nil }
        self = .list(tags)
    }

    /// For `If-Match`: weak tags never match. Nil means that there is nothing.
    func matchesStrongly(_ etag: String?) -> Bool {
        switch self {
        case .any: etag != nil
        case .list(let tags): etag.map { tags.contains("\"\($0)\"") } ?? false
        }
    }

    /// For `If-None-Match`.
    func matchesWeakly(_ etag: String?) -> Bool {
        switch self {
        case .any: etag != nil
        case .list(let tags):
            etag.map { tags.contains("\"\($0)\"") || tags.contains("W/\"\($0)\"") } ?? false
        }
    }
}
