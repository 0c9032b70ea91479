import Core

/// A run of whole days, as `FROM [TO]` says it; both are part of it.
struct DayPeriod: Hashable, Sendable {
    var days: ClosedRange<CivilDate>

    /// Most days that one command looks at: a hundred years.
    static let limit = 36_525

    /// Reads the words after a command. Two dates are FROM and TO; words that make one date only
    /// together (`next fri`) need no quotes. Without TO the period has `length` days.
    init(_ words: [String], today: CivilDate, length: Int) throws(CommandError) {
        guard let (first, last) = try DayPeriod.read(words, today: today, length: length) else {
            throw .usage(
                "“\(words.joined(separator: " "))” is no date; try 2026-12-24, tomorrow, +2w")
        }
        guard first <= last else { throw .usage("\(last) is before \(first)") }
        guard last.dayNumber - first.dayNumber < DayPeriod.limit else {
            throw .usage("the time from \(first) to \(last) is too long")
        }
        days = first...last
    }

    private static func read(
        _ words: [String], today: CivilDate, length: Int
    ) throws(CommandError) -> (CivilDate, CivilDate)? {
        func last(_ first: CivilDate) -> CivilDate {
            min(first.adding(days: max(1, length) - 1), CivilDate.range.upperBound)
        }
        guard !words.isEmpty else { return (today, last(today)) }
        var reversed: (CivilDate, CivilDate)?
        for split in words.indices.dropFirst() {
            let parts = [words[..<split], words[split...]].map { $0.joined(separator: " ") }
            if isBareDay(parts[0]) { continue }
            guard let from = DateText.date(parts[0], today: today),
                let to = DateText.date(parts[1], today: today)
            else { continue }
            if from <= to { return (from, to) }
            reversed = reversed ?? (from, to)
        }
        if let day = DateText.date(words.joined(separator: " "), today: today) {
            return (day, last(day))
        }
        return reversed
    }

    /// `24` or `24th`: in `24 dec` the beginning of one date, not a date of its own.
    private static func isBareDay(_ text: String) -> Bool {
        text.count <= 4 && (1...2).contains(text.prefix { $0.isNumber }.count)
    }

    /// From the midnight that begins the first day to the one that ends the last.
    func window(in zone: Zone) -> Range<Instant> {
        let start = zone.instant(at: days.lowerBound.midnight)
        let end = zone.instant(at: days.upperBound.adding(days: 1).midnight)
        return start..<max(start, end)
    }
}
