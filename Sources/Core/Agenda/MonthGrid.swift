/// The weeks of a month with everything in them: pure layout.
public struct MonthGrid: Hashable, Sendable {
    /// One row of seven days each.
    public let weeks: [DayLanes]

    /// First day and number of the weeks that show a whole month: 4...6.
    public static func weeks(
        of month: CivilDate, firstWeekday: Weekday
    ) -> (first: CivilDate, count: Int) {
        let start = month.firstOfMonth
        let first = start.startOfWeek(first: firstWeekday)
        let end = start.adding(months: 1)
        return (first, (end.dayNumber - first.dayNumber + 6) / 7)
    }

    /// Lays out `instances` in weeks from `first` on.
    ///
    /// - Parameter rows: rows for instances in each week; as many weeks as there are numbers.
    public init(first: CivilDate, rows: [Int], instances: [Instance]) {
        self.init(
            first: first, rows: rows,
            items: instances.indices.map { DayItem(instances[$0], index: $0) })
    }

    /// The same for what is not an instance.
    public init(first: CivilDate, rows: [Int], items: [DayItem]) {
        var weeks: [DayLanes] = []
        var previous: [Int: Int] = [:]
        for (number, rows) in rows.enumerated() {
            let start = first.adding(days: number * 7)
            let week = DayLanes(
                first: start, count: 7, rows: rows, items: items, previous: previous)
            previous = [:]
            for bar in week.bars where bar.continuesAfter { previous[bar.index] = bar.lane }
            weeks.append(week)
        }
        self.weeks = weeks
    }
}
