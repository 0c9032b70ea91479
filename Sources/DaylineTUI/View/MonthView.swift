import Core

/// Where the weeks and days of a month go.
struct MonthFrame: Hashable {
    let first: CivilDate
    let weekCount: Int
    /// Rows of each week, its line of dates included; all 1 when there is no room for events.
    let heights: [Int]
    /// The names of the weekdays.
    let names: Rect
    private let area: Rect

    /// Columns for the week number.
    static let gutter = 3

    init(month: CivilDate, firstWeekday: Weekday, area: Rect) {
        (first, weekCount) = MonthGrid.weeks(of: month, firstWeekday: firstWeekday)
        (names, self.area) = area.splitTop(1)
        let rows = self.area.rows
        let height = rows / weekCount
        let extra = height < 2 ? 0 : rows % weekCount
        heights = (0..<weekCount).map { max(1, height < 2 ? 1 : height + ($0 < extra ? 1 : 0)) }
    }

    var isCompact: Bool { heights.allSatisfy { $0 == 1 } }

    /// What is left below the weeks.
    var rest: Rect { area.splitTop(heights.reduce(0, +)).rest }

    /// Column of the line before a day, counted from 0; 7 gives the end of the row.
    func edge(_ day: Int) -> Int {
        area.column + MonthFrame.gutter + day * (area.columns - MonthFrame.gutter) / 7
    }

    func top(_ week: Int) -> Int { area.row + heights[..<week].reduce(0, +) }

    /// A whole cell without its line on the left.
    func cell(week: Int, day: Int) -> Rect {
        Rect(
            column: edge(day) + 1, row: top(week), columns: edge(day + 1) - edge(day) - 1,
            rows: heights[week])
    }

    /// One row below the dates, across some days.
    func row(_ row: Int, week: Int, days: ClosedRange<Int>) -> Rect {
        let start = edge(days.lowerBound) + 1
        return Rect(
            column: start, row: top(week) + 1 + row, columns: edge(days.upperBound + 1) - start,
            rows: 1)
    }
}

extension Painter {
    /// The month of the cursor: a cell a day, bars across days, "+3" where there is no room.
    mutating func month(_ area: Rect) {
        let frame = MonthFrame(
            month: model.cursor, firstWeekday: model.weekStart, area: area)
        weekdayNames(frame)
        let grid = MonthGrid(
            first: frame.first, rows: frame.heights.map { $0 - 1 }, instances: model.instances)
        for (number, week) in grid.weeks.enumerated() {
            dates(week, number: number, frame: frame)
            if frame.isCompact {
                dots(week, number: number, frame: frame)
            } else {
                events(week, number: number, frame: frame)
            }
        }
        if frame.isCompact, !frame.rest.isEmpty { dayList(model.cursor, in: frame.rest) }
    }

    private mutating func weekdayNames(_ frame: MonthFrame) {
        let narrowest = (0..<7).map { frame.edge($0 + 1) - frame.edge($0) - 1 }.min() ?? 0
        for day in 0..<7 {
            let weekday = Weekday(index: model.weekStart.rawValue + day)
            let width = frame.edge(day + 1) - frame.edge(day) - 1
            let name =
                narrowest >= 11
                ? strings.weekday(weekday)
                : narrowest >= 5 ? strings.weekdayShort(weekday) : strings.weekdayNarrow(weekday)
            let isToday = model.today.weekday == weekday && isShown(model.today, frame)
            let style =
                isToday
                ? Theme.accent : weekday.rawValue >= 5 ? Theme.weekend : Theme.strong
            screen.put(
                " " + name, at: frame.edge(day) + 1, frame.names.row, width: width, style)
        }
    }

    private func isShown(_ day: CivilDate, _ frame: MonthFrame) -> Bool {
        (0..<frame.weekCount * 7).contains(day.dayNumber - frame.first.dayNumber)
    }

