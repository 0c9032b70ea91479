/// A day of the year on which clocks change, as laws put it.
enum YearlyOnset: Hashable {
    /// The n-th such weekday of the month, 1...5.
    case numbered(Int)
    /// The last such weekday of the month.
    case last
    /// The first such weekday on or after a day of the month.
    case onOrAfter(Int)
    /// Always the same day of the month.
    case day

    /// How many of `onsets`, counted from the end, one yearly rule yields, and the rule.
    /// - Returns: (0, nil) when that rule would not go on to `end`, or explains too few years.
    static func tail(
        of onsets: [LocalDateTime], until end: LocalDateTime
    ) -> (count: Int, rule: RecurrenceRule?) {
        guard let latest = onsets.last, end.date.year - latest.date.year <= 1 else {
            return (0, nil)
        }
        var candidates = all(for: latest)
        var count = 1
        for onset in onsets.dropLast().reversed() {
            let fitting = candidates.filter { $0.matches(onset, latest) }
            guard onset.date.year == latest.date.year - count, !fitting.isEmpty else { break }
            candidates = fitting
            count += 1
        }
        guard count >= 10, let rule = candidates.first?.rule(latest) else { return (0, nil) }
        return (count, rule)
    }

    /// Everything that one day can be, the plainest first.
    private static func all(for onset: LocalDateTime) -> [YearlyOnset] {
        let day = onset.date.day
        let starts = (max(1, day - 6)...day).map { YearlyOnset.onOrAfter($0) }
        return [.last, .numbered((day - 1) / 7 + 1), .day] + starts
    }

    /// Whether `onset` is on the day that this says of the month, weekday and time of `model`.
    private func matches(_ onset: LocalDateTime, _ model: LocalDateTime) -> Bool {
        let date = onset.date
        guard date.month == model.date.month, onset.secondOfDay == model.secondOfDay else {
            return false
        }
        if self == .day { return date.day == model.date.day }
        guard date.weekday == model.date.weekday else { return false }
        switch self {
        case .numbered(let number): return (date.day - 1) / 7 + 1 == number
        case .last:
            return date.day > CivilDate.daysInMonth(year: date.year, month: date.month) - 7
        case .onOrAfter(let day): return (day...(day + 6)).contains(date.day)
        case .day: return true
        }
    }

    private func rule(_ model: LocalDateTime) -> RecurrenceRule? {
        let weekday = model.date.weekday
        let month = [model.date.month]
        switch self {
        case .numbered(let number):
            let day = WeekdayNumber(ordinal: number, weekday: weekday)
            return try? RecurrenceRule(.yearly, byDay: [day], byMonth: month)
        case .last:
            let day = WeekdayNumber(ordinal: -1, weekday: weekday)
            return try? RecurrenceRule(.yearly, byDay: [day], byMonth: month)
        case .onOrAfter(let first):
            guard first <= 25 else { return nil }
            return try? RecurrenceRule(
                .yearly, byDay: [WeekdayNumber(weekday: weekday)],
                byMonthDay: Array(first...(first + 6)), byMonth: month)
        case .day:
            return try? RecurrenceRule(.yearly, byMonthDay: [model.date.day], byMonth: month)
        }
    }
}
