import Core

/// The words for days.
extension DateText {
    /// The day that lower-case words mean; may be outside `CivilDate.range`.
    static func day(_ words: ArraySlice<String>, today: CivilDate) -> CivilDate? {
        guard let first = words.first else { return nil }
        let rest = words.dropFirst()
        if rest.isEmpty { return oneWord(first, today: today) }
        switch first {
        case "next", "this", "last", "coming": return relative(first, rest, today: today)
        case "in": return step(rest, sign: 1, today: today)
        default: break
        }
        if words.last == "ago" { return step(words.dropLast(), sign: -1, today: today) }
        // "today + 2d", "fri +1w".
        if let last = words.last, let sign = last.first, sign == "+" || sign == "-",
            let base = day(words.dropLast(), today: today)
        {
            return offset(last, from: base)
        }
        // "mon 23 nov", "monday 2026-11-23": the weekday must be right.
        if let weekday = weekday(first), let date = day(rest, today: today) {
            return date.weekday == weekday ? date : nil
        }
        return monthDay(Array(words), today: today)
    }

    private static func oneWord(_ word: String, today: CivilDate) -> CivilDate? {
        switch word {
        case "today", "now": return today
        case "tomorrow", "tom": return today.adding(days: 1)
        case "yesterday": return today.adding(days: -1)
        case "eom": return today.firstOfMonth.adding(months: 1).adding(days: -1)
        default: break
        }
        if let date = isoDate(word) ?? dotted(word, today: today) { return date }
        if let weekday = weekday(word) { return onOrAfter(today, weekday) }
        if let sign = word.first, sign == "+" || sign == "-" { return offset(word, from: today) }
        // "tomorrow+2d"
        if let index = word.dropFirst().firstIndex(where: { $0 == "+" || $0 == "-" }),
            let base = oneWord(String(word[..<index]), today: today)
        {
            return offset(String(word[index...]), from: base)
        }
        if let month = month(word) { return nextFirst(of: month, today: today) }
        return ordinalDay(word).flatMap { nextDay($0, today: today) }
    }

    /// `next fri`, `this fri`, `last fri`, `next week`, `next month`, `last year`.
    private static func relative(
        _ word: String, _ rest: ArraySlice<String>, today: CivilDate
    ) -> CivilDate? {
        guard rest.count == 1, let noun = rest.first else { return nil }
        if let weekday = weekday(noun) {
            switch word {
            case "last": return onOrAfter(today.adding(days: -7), weekday)
            case "this": return onOrAfter(today, weekday)
            default: return onOrAfter(today.adding(days: 1), weekday)
            }
        }
        let steps = word == "last" ? -1 : word == "this" ? 0 : 1
        guard let unit = unit(noun), unit != .day else { return nil }
        return shifted(today, steps, unit)
    }

    /// `3 days`, `a week`, `2 weeks`.
    private static func step(
        _ words: ArraySlice<String>, sign: Int, today: CivilDate
    ) -> CivilDate? {
        guard words.count == 2, let count = words.first, let noun = words.last,
            let unit = unit(noun)
        else { return nil }
        let number =
            count == "a" || count == "an" || count == "one" ? 1 : number(count, digits: 1...4)
        return number.flatMap { shifted(today, sign * $0, unit) }
    }

    /// `+2w`, `-10d`, `+1m`, `+3` (days).
    private static func offset(_ word: String, from base: CivilDate) -> CivilDate? {
        let sign = word.first == "-" ? -1 : 1
        let body = word.dropFirst()
        let digits = body.prefix { $0.isNumber }
        guard let count = number(digits, digits: 1...4) else { return nil }
        let suffix = String(body.dropFirst(digits.count))
        guard let unit = suffix.isEmpty ? .day : unit(suffix) else { return nil }
        return shifted(base, sign * count, unit)
    }

    private enum Unit { case day, week, month, year }

    private static func unit(_ word: String) -> Unit? {
        switch word {
        case "d", "day", "days": .day
        case "w", "wk", "week", "weeks": .week
        case "m", "mo", "month", "months": .month
        case "y", "yr", "year", "years": .year
        default: nil
        }
    }

