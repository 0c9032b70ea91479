import Core

/// Reads dates and times as people type them, in the form, the prompt and the command line.
///
/// A pure function of the text and of now; no locale. Anything it does not know is nil, never a
/// guess. The table of `DateTextTests` is the whole language.
enum DateText {
    /// Longer texts are not looked at.
    static let limit = 64

    /// A day: `2026-12-24`, `today`, `+2w`, `fri`, `next fri`, `24 dec`, `in 3 days` …
    static func date(_ text: String, today: CivilDate) -> CivilDate? {
        guard text.utf8.count <= limit else { return nil }
        let words = words(of: text)
        guard !words.isEmpty else { return nil }
        guard let date = day(words[...], today: today), CivilDate.range.contains(date) else {
            return nil
        }
        return date
    }

    /// A day and, where one is given, a time; a time alone is today's.
    enum Moment: Hashable, Sendable {
        case date(CivilDate)
        case local(LocalDateTime)
        /// The text ended with `Z` or an offset.
        case instant(Instant)
    }

    /// A day with or without time: `tomorrow 14:30`, `2026-12-24T09:00`, `now`, `fri 2pm`,
    /// `2026-12-24T09:00:00+09:00`.
    static func moment(_ text: String, now: LocalDateTime) -> Moment? {
        guard text.utf8.count <= limit else { return nil }
        if let moment = isoMoment(text) { return moment }
        let words = words(of: text)
        if words == ["now"] { return .local(now.adding(seconds: -now.second)) }
        if let date = date(text, today: now.date) { return .date(date) }
        for split in stride(from: words.count - 1, through: 0, by: -1) {
            let tail = words[split...].filter { $0 != "at" }
            guard tail.count <= 2, let second = time(tail.joined(separator: " ")) else {
                continue
            }
            let head = words[..<split].filter { $0 != "at" }
            if head.isEmpty { return .local(LocalDateTime(now.date, secondOfDay: second)) }
            if let date = date(head.joined(separator: " "), today: now.date) {
                return .local(LocalDateTime(date, secondOfDay: second))
            }
        }
        return nil
    }

    /// Seconds after midnight, 0 ..< 86,400: `14:30`, `1430`, `9`, `2pm`, `2:30 pm`, `noon`.
    static func time(_ text: String) -> Int? {
        guard text.utf8.count <= limit else { return nil }
        var text = words(of: text).joined()
        switch text {
        case "noon": return 12 * 3600
        case "midnight": return 0
        default: break
        }
        var half: Int?
        for (suffix, hours) in [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)]
        where text.hasSuffix(suffix) {
            half = hours
            text.removeLast(suffix.count)
            break
        }
        guard var clock = clockParts(text) else { return nil }
        if let half {
            guard (1...12).contains(clock.hour) else { return nil }
            clock.hour = clock.hour % 12 + half
        }
        guard (0...23).contains(clock.hour), (0...59).contains(clock.minute),
            (0...59).contains(clock.second)
        else { return nil }
        return clock.hour * 3600 + clock.minute * 60 + clock.second
    }

    /// Lower-case words, split at spaces and commas.
    private static func words(of text: String) -> [String] {
        text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
    }
}

extension DateText {
    /// Hour, minute, second as written: `9`, `930`, `14:30`, `14.30`, `14h30`, `14:30:15`.
    private static func clockParts(_ text: String) -> (hour: Int, minute: Int, second: Int)? {
        let parts = text.split(omittingEmptySubsequences: false) {
            $0 == ":" || $0 == "." || $0 == "h"
        }
        guard let first = parts.first, parts.count <= 3 else { return nil }
        if parts.count == 1 {
            guard let number = number(first, digits: 1...4) else { return nil }
            return first.count <= 2 ? (number, 0, 0) : (number / 100, number % 100, 0)
        }
        if parts.count == 2, parts[1].isEmpty, text.hasSuffix("h") {
            return number(first, digits: 1...2).map { ($0, 0, 0) }
        }
        guard let hour = number(first, digits: 1...2),
            let minute = number(parts[1], digits: 2...2)
        else { return nil }
        if parts.count == 2 { return (hour, minute, 0) }
        return number(parts[2], digits: 2...2).map { (hour, minute, $0) }
    }

    /// `2026-12-24T09:00[:30][Z|+09:00]`, `20261224T0900`, with `T` or a space.
    private static func isoMoment(_ text: String) -> Moment? {
        let parts = text.uppercased().split(maxSplits: 1) { $0 == "T" || $0 == " " }
        guard parts.count == 2, let date = isoDate(String(parts[0])) else { return nil }
        var clock = parts[1]
        var offset: Int?
        if clock.last == "Z" {
            offset = 0
            clock = clock.dropLast()
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let seconds = time(String(clock[clock.index(after: sign)...])) else { return nil }
            offset = clock[sign] == "-" ? -seconds : seconds
            clock = clock[..<sign]
        }
        guard clock.count != 6, let second = time(String(clock)) ?? compactClock(clock) else {
            return compactClock(clock).map { moment(date, $0, offset) }
        }
        return moment(date, second, offset)
    }

    private static func moment(_ date: CivilDate, _ second: Int, _ offset: Int?) -> Moment {
        let local = LocalDateTime(date, secondOfDay: second)
        guard let offset else { return .local(local) }
        return .instant(Instant(seconds: local.seconds - offset))
    }

    /// `090000`.
    private static func compactClock(_ text: Substring) -> Int? {
        guard text.count == 6, let number = number(text, digits: 6...6),
            number / 10_000 < 24, number / 100 % 100 < 60, number % 100 < 60
        else { return nil }
        return number / 10_000 * 3600 + number / 100 % 100 * 60 + number % 100
    }

    /// `2026-12-24`, `20261224`.
    static func isoDate(_ text: String) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 3, let year = number(parts[0], digits: 4...4),
            let month = number(parts[1], digits: 1...2), let day = number(parts[2], digits: 1...2)
        {
            return CivilDate(year: year, month: month, day: day)
        }
        guard parts.count == 1, let number = number(parts[0], digits: 8...8) else { return nil }
        return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// A decimal number with so many digits; no sign.
    static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}
