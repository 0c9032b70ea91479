/// Entity tags (RFC 9110 §8.8.3) as servers write them.
public enum ETag {
    /// Whether two tags name the same state, as far as listings go: weakness, and the suffix that
    /// some servers add for compressed answers, do not count. Missing tags are never the same.
    public static func isSame(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return false }
        return core(one) == core(other)
    }

    /// The tag where it may stand in `If-Match`: strong (RFC 9110 §13.1.1).
    public static func strong(_ tag: String?) -> String? {
        guard let tag, !tag.hasPrefix("W/"), !tag.isEmpty else { return nil }
        return tag
    }

    private static func core(_ tag: String) -> Substring {
        var core = tag[...]
        if core.hasPrefix("W/") { core = core.dropFirst(2) }
        if core.first == "\"", core.last == "\"", core.utf8.count >= 2 {
            core = core.dropFirst().dropLast()
        }
        for suffix in ["-gzip", ";gzip", "-df"] where core.hasSuffix(suffix) {
            return core.dropLast(suffix.count)
        }
        return core
    }
}
