import TOMLKit

extension ClientSettings {
    /// Reads `config.toml`.
    ///
    /// - Parameters:
    ///   - path: for error messages.
    ///   - home: for paths that begin with `~/`.
    /// - Throws: the first thing that is wrong, with its line.
    public init(text: String, path: String, home: String) throws(SettingsError) {
        self.init()
        let file = SettingsFile(path: path, text: text)
        let table = try file.table()
        try file.apply(Self.settings, in: table, at: [], besides: ["accounts"], to: &self)
        guard let accounts = table["accounts"] else { return }
        guard let accounts = accounts.table else {
            throw file.failure(["accounts"], "“accounts” must be a table")
        }
        for name in accounts.keys.sorted() {
            let place = ["accounts", name]
            guard let account = accounts[name]?.table else {
                throw file.failure(
                    place, "“\(SettingsFile.name(place))” must be a table, as [accounts.work]")
            }
            self.accounts.append(try AccountSettings(account, at: place, in: file, home: home))
        }
    }

    /// All keys but those of accounts.
    static let settings: [Setting<ClientSettings>] = [
        .minutes("alerts.defaults", 0...40_320) { $0.alerts.defaults = $1 },
        .minutes("alerts.all_day_defaults", -40_320...40_320) { $0.alerts.allDayDefaults = $1 },
        .text(
            "alerts.quiet", takes: "two times of the day, as “22:00-07:00”", QuietTime.init
        ) {
            $0.alerts.quiet = $1.range
            $0.alerts.quietOverMidnight = $1.isOverMidnight
        },
        .number("alerts.snooze_minutes", 1...10_080) { $0.alerts.snoozeMinutes = $1 },
        .flag("alerts.terminals", \.alerts.terminals),
        .flag("alerts.tmux", \.alerts.tmux),
        .flag("alerts.desktop", \.alerts.desktop),
        .words("alerts.command") { $0.alerts.command = $1 },
        .texts("notices.calendars", of: "names of calendars; “*” means all") {
            $0.notices.calendars = $1
        },
    ]
}

/// From one time of the day to another.
private struct QuietTime {
    /// Minutes after midnight, from the earlier to the later.
    let range: Range<Int>
    /// Whether it is what the range leaves out.
    let isOverMidnight: Bool

    init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { Self.minutes($0.filter { $0 != " " }) }
        guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else { return nil }
        range = min(from, to)..<max(from, to)
        isOverMidnight = from > to
    }

    /// Reads `7:30`; 24:00 is an end as good as 0:00.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }
}

extension Setting {
    fileprivate static func minutes(
        _ key: String, _ range: ClosedRange<Int>, _ set: @escaping Assign<[Int]>
    ) -> Self {
        let takes = "an array of minutes from \(range.lowerBound) to \(range.upperBound)"
        return array(
            key, takes: takes, { $0.int.flatMap { range.contains($0) ? $0 : nil } }, set)
    }

    static func texts(
        _ key: String, of what: String, _ set: @escaping Assign<[String]>
    ) -> Self {
        array(
            key, takes: "an array of \(what)",
            { $0.string.flatMap { $0.isEmpty ? nil : $0 } }, set)
    }

    /// A program and its arguments.
    static func words(_ key: String, _ set: @escaping Assign<[String]>) -> Self {
        Self(key: key, takes: "a program and its words, as “pass show calendar” or [\"pass\", …]") {
            guard let words = CommandWords.read($0) else { return false }
            set(&$1, words)
            return true
        }
    }
}

/// A program and its arguments; no shell looks at them.
public enum CommandWords {
    static func read(_ value: any TOMLValueConvertible) -> [String]? {
        if let text = value.string { return split(text) }
        guard let array = value.array else { return nil }
        let words = array.compactMap { $0.string }
        return words.count == array.count && words.first?.isEmpty == false ? words : nil
    }

    /// Splits at blanks outside of quotes, as shells do; in single quotes a backslash is itself.
    /// - Returns: nil where a quote is open at the end, or no word is there.
    public static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "\\", quote != "'" {
                guard let next = rest.popFirst() else { return nil }
                word = (word ?? "") + String(next)
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                (quote, word) = (character, word ?? "")
            } else if quote == nil, character == " " || character == "\t" {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return quote == nil && words.first?.isEmpty == false ? words : nil
    }
}