    private static func shifted(_ date: CivilDate, _ count: Int, _ unit: Unit) -> CivilDate {
        switch unit {
        case .day: date.adding(days: count)
        case .week: date.adding(days: 7 * count)
        case .month: date.adding(months: count)
        case .year: date.adding(months: 12 * count)
        }
    }

    private static func onOrAfter(_ date: CivilDate, _ weekday: Weekday) -> CivilDate {
        date.adding(days: CivilDate.floorMod(weekday.rawValue - date.weekday.rawValue, 7))
    }
}

/// Month names and numbers.
extension DateText {
    /// `24 dec`, `dec 24`, `24 december 2026`, `24th dec`; without a year the next one.
    private static func monthDay(_ words: [String], today: CivilDate) -> CivilDate? {
        guard (2...3).contains(words.count) else { return nil }
        var year: Int?
        if words.count == 3 {
            guard let written = number(words[2], digits: 4...4) else { return nil }
            year = written
        }
        if let month = month(words[0]) {
            if let day = ordinalDay(words[1]) { return date(year, month, day, today: today) }
            // "dec 2026"
            guard words.count == 2, let year = number(words[1], digits: 4...4) else { return nil }
            return CivilDate(year: year, month: month, day: 1)
        }
        guard let day = ordinalDay(words[0]), let month = month(words[1]) else { return nil }
        return date(year, month, day, today: today)
    }

    /// `24.12.`, `24.12.2026`, `12-24`, `12/24` would be ambiguous and is not read.
    private static func dotted(_ word: String, today: CivilDate) -> CivilDate? {
        var parts = word.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, parts[2].isEmpty { parts.removeLast() }
        if (2...3).contains(parts.count), let day = number(parts[0], digits: 1...2),
            let month = number(parts[1], digits: 1...2)
        {
            if parts.count == 2 {
                return word.hasSuffix(".") ? date(nil, month, day, today: today) : nil
            }
            return number(parts[2], digits: 4...4).flatMap { date($0, month, day, today: today) }
        }
        let dashed = word.split(separator: "-", omittingEmptySubsequences: false)
        guard dashed.count == 2, let first = number(dashed[0], digits: 1...4),
            let second = number(dashed[1], digits: 1...2)
        else { return nil }
        if dashed[0].count == 4 { return CivilDate(year: first, month: second, day: 1) }
        return date(nil, first, second, today: today)
    }

    /// The date; without a year the first one that is not before today.
    private static func date(
        _ year: Int?, _ month: Int, _ day: Int, today: CivilDate
    ) -> CivilDate? {
        if let year { return CivilDate(year: year, month: month, day: day) }
        for year in today.year...(today.year + 8) {
            if let date = CivilDate(year: year, month: month, day: day), date >= today {
                return date
            }
        }
        return nil
    }

    /// `24`, `24th`, `1st`.
    private static func ordinalDay(_ word: String) -> Int? {
        var digits = word[...]
        for suffix in ["st", "nd", "rd", "th", "."] where digits.hasSuffix(suffix) {
            digits = digits.dropLast(suffix.count)
            break
        }
        guard let day = number(digits, digits: 1...2), (1...31).contains(day) else { return nil }
        return day
    }

    /// The first date with that day of the month that is not before today.
    private static func nextDay(_ day: Int, today: CivilDate) -> CivilDate? {
        for step in 0...2 {
            let month = today.firstOfMonth.adding(months: step)
            if let date = CivilDate(year: month.year, month: month.month, day: day),
                date >= today
            {
                return date
            }
        }
        return nil
    }

    private static func nextFirst(of month: Int, today: CivilDate) -> CivilDate? {
        CivilDate(year: today.year + (month < today.month ? 1 : 0), month: month, day: 1)
    }

    private static let weekdayNames = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let monthNames = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    /// A name or at least three letters of its beginning.
    private static func weekday(_ word: String) -> Weekday? {
        guard word.count >= 3 else { return nil }
        return weekdayNames.firstIndex { $0.hasPrefix(word) }.map(Weekday.init(index:))
    }

    private static func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        return monthNames.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }
}
