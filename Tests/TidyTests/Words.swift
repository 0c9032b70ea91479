import Foundation

/// Words with which two people would mean two things; GLOSSARY.md has the one to use.
enum Words {
    struct Ban: Sendable {
        let word: String
        let instead: String
        /// Endings of the text before the word that make it another word.
        var unlessAfter: [String] = []
    }

    static let bans = [
        Ban(word: "exception", instead: "override or excluded"),
        Ban(word: "reminder", instead: "alert"),
        Ban(word: "dismissed", instead: "acknowledged"),
        Ban(word: "local time", instead: "floating time, or wall clock"),
        Ban(word: "series index", instead: "recurrence id"),
        // `ON CONFLICT` and `onConflict` are SQLite's and GRDB's, `.conflict` is HTTP's 409, and
        // `no-uid-conflict` CalDAV's. `dayline conflicts` is what people type.
        Ban(
            word: "conflict", instead: "overlap or edit conflict",
            unlessAfter: [
                "edit ", "edit-", "edit", "edit_", "on ", "on", ".", "409: \"", "uid", "uid-",
                "dayline ", "\"", "[\"",
            ]),
    ]

    static func check(_ file: SourceFile) -> [Finding] {
        guard file.path.hasPrefix("Sources/") else { return [] }
        let text = file.lines.joined(separator: "\n").lowercased()
        guard bans.contains(where: { text.range(of: $0.word) != nil }) else { return [] }
        return file.lines.enumerated().flatMap { index, line in
            check(line: line.lowercased()).map {
                Finding(path: file.path, line: index + 1, reason: $0)
            }
        }
    }

    private static func check(line: String) -> [String] {
        var reasons: [String] = []
        for ban in bans {
            var rest = line[...]
            while let range = rest.firstRange(of: ban.word) {
                let before = rest[..<range.lowerBound]
                if !ban.unlessAfter.contains(where: { before.hasSuffix($0) }) {
                    reasons.append("“\(ban.word)”: say \(ban.instead)")
                }
                rest = rest[range.upperBound...]
            }
        }
        return reasons
    }
}
