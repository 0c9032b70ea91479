import Core

/// Where days and slots of a time grid go.
struct TimeGridFrame: Hashable {
    let days: [CivilDate]
    /// Minutes of one row: 15, 30 or 60.
    let slotMinutes: Int
    /// The first slot shown; slots count from midnight.
    let firstSlot: Int
    /// Slots shown.
    let slots: Int
    let names: Rect
    let allDay: Rect
    /// The line between all-day lane and grid.
    let line: Rect
    let grid: Rect

    /// Columns for the times.
    static let gutter = 6
    /// The narrowest day that is worth drawing, in columns; fewer days are shown instead.
    static let narrowest = 8
    /// Minutes after midnight at which a grid begins that cannot show the whole day.
    private static let morning = 8 * 60

    /// - Parameters:
    ///   - lanes: rows that the all-day lane wants.
    ///   - cursorMinute: what must be visible, in minutes after midnight.
    ///   - earliest: the first event's start, minutes after midnight.
    init(area: Rect, days: [CivilDate], lanes: Int, cursorMinute: Int, earliest: Int) {
        self.days = days
        let lanes = min(lanes, max(1, area.rows / 5))
        let parts = area.splitTop(1)
        names = parts.top
        let below = parts.rest.splitTop(lanes)
        allDay = below.top
        (line, grid) = below.rest.splitTop(1)
        slotMinutes = grid.rows >= 96 ? 15 : grid.rows >= 14 ? 30 : 60
        let total = 1440 / slotMinutes
        slots = min(total, grid.rows)
        let morning = min(TimeGridFrame.morning, max(6 * 60, earliest / 60 * 60))
        let cursor = cursorMinute / slotMinutes
        var first = min(morning / slotMinutes, total - slots)
        if cursor < first { first = max(0, cursor - 1) }
        if cursor >= first + slots { first = min(total - slots, cursor - slots + 2) }
        firstSlot = first
    }

    /// The days of `week` for which there is room, around `cursor`.
    static func visible(_ week: [CivilDate], cursor: CivilDate, columns: Int) -> [CivilDate] {
        let count = max(1, min(week.count, (columns - gutter) / narrowest))
        let index = week.firstIndex(of: cursor) ?? 0
        let first = max(0, min(index - count / 2, week.count - count))
        return Array(week[first..<first + count])
    }

    /// Column of the line before a day, counted from 0.
    func edge(_ day: Int) -> Int {
        let width = grid.columns - TimeGridFrame.gutter
        return grid.column + TimeGridFrame.gutter + day * width / days.count
    }

    /// A day without its line on the left.
    func column(_ day: Int) -> Rect {
        Rect(
            column: edge(day) + 1, row: grid.row, columns: edge(day + 1) - edge(day) - 1,
            rows: slots)
    }

    /// Row of a slot; nil when it is not shown.
    func row(_ slot: Int) -> Int? {
        (firstSlot..<firstSlot + slots).contains(slot) ? grid.row + slot - firstSlot : nil
    }

    /// Slots that a part of a day takes; at least one.
    func slots(_ seconds: Range<Int>) -> Range<Int> {
        let length = slotMinutes * 60
        let first = min(seconds.lowerBound / length, 1440 / slotMinutes - 1)
        let end = (seconds.upperBound + length - 1) / length
        return first..<max(first + 1, min(end, 1440 / slotMinutes))
    }
}
