import Core

extension Painter {
    /// A row of the agenda.
    private enum AgendaRow {
        case day(CivilDate)
        case nothing(CivilDate)
        case event(Instance, CivilDate)
        case now
        case space
    }

    /// Days with their events, one a row, from the agenda's first day on.
    mutating func agenda(_ area: Rect) {
        let rows = agendaRows(spaced: area.rows >= 20)
        let target = rows.firstIndex(where: isTarget) ?? 0
        let top = max(0, min(target - area.rows / 3, rows.count - area.rows))
        for (number, row) in rows[top..<min(rows.count, top + area.rows)].enumerated() {
            draw(
                row,
                in: Rect(
                    column: area.column, row: area.row + number, columns: area.columns, rows: 1))
        }
    }

    private func isTarget(_ row: AgendaRow) -> Bool {
        switch row {
        case .event(let instance, let day):
            isSelected(instance) && (day == model.cursor || !instance.shows(on: model.cursor))
        case .day(let day):
            day == model.cursor && (model.selectedInstance?.shows(on: day) ?? false) == false
        case .nothing, .now, .space: false
        }
    }

    private func agendaRows(spaced: Bool) -> [AgendaRow] {
        var rows: [AgendaRow] = []
        let window = model.visibleWindow
        var day = window.lowerBound
        var byDay: [CivilDate: [Instance]] = [:]
        for instance in model.instances {
            let first = max(instance.days.lowerBound, window.lowerBound)
            let last = min(instance.days.upperBound, window.upperBound.adding(days: -1))
            guard first <= last else { continue }
            for number in first.dayNumber...last.dayNumber {
                byDay[CivilDate(dayNumber: number), default: []].append(instance)
            }
        }
        while day < window.upperBound {
            let found = byDay[day] ?? []
            if !found.isEmpty || day == model.today || day == model.cursor {
                if spaced, !rows.isEmpty { rows.append(.space) }
                rows.append(.day(day))
                if found.isEmpty { rows.append(.nothing(day)) }
                append(found.filter(\.isLong) + found.filter { !$0.isLong }, of: day, to: &rows)
            }
            day = day.adding(days: 1)
        }
        return rows
    }

    private func append(_ instances: [Instance], of day: CivilDate, to rows: inout [AgendaRow]) {
        var isNowShown = day != model.today
        for instance in instances {
            if !isNowShown, !instance.isLong, instance.local.lowerBound > model.now {
                rows.append(.now)
                isNowShown = true
            }
            rows.append(.event(instance, day))
        }
        if !isNowShown, !instances.isEmpty { rows.append(.now) }
    }

    private mutating func draw(_ row: AgendaRow, in area: Rect) {
        switch row {
        case .space: break
        case .day(let day): agendaDay(day, in: area)
        case .nothing(let day):
            screen.put("  " + strings.noEvents, at: area.column, area.row, Theme.muted, clip: area)
            screen.mark(area, .day(day))
        case .now:
            let text = "┈┈ \(strings.time(model.now)) "
            let width = DisplayWidth.columns(text)
            let line = String(repeating: "┈", count: max(0, area.columns - width - 2))
            screen.put("  " + text + line, at: area.column, area.row, Theme.nowLine, clip: area)
        case .event(let instance, let day): agendaEvent(instance, on: day, in: area)
        }
    }

    private mutating func agendaDay(_ day: CivilDate, in area: Rect) {
        let isToday = day == model.today
        let isCursor = day == model.cursor
        let isLate = day < model.today
        let style =
            isToday
            ? Theme.today
            : isCursor ? Theme.selectedDay : isLate ? Theme.muted : Theme.strong
        let title =
            area.columns >= 50 ? strings.dayTitle(day) : strings.dayShort(day, today: model.today)
        var pieces: [(text: String, style: Style)] = []
        if isToday, isCursor { pieces.append(("▸", Theme.selectedDay)) }
        pieces.append((" \(title) ", style))
        if let relative = strings.relativeDay(day, today: model.today) {
            pieces.append((" \(relative)", Theme.accent))
        }
        let week = day.weekOfYear(first: model.weekStart).week
        let isMonday = day.weekday == model.weekStart
        if isMonday { pieces.append((" \(strings.weekNumber(week))", Theme.muted)) }
        let end = line(pieces, in: area)
        let rule = Rect(column: end + 1, row: area.row, columns: area.endColumn - end - 1, rows: 1)
        screen.fill(rule, Theme.border, glyph: "─")
        screen.mark(area, .day(day))
    }

    private mutating func agendaEvent(_ instance: Instance, on day: CivilDate, in area: Rect) {
        let colors = colors(of: instance)
        let isSelected =
            isSelected(instance) && (day == model.cursor || !instance.shows(on: model.cursor))
        let isPast = instance.span.upperBound <= model.nowInstant && !instance.span.isEmpty
        let base = isSelected ? Theme.selectedRow : isPast ? Theme.muted : Theme.text
        let row = Rect(
            column: area.column + 2, row: area.row, columns: area.columns - 2, rows: 1)
        if isSelected { screen.fill(row, base) }
        let clock = DisplayWidth.fitted(agendaTime(instance, day), to: 12)
        var pieces: [(text: String, style: Style)] = [
            (clock, isSelected ? base : Theme.muted),
            ("▌", isSelected ? base.colored(colors.edge) : colors.edgeStyle),
        ]
        if model.isOverlapping(instance) {
            pieces.append(("!", isSelected ? base.colored(Theme.alarm) : Theme.error))
        }
        let strong = isPast || isSelected ? base : base.with(.bold)
        pieces.append((title(instance), decorated(strong, instance)))
        if instance.isRecurring { pieces.append((" ↻", isSelected ? base : Theme.muted)) }
        let calendar = area.columns >= 70 ? model.calendar(instance.calendar)?.name ?? "" : ""
        let name = calendar.isEmpty ? "" : " " + DisplayWidth.truncated(calendar, to: 16) + " "
        let nameWidth = DisplayWidth.columns(name)
        let place = instance.location.split(whereSeparator: \.isNewline).first ?? ""
        if !place.isEmpty, area.columns >= 50 {
            pieces.append(("  @ \(place)", isSelected ? base : Theme.muted))
        }
        line(
            pieces,
            in: Rect(
                column: row.column, row: row.row, columns: row.columns - nameWidth, rows: 1))
        let nameStyle = isSelected ? base : colors.edgeStyle
        screen.put(name, at: row.endColumn - nameWidth, row.row, nameStyle)
        screen.mark(area, .instance(instance.key))
    }

    /// "09:30–10:15", "all day", "day 2/3" as an arrow with numbers for what lasts several days.
    private func agendaTime(_ instance: Instance, _ day: CivilDate) -> String {
        let days = instance.days
        let length = days.upperBound.dayNumber - days.lowerBound.dayNumber + 1
        if length == 1 {
            return instance.isAllDay ? strings.allDay : timeText(instance, on: day, .range)
        }
        let number = day.dayNumber - days.lowerBound.dayNumber + 1
        let part = "\(number)/\(length)"
        let time = timeText(instance, on: day, .start)
        return time.isEmpty ? "↔ \(part)" : "\(time) \(part)"
    }
}
