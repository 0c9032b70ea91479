/// A month as RFC 7529 §4.2 writes it: `5`, or `5L` for the leap month that follows it.
public struct MonthCode: Hashable, Sendable, CustomStringConvertible {
    /// 1 ... 13. A Hebrew year begins with Tishri; its leap month, Adar I, is 5L.
    public let number: Int
    /// Whether it is the leap month behind the month of that number.
    public let isLeap: Bool

    /// Names a month; whether a calendar has it is not asked.
    public init(_ number: Int, isLeap: Bool = false) {
        self.number = number
        self.isLeap = isLeap
    }

    /// `5` or `5L`.
    public var description: String { isLeap ? "\(number)L" : String(number) }
}

/// A day as a calendar names it.
public struct CalendarDate: Hashable, Sendable {
    /// Counted as the calendar counts; a Chinese or Korean year by the Gregorian year in which it
    /// begins, a Japanese one as a Gregorian year.
    public let year: Int
    /// Which month of the year.
    public let month: MonthCode
    /// 1 ... 31.
    public let day: Int

    /// Names a day; whether a calendar has it is not asked.
    public init(year: Int, month: MonthCode, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

extension CalendarSystem {
    /// The name of a day; nil outside the calendar's years.
    public func date(of day: CivilDate) -> CalendarDate? {
        guard let year = year(containing: day.dayNumber) else { return nil }
        let index = year.monthIndex(containing: day.dayNumber)
        return CalendarDate(
            year: year.number, month: year.code(ofMonth: index),
            day: day.dayNumber - year.start(ofMonth: index) + 1)
    }

    /// The day of a name; nil when the calendar has no such day, or not such a year.
    public func day(of date: CalendarDate) -> CivilDate? {
        guard let year = year(date.year), let index = year.monthIndex(of: date.month),
            date.day >= 1, date.day <= year.length(ofMonth: index)
        else { return nil }
        return CivilDate(dayNumber: year.start(ofMonth: index) + date.day - 1)
    }
}
