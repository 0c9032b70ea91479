/// What a rule of RFC 7529 steps through: periods of a calendar, or weeks.
enum CalendarUnit: Sendable {
    case week
    case month
    case year
    /// A year of whole weeks: the first is that with at least four days in the calendar's year.
    case weekYear
}

/// One such period.
struct CalendarPeriod {
    let days: Range<Int>
    /// The year that it is, or lies in; of a week, one that some of its days lie in.
    let year: CalendarYear
    /// The index of the month in the year; 0 where the period is none.
    let month: Int
}

/// Numbers the periods of a calendar, so that INTERVAL and seeking are arithmetic.
struct CalendarGrid: Sendable {
    let calendar: CalendarSystem
    let unit: CalendarUnit
    /// `Weekday.rawValue` of the day that weeks begin with.
    let weekStart: Int
    /// The days that the calendar knows.
    private let firstDay: Int
    private let lastDay: Int

    init(_ calendar: CalendarSystem, _ unit: CalendarUnit, weekStart: Int) {
        self.calendar = calendar
        self.unit = unit
        self.weekStart = weekStart
        let years = calendar.years
        let range = CivilDate.range
        firstDay = max(
            calendar.year(years.lowerBound)?.firstDay ?? .min, range.lowerBound.dayNumber)
        lastDay = min(
            calendar.year(years.upperBound).map { $0.endDay - 1 } ?? .max,
            range.upperBound.dayNumber)
    }

    /// The number of the period of a day, or of the known one that is nearest.
    func number(containing day: Int) -> Int {
        let day = min(max(day, firstDay), lastDay)
        if unit == .week { return CivilDate.floorDiv(day + 3 - weekStart, 7) }
        // The day is one of the calendar's.
        guard let year = calendar.year(containing: day) else { return 0 }
        switch unit {
        case .month: return year.monthsBefore + year.monthIndex(containing: day)
        case .weekYear:
            let number =
                day < firstWeek(year.firstDay)
                ? year.number - 1 : day < firstWeek(year.endDay) ? year.number : year.number + 1
            let years = calendar.years
            return min(max(number, years.lowerBound), years.upperBound)
        case .week, .year: return year.number
        }
    }

    /// A period; nil where the calendar knows none of its days.
    func period(_ number: Int) -> CalendarPeriod? {
        switch unit {
        case .week:
            let first = number * 7 - 3 + weekStart
            guard
                let year = calendar.year(containing: first)
                    ?? calendar.year(containing: first + 6)
            else { return nil }
            return CalendarPeriod(days: first..<(first + 7), year: year, month: 0)
        case .month:
            guard let (year, index) = calendar.month(number) else { return nil }
            let days = year.start(ofMonth: index)..<year.start(ofMonth: index + 1)
            return CalendarPeriod(days: days, year: year, month: index)
        case .year:
            guard let year = calendar.year(number) else { return nil }
            return CalendarPeriod(days: year.firstDay..<year.endDay, year: year, month: 0)
        case .weekYear:
            guard let year = calendar.year(number) else { return nil }
            let days = firstWeek(year.firstDay)..<firstWeek(year.endDay)
            return CalendarPeriod(days: days, year: year, month: 0)
        }
    }

    /// Where the first week of a year begins, by the year's first day.
    private func firstWeek(_ newYear: Int) -> Int {
        CivilDate.floorDiv(newYear + 6 - weekStart, 7) * 7 - 3 + weekStart
    }
}
