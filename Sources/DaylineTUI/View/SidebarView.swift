import Core

extension Painter {
    /// Mini-month, calendars and what comes next.
    mutating func sidebar(_ area: Rect) {
        for row in area.row..<area.endRow {
            screen.put("│", at: area.endColumn - 1, row, Theme.border)
        }
        var rest = Rect(
            column: area.column, row: area.row, columns: area.columns - 1, rows: area.rows)
        let busy = busyDays
        let months = rest.rows >= 40 ? 3 : rest.rows >= 30 ? 2 : rest.rows >= 16 ? 1 : 0
        for offset in 0..<months {
            let parts = rest.splitTop(9)
            miniMonth(
                model.cursor.firstOfMonth.adding(months: offset), in: parts.top, busy: busy)
            rest = parts.rest
        }
        let next = rest.rows >= 10 ? nextInstance : nil
        if let next {
            let parts = rest.splitTop(rest.rows - 4)
            rest = parts.top
            upcoming(next, in: parts.rest)
        }
        calendarList(in: rest)
    }

    private var busyDays: Set<CivilDate> {
        var days: Set<CivilDate> = []
        // Most begin and end on the day of the one before.
        var known: ClosedRange<CivilDate>?
        for instance in model.instances where instance.status != .cancelled {
            let shown = instance.days
            if shown == known { continue }
            known = shown
            let last = min(shown.upperBound.dayNumber, shown.lowerBound.dayNumber + 400)
            for number in shown.lowerBound.dayNumber...last {
                days.insert(CivilDate(dayNumber: number))
            }
        }
        return days
    }

    private mutating func miniMonth(_ month: CivilDate, in area: Rect, busy: Set<CivilDate>) {
        let weeks = MonthGrid.weeks(of: month, firstWeekday: model.weekStart)
        let isCurrent = month == model.cursor.firstOfMonth
        let name = strings.monthTitle(month)
        let left = area.column + 4
        screen.put(
            name, at: left + max(0, (20 - DisplayWidth.columns(name)) / 2), area.row,
            isCurrent ? Theme.strong : Theme.muted, clip: area)
        for day in 0..<7 {
            let weekday = Weekday(index: model.weekStart.rawValue + day)
            let narrow = DisplayWidth.prefix(strings.weekdayNarrow(weekday), columns: 2)
            screen.put(
                narrow, at: left + day * 3 + 2 - DisplayWidth.columns(narrow), area.row + 1,
                weekday.rawValue >= 5 ? Theme.weekend : Theme.muted, clip: area)
        }
        for week in 0..<weeks.count {
            let row = area.row + 2 + week
            let first = weeks.first.adding(days: week * 7)
            let number = first.adding(days: 3).weekOfYear(first: model.weekStart).week
            screen.put(padded(number), at: area.column + 1, row, Theme.weekNumber, clip: area)
            for day in 0..<7 {
                let date = first.adding(days: day)
                guard date.firstOfMonth == month else { continue }
                let place = Rect(column: left + day * 3, row: row, columns: 2, rows: 1)
                screen.put(
                    padded(date.day), at: place.column, row,
                    miniStyle(date, isBusy: busy.contains(date)), clip: area)
                screen.mark(place, .day(date))
            }
        }
    }

    private func miniStyle(_ date: CivilDate, isBusy: Bool) -> Style {
        if date == model.today { return Theme.today }
        if date == model.cursor { return Theme.selectedDay }
        let isWeekend = date.weekday.rawValue >= 5
        if isBusy { return isWeekend ? Theme.weekend.with(.bold) : Theme.busyDay }
        return Theme.freeDay
    }

    private func padded(_ number: Int) -> String { number < 10 ? " \(number)" : "\(number)" }

    private mutating func calendarList(in area: Rect) {
        guard area.rows > 0 else { return }
        let isFocused = model.focus == .sidebar && model.layers.isEmpty
        screen.put(
            " " + strings.calendars, at: area.column, area.row, width: area.columns,
            isFocused ? Theme.accent : Theme.strong)
        let list = area.splitTop(1).rest
        let count = model.calendars.count
        let top = max(0, min(model.sidebarRow - list.rows + 1, count - list.rows))
        for (number, calendar) in model.calendars.dropFirst(top).prefix(list.rows).enumerated() {
            let row = Rect(
                column: list.column, row: list.row + number, columns: list.columns, rows: 1)
            let isCursor = isFocused && top + number == model.sidebarRow
            let base = isCursor ? Theme.selectedRow : calendar.isVisible ? .plain : Theme.muted
            if isCursor { screen.fill(row, base) }
            let dot = calendar.isVisible ? " ● " : " ○ "
            line(
                [
                    (dot, base.colored(colors(of: calendar.id).edge)),
                    (calendar.name, base),
                    (
                        calendar.isReadOnly ? " (\(strings.readOnly))" : "",
                        isCursor ? base : Theme.muted
                    ),
                ], in: row)
            screen.mark(row, .calendar(calendar.id))
        }
    }

    /// The next event that begins after now.
    private var nextInstance: Instance? {
        model.instances.first { $0.span.lowerBound > model.nowInstant && !$0.isAllDay }
    }

    private mutating func upcoming(_ instance: Instance, in area: Rect) {
        guard area.rows >= 3 else { return }
        let inner = Rect(
            column: area.column + 1, row: area.row, columns: area.columns - 2, rows: area.rows)
        screen.fill(
            Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: 1),
            Theme.border, glyph: "─")
        let day = instance.local.lowerBound.date
        let name =
            strings.relativeDay(day, today: model.today)
            ?? strings.dayShort(day, today: model.today)
        screen.put(
            "\(name) \(strings.timeRange(instance.local))", at: inner.column, inner.row + 1,
            width: inner.columns, Theme.accent)
        for (number, text) in wrapped(title(instance), columns: inner.columns - 2, limit: 2)
            .enumerated()
        {
            let row = inner.row + 2 + number
            screen.put("▌", at: inner.column, row, colors(of: instance).edgeStyle)
            screen.put(text, at: inner.column + 2, row, clip: inner)
        }
        screen.mark(area, .instance(instance.key))
    }
}
