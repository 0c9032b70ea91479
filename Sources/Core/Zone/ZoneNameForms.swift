/// The ways in which programs dress up zone names.
enum ZoneNameForms {
    /// Longest TZID that is interpreted, in bytes.
    static let maxBytes = 256

    /// `Europe/Berlin` and then `Berlin` from `/mozilla.org/20050126_1/Europe/Berlin`: up to three
    /// last parts of a path, the longest first; the whole text is not among them.
    static func pathEndings(_ text: String) -> [String] {
        let parts = text.split(separator: "/")
        let longest = text.hasPrefix("/") ? parts.count : parts.count - 1
        guard longest > 0 else { return [] }
        return (1...min(3, longest)).reversed().map { parts.suffix($0).joined(separator: "/") }
    }

    /// The offset and the words of `(UTC+01:00) Amsterdam, Berlin`; offset nil when there is no
    /// such beginning, words empty when nothing follows it.
    static func display(_ text: String) -> (offset: Int?, words: Substring) {
        guard text.hasPrefix("("), let end = text.firstIndex(of: ")") else {
            return (nil, text[...])
        }
        let inside = text[text.index(after: text.startIndex)..<end]
        guard let offset = utcOffset(inside) else { return (nil, text[...]) }
        let words = text[text.index(after: end)...].drop { $0 == " " }
        return (offset, words)
    }

    /// Seconds east of `UTC+01:00`, `GMT-0530`, `GMT+1`, `UTC`, `+01:00`; nil unless the text is
    /// exactly that and within −14 … +14 hours.
    static func utcOffset(_ text: some StringProtocol) -> Int? {
        var rest = Array(text.utf8)
        let named = rest.starts(with: Array("UTC".utf8)) || rest.starts(with: Array("GMT".utf8))
        if named { rest.removeFirst(3) }
        if rest.isEmpty { return named ? 0 : nil }
        guard let sign = rest.first, sign == 0x2B || sign == 0x2D else { return nil }
        rest.removeFirst()
        // `GMT+01.00` is how old Exchange servers write it.
        let separator = rest.firstIndex { $0 == 0x3A || $0 == 0x2E }
        if let separator { rest.remove(at: separator) }
        guard rest.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let digits = rest.map { Int($0) - 0x30 }
        let hours: Int
        var minutes = 0
        switch (digits.count, separator) {
        case (1, nil) where named, (2, nil) where named: hours = digits.reduce(0) { $0 * 10 + $1 }
        case (3, 1): (hours, minutes) = (digits[0], digits[1] * 10 + digits[2])
        case (4, nil), (4, 2):
            (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        default: return nil
        }
        let total = hours * 3600 + minutes * 60
        guard minutes < 60, total <= 14 * 3600 else { return nil }
        return sign == 0x2D ? -total : total
    }
}
