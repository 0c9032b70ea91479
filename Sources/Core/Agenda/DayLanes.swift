/// A row of days with bars for what lasts several days, and lists for what is in one.
///
/// Pure layout: which row of which day shows which instance. A month is several of them, the
/// all-day lane of a week one.
public struct DayLanes: Hashable, Sendable {
    /// An instance across one or more days, always in the same row.
    public struct Bar: Hashable, Sendable {
        /// Where the instance is in the array that was laid out.
        public let index: Int
        /// Row, counted from 0.
        public let lane: Int
        /// Days of this row of days, counted from 0.
        public let days: ClosedRange<Int>
        /// Whether it began before the first day shown here.
        public let continuesBefore: Bool
        /// Whether it goes on after the last day shown here.
        public let continuesAfter: Bool
    }

    /// One day.
    public struct Day: Hashable, Sendable {
        public let date: CivilDate
        /// What each row shows: an index into the instances; nil when it is free or has a bar.
        public let rows: [Int?]
        /// Instances of this day for which there was no row, those with bars first.
        public let hiddenIndexes: [Int]
        /// All instances of this day.
        public let total: Int

        /// How many have no row; the number ("+3") takes the last.
        public var hidden: Int { hiddenIndexes.count }
    }

    /// The bars shown, in order of lane and first day.
    public let bars: [Bar]
    public let days: [Day]
    /// Rows in use: the highest number of rows that a day needs, "+3" included.
    public let height: Int

    /// Lays out `instances` in days of `rows` rows each.
    ///
    /// - Parameters:
    ///   - items: what to lay out; days outside are ignored.
    ///   - previous: lanes in the row of days before, by index: bars that go on keep their order.
    public init(
        first: CivilDate, count: Int, rows: Int, items: [DayItem], previous: [Int: Int] = [:]
    ) {
        var layout = DayLanesLayout(first: first, count: count, rows: max(0, rows))
        layout.add(items, previous: previous)
        let height = layout.neededHeight
        let visible = layout.visible()
        self.bars = visible.bars
        self.days = layout.fillDays(visible.bars, visible.capacity)
        self.height = min(max(0, rows), height)
    }
}

/// What `DayLanes` has to know of an instance.
public struct DayItem: Hashable, Sendable {
    /// Where the instance is in the caller's array.
    public let index: Int
    public let firstDay: CivilDate
    public let lastDay: CivilDate
    /// Whether it is drawn as a bar; what lasts several days always is.
    public let isBar: Bool
    /// Orders what begins on one day: wall-clock seconds.
    public let start: Int

    public init(index: Int, days: ClosedRange<CivilDate>, isBar: Bool, start: Int) {
        self.index = index
        self.firstDay = days.lowerBound
        self.lastDay = days.upperBound
        self.isBar = isBar || days.lowerBound != days.upperBound
        self.start = start
    }

    /// The days of an instance on the wall clock of the display zone; an end at midnight does not
    /// reach into the next day.
    public init(_ instance: Instance, index: Int) {
        let first = instance.local.lowerBound.date
        let last =
            instance.local.isEmpty
            ? first : max(first, instance.local.upperBound.adding(seconds: -1).date)
        self.init(
            index: index, days: first...last, isBar: instance.isAllDay,
            start: instance.local.lowerBound.seconds)
    }
}