    /// The week number, and the line that carries the dates.
    private mutating func dates(_ week: DayLanes, number: Int, frame: MonthFrame) {
        let row = frame.top(number)
        let first = frame.first.adding(days: number * 7)
        let name = "\(first.adding(days: 3).weekOfYear(first: model.weekStart).week)"
        screen.put(
            (name.utf8.count < 2 ? " " : "") + name, at: frame.names.column, row,
            Theme.weekNumber)
        for (day, content) in week.days.enumerated() {
            let cell = frame.cell(week: number, day: day)
            let edge = frame.edge(day)
            if !frame.isCompact {
                let corners = number == 0 ? (first: "┌", other: "┬") : (first: "├", other: "┼")
                screen.put(day == 0 ? corners.first : corners.other, at: edge, row, Theme.border)
            }
            for line in row + 1..<max(row + 1, cell.endRow) {
                screen.put("│", at: edge, line, Theme.border)
            }
            date(content.date, in: cell, isCompact: frame.isCompact)
            screen.mark(cell, .day(content.date))
        }
    }

    private mutating func date(_ date: CivilDate, in cell: Rect, isCompact: Bool) {
        let isCursor = date == model.cursor
        let strip = Rect(column: cell.column, row: cell.row, columns: cell.columns, rows: 1)
        if isCursor {
            screen.fill(strip, Theme.selectedDay)
        } else if !isCompact {
            screen.fill(strip, Theme.border, glyph: "─")
        }
        let parts = date.parts
        let isLong = parts.day == 1 && cell.columns >= 8
        let number = parts.day < 10 ? " \(parts.day)" : "\(parts.day)"
        let text = isLong ? "\(number) \(strings.monthShort(parts.month)) " : "\(number) "
        screen.put(
            text, at: cell.column, cell.row, dateStyle(date, isCursor: isCursor), clip: strip)
    }

    private func dateStyle(_ date: CivilDate, isCursor: Bool) -> Style {
        if date == model.today { return Theme.today }
        if isCursor { return Theme.selectedDay }
        let parts = date.parts
        if parts.month != model.cursor.month { return Theme.otherMonth }
        return date.weekday.rawValue >= 5 ? Theme.weekend : Theme.strong
    }

    private mutating func events(_ week: DayLanes, number: Int, frame: MonthFrame) {
        for (day, content) in week.days.enumerated() {
            for (row, index) in content.rows.enumerated() {
                guard let index else { continue }
                let area = frame.row(row, week: number, days: day...day)
                let time: TimeShown =
                    area.columns >= 26 ? .range : area.columns >= 15 ? .start : .none
                eventLine(model.instances[index], on: content.date, in: area, time: time)
            }
            if content.hidden > 0, frame.heights[number] > 1 {
                overflow(
                    content,
                    in: frame.row(frame.heights[number] - 2, week: number, days: day...day))
            }
        }
        for bar in week.bars {
            self.bar(
                model.instances[bar.index],
                in: frame.row(bar.lane, week: number, days: bar.days),
                continuesBefore: bar.continuesBefore, continuesAfter: bar.continuesAfter)
        }
    }

    /// "+3" and a dot in the calendar's colour for each event that is not shown.
    private mutating func overflow(_ day: DayLanes.Day, in area: Rect) {
        var pieces = [(text: " " + strings.overflow(day.hidden) + " ", style: Theme.overflow)]
        for index in day.hiddenIndexes.prefix(area.columns) {
            pieces.append(("•", colors(of: model.instances[index]).edgeStyle))
        }
        line(pieces, in: area)
    }

    /// Without room for titles: a dot in the calendar's colour for each event.
    private mutating func dots(_ week: DayLanes, number: Int, frame: MonthFrame) {
        for (day, content) in week.days.enumerated() where content.total > 0 {
            let cell = frame.cell(week: number, day: day)
            let room = Rect(
                column: cell.column + 2, row: cell.row, columns: cell.columns - 2, rows: 1)
            let instances = model.instances(on: content.date)
            let isCursor = content.date == model.cursor
            for (place, instance) in instances.prefix(room.columns).enumerated() {
                let isLast = place == room.columns - 1 && instances.count > room.columns
                let style = isLast ? Theme.overflow : colors(of: instance).edgeStyle
                screen.put(
                    isLast ? "+" : "•", at: room.column + place, cell.row,
                    isCursor ? style.on(Theme.selectedDay.background) : style)
            }
        }
    }
}
