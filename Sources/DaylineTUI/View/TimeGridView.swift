import Core

extension Painter {
    /// Days side by side over a scale of time: all-day lane, blocks as long as the events last,
    /// overlapping ones beside each other, and a line for now.
    mutating func timeGrid(_ area: Rect, days week: [CivilDate]) {
        let days = TimeGridFrame.visible(week, cursor: model.cursor, columns: area.columns)
        guard let first = days.first else { return }
        let long = DayLanes(
            first: first, count: days.count, rows: max(1, area.rows / 5),
            items: model.instances.indices.filter { model.instances[$0].isLong }.map { index in
                DayItem(
                    index: index, days: model.instances[index].days, isBar: true,
                    start: model.instances[index].local.lowerBound.seconds)
            })
        let timed = timedInstances(days)
        let frame = TimeGridFrame(
            area: area, days: days, lanes: long.height, cursorMinute: model.cursorMinute,
            earliest: earliestMinute(timed, from: first))
        dayNames(frame)
        allDayLane(long, frame)
        scale(frame)
        for day in days.indices { dayColumn(day, timed, frame) }
    }

    /// What shows on some of the days, which follow each other, but not in the all-day lane.
    private func timedInstances(_ days: [CivilDate]) -> [Instance] {
        guard let first = days.first, let last = days.last else { return [] }
        return model.instances.filter {
            !$0.isLong && $0.days.lowerBound <= last && $0.days.upperBound >= first
        }
    }

    /// Of what begins on these days, the earliest time of day.
    private func earliestMinute(_ timed: [Instance], from first: CivilDate) -> Int {
        timed.lazy.map(\.local.lowerBound).filter { $0.date >= first }
            .map { $0.secondOfDay / 60 }.min() ?? 1440
    }

    private mutating func dayNames(_ frame: TimeGridFrame) {
        for (day, date) in frame.days.enumerated() {
            let width = frame.edge(day + 1) - frame.edge(day) - 1
            let weekday = date.weekday
            let name = width >= 14 ? strings.weekday(weekday) : strings.weekdayShort(weekday)
            let place = Rect(
                column: frame.edge(day) + 1, row: frame.names.row, columns: width, rows: 1)
            let isCursor = date == model.cursor && frame.days.count > 1
            if isCursor { screen.fill(place, Theme.selectedDay) }
            let style =
                date == model.today
                ? Theme.today
                : isCursor
                    ? Theme.selectedDay : weekday.rawValue >= 5 ? Theme.weekend : Theme.strong
            screen.put(" \(name) \(date.day) ", at: place.column, place.row, style, clip: place)
            screen.mark(place, .day(date))
        }
    }

    private mutating func allDayLane(_ lanes: DayLanes, _ frame: TimeGridFrame) {
        for day in 0..<frame.days.count {
            for row in frame.allDay.row..<frame.allDay.endRow {
                screen.put("│", at: frame.edge(day), row, Theme.border)
            }
        }
        for (day, content) in lanes.days.enumerated() where content.hidden > 0 {
            screen.put(
                " " + strings.overflow(content.hidden), at: frame.edge(day) + 1,
                frame.allDay.endRow - 1, Theme.overflow, clip: frame.allDay)
        }
        for bar in lanes.bars {
            let start = frame.edge(bar.days.lowerBound) + 1
            self.bar(
                model.instances[bar.index],
                in: Rect(
                    column: start, row: frame.allDay.row + bar.lane,
                    columns: frame.edge(bar.days.upperBound + 1) - start, rows: 1),
                continuesBefore: bar.continuesBefore, continuesAfter: bar.continuesAfter)
        }
    }

