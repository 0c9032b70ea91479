import Testing

@testable import Core

/// Goal: day numbers and parts agree over all of years 1...9999. Method: walk day by day with
/// the textbook carry of months, which shares no code with the closed form.
@Test("every day from 0001-01-01 to 9999-12-31 converts both ways")
func everyDayConverts() {
    var year = 1
    var month = 1
    var day = 1
    var wrong = 0
    for number in CivilDate.range.lowerBound.dayNumber...CivilDate.range.upperBound.dayNumber {
        let parts = CivilDate(dayNumber: number).parts
        if parts != CivilDateParts(year: year, month: month, day: day) { wrong += 1 }
        if CivilDate.dayNumber(year: year, month: month, day: day) != number { wrong += 1 }
        day += 1
        if day > daysInMonthByTable(year, month) {
            day = 1
            month += 1
        }
        if month > 12 {
            month = 1
            year += 1
        }
    }
    #expect(wrong == 0)
    #expect(year == 10_000)
}

private func daysInMonthByTable(_ year: Int, _ month: Int) -> Int {
    let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}

@Test(
    "dates that do not exist are refused",
    arguments: [
        // year, month, day
        (2026, 2, 29),  // not a leap year
        (1900, 2, 29),  // a century
        (2026, 4, 31),
        (2026, 13, 1),
        (2026, 0, 1),
        (2026, 1, 0),
        (0, 12, 31),  // iCalendar has no year 0
        (10_000, 1, 1),
    ])
func missingDates(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
}

@Test(
    "weekday, day of year and week",
    arguments: [
        // date, weekday, day of year, ISO year and week
        (date(2026, 11, 23), Weekday.monday, 327, 2026, 48),
        (date(2024, 2, 29), .thursday, 60, 2024, 9),
        (date(2021, 1, 1), .friday, 1, 2020, 53),  // still in week 53 of the year before
        (date(2018, 12, 31), .monday, 365, 2019, 1),  // already in week 1 of the next
        (date(1970, 1, 1), .thursday, 1, 1970, 1),
        (date(1, 1, 1), .monday, 1, 1, 1),
        (date(9999, 12, 31), .friday, 365, 9999, 52),
    ])
func weekdays(_ day: CivilDate, _ weekday: Weekday, _ ordinal: Int, _ year: Int, _ week: Int) {
    #expect(day.weekday == weekday)
    #expect(day.dayOfYear == ordinal)
    #expect(day.weekOfYear() == (year, week))
}

@Test(
    "adding months keeps the day or takes the last one",
    arguments: [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 23), 14, date(2028, 1, 23)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -13, date(2025, 2, 28)),
    ])
func addingMonths(_ start: CivilDate, _ months: Int, _ expected: CivilDate) {
    #expect(start.adding(months: months) == expected)
}

@Test(
    "a week starts where it is told to",
    arguments: [
        (date(2026, 11, 23), Weekday.monday, date(2026, 11, 23)),
        (date(2026, 11, 23), .sunday, date(2026, 11, 22)),
        (date(2026, 11, 23), .tuesday, date(2026, 11, 17)),
    ])
func startsOfWeeks(_ day: CivilDate, _ first: Weekday, _ expected: CivilDate) {
    #expect(day.startOfWeek(first: first) == expected)
}

/// A date that the test's author knows to exist.
func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
}
