import Testing

@testable import Core

/// Goal: the weeks that show a month. Method: first day and count for both common week starts.
@Test(
    "weeks of a month",
    arguments: [
        // month, week start, first day, weeks                    reason
        (2026, 11, Weekday.monday, "2026-10-26", 6),  // a Sunday 1st needs six weeks
        (2026, 11, Weekday.sunday, "2026-11-01", 5),  // the 1st is the first weekday
        (2026, 2, Weekday.sunday, "2026-02-01", 4),  // 28 days from a Sunday
        (2027, 2, Weekday.monday, "2027-02-01", 4),  // 28 days from a Monday
        (2024, 2, Weekday.monday, "2024-01-29", 5),  // leap February
        (2026, 12, Weekday.monday, "2026-11-30", 5),  // the year ends inside the last week
    ])
func weeksOfAMonth(_ row: (year: Int, month: Int, start: Weekday, first: String, count: Int))
    throws
{
    let month = try #require(CivilDate(year: row.year, month: row.month, day: 15))
    let weeks = MonthGrid.weeks(of: month, firstWeekday: row.start)
    #expect("\(weeks.first)" == row.first)
    #expect(weeks.count == row.count)
}

@Test("a bar across weeks keeps its order among those that go on")
func stableLanes() {
    let first = CivilDate(dayNumber: 20_000)
    func days(_ from: Int, _ through: Int) -> ClosedRange<CivilDate> {
        first.adding(days: from)...first.adding(days: through)
    }
    let items = [
        DayItem(index: 0, days: days(0, 5), isBar: true, start: 0),
        DayItem(index: 1, days: days(3, 9), isBar: true, start: 0),
        DayItem(index: 2, days: days(4, 20), isBar: true, start: 0),
        DayItem(index: 3, days: days(7, 20), isBar: true, start: 0),
    ]
    let grid = MonthGrid(first: first, rows: [4, 4, 4], items: items)
    let lanes = grid.weeks.map { week in
        Dictionary(uniqueKeysWithValues: week.bars.map { ($0.index, $0.lane) })
    }
    #expect(lanes == [[0: 0, 1: 1, 2: 2], [1: 0, 2: 1, 3: 2], [2: 0, 3: 1]])
}

@Test("an end at midnight does not reach into the next day, an empty instance is in one day")
func daysOfAnInstance() {
    let day = CivilDate(dayNumber: 20_000)
    func item(_ from: Int, _ to: Int, allDay: Bool = false) -> DayItem {
        let local = day.midnight.adding(seconds: from)..<day.midnight.adding(seconds: to)
        let instance = Instance(
            uid: UID("x"), start: allDay ? .date(day) : .floating(local.lowerBound),
            span: Instant(seconds: from)..<Instant(seconds: to), local: local, title: "")
        return DayItem(instance, index: 0)
    }
    #expect(item(0, 86_400, allDay: true).lastDay == day)
    #expect(item(0, 86_400, allDay: true).isBar)
    #expect(item(82_800, 86_400).lastDay == day)
    #expect(!item(82_800, 86_400).isBar)
    #expect(item(82_800, 90_000).lastDay == day.adding(days: 1))
    #expect(item(82_800, 90_000).isBar)
    #expect(item(3600, 3600).lastDay == day)
    #expect(item(0, 0, allDay: true).lastDay == day)
}