    /// The line above the grid, the times at its left, and faint lines at full hours.
    private mutating func scale(_ frame: TimeGridFrame) {
        screen.fill(frame.line, Theme.border, glyph: "─")
        for row in 0..<frame.slots {
            let minute = (frame.firstSlot + row) * frame.slotMinutes
            let isHour = minute % 60 == 0
            if isHour {
                let time = strings.time(LocalDateTime(model.cursor, secondOfDay: minute * 60))
                screen.put(time, at: frame.grid.column, frame.grid.row + row, Theme.muted)
                let line = Rect(
                    column: frame.edge(0), row: frame.grid.row + row,
                    columns: frame.grid.endColumn - frame.edge(0), rows: 1)
                screen.fill(line, Theme.hourLine, glyph: "┈")
            }
        }
        for day in frame.days.indices {
            let edge = frame.edge(day)
            screen.put(day == 0 ? "┬" : "┼", at: edge, frame.line.row, Theme.border)
            for row in frame.grid.row..<frame.grid.row + frame.slots {
                screen.put("│", at: edge, row, Theme.border)
            }
        }
        cursorAndNow(frame)
    }

    private mutating func cursorAndNow(_ frame: TimeGridFrame) {
        let slot = model.cursorMinute / frame.slotMinutes
        if let row = frame.row(slot), let day = frame.days.firstIndex(of: model.cursor) {
            let time = strings.time(
                LocalDateTime(model.cursor, secondOfDay: slot * frame.slotMinutes * 60))
            screen.put(time, at: frame.grid.column, row, Theme.cursorSlot)
            let column = frame.column(day)
            screen.fill(
                Rect(column: column.column, row: row, columns: column.columns, rows: 1),
                Theme.cursorSlot)
        }
        let minute = model.now.secondOfDay / 60
        guard let day = frame.days.firstIndex(of: model.today),
            let row = frame.row(minute / frame.slotMinutes)
        else { return }
        screen.put(strings.time(model.now), at: frame.grid.column, row, Theme.nowLine)
        let column = frame.column(day)
        screen.put("▶", at: column.column - 1, row, Theme.nowLine)
        for place in column.column..<column.endColumn {
            let isCursor = screen[place, row].style == Theme.cursorSlot
            let style = isCursor ? Theme.cursorSlot.colored(Theme.alarm) : Theme.nowLine
            screen.put("─", at: place, row, style)
        }
    }

    private mutating func dayColumn(
        _ day: Int, _ timed: [Instance], _ frame: TimeGridFrame
    ) {
        let date = frame.days[day]
        let column = frame.column(day)
        for row in 0..<frame.slots {
            let second = (frame.firstSlot + row) * frame.slotMinutes * 60
            screen.mark(
                Rect(
                    column: column.column, row: column.row + row, columns: column.columns,
                    rows: 1),
                .slot(LocalDateTime(date, secondOfDay: second)))
        }
        let shown = timed.filter { $0.shows(on: date) }
        let ranges = shown.map { instance in
            let from = max(0, instance.local.lowerBound.seconds - date.midnight.seconds)
            let to = min(86_400, instance.local.upperBound.seconds - date.midnight.seconds)
            return frame.slots(from..<max(from, to))
        }
        let places = DayColumns(ranges).places
        for index in shown.indices {
            let place = places[index]
            let left = column.columns * place.column / place.columns
            let right = column.columns * (place.column + place.span) / place.columns
            block(
                shown[index], on: date, slots: ranges[index], frame,
                columns: column.column + left..<column.column + max(left, right))
        }
        hiddenCounts(ranges, in: column, frame)
    }

    /// How many events lie above and below what is shown.
    private mutating func hiddenCounts(
        _ ranges: [Range<Int>], in column: Rect, _ frame: TimeGridFrame
    ) {
        let above = ranges.count { $0.upperBound <= frame.firstSlot }
        let below = ranges.count { $0.lowerBound >= frame.firstSlot + frame.slots }
        if above > 0 {
            let text = "▲\(above)"
            screen.put(
                text, at: column.endColumn - text.count, frame.line.row, Theme.overflow,
                clip: column.inRow(frame.line.row))
        }
        if below > 0 {
            let text = "▼\(below)"
            screen.put(
                text, at: column.endColumn - text.count, column.endRow - 1, Theme.overflow,
                clip: column)
        }
    }
}

extension Rect {
    /// The same columns in another row.
    fileprivate func inRow(_ row: Int) -> Rect {
        Rect(column: column, row: row, columns: columns, rows: 1)
    }
}
