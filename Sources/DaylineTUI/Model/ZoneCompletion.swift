/// Finds zone names by what people type: "seoul", "new y", "europe/b".
enum ZoneCompletion {
    /// Names that begin with the text, then those whose city does, then those that contain it;
    /// in the order of `names`. None when the text is already one.
    static func matches(_ text: String, in names: [String]) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace)
        let wanted = folded(words.joined(separator: " "))
        if wanted.isEmpty || names.contains(text) { return [] }
        var ranked: [[String]] = [[], [], []]
        for name in names {
            let name = (text: name, folded: folded(name))
            if name.folded.hasPrefix(wanted) {
                ranked[0].append(name.text)
            } else if name.folded.split(separator: "/").last?.hasPrefix(wanted) == true {
                ranked[1].append(name.text)
            } else if name.folded.contains(wanted) {
                ranked[2].append(name.text)
            }
        }
        return ranked.flatMap(\.self)
    }

    private static func folded(_ text: String) -> String {
        String(text.lowercased().map { $0 == " " || $0 == "_" ? "_" : $0 })
    }
}
