import Core

/// One event in one row, the same in every list and cell.
extension Painter {
    /// How much of the time is shown before a title.
    enum TimeShown { case none, start, range }

    /// Draws `▌09:30 Title` and makes it clickable. `day` decides what the times mean for an event
    /// that goes over midnight.
    mutating func eventLine(
        _ instance: Instance, on day: CivilDate, in area: Rect, time: TimeShown
    ) {
        guard area.columns > 0, area.rows > 0 else { return }
        let colors = colors(of: instance)
        let isSelected = isSelected(instance)
        let base = isSelected ? colors.selectedStyle : .plain
        if isSelected { screen.fill(area, base) }
        var pieces: [(text: String, style: Style)] = []
        pieces.append(("▌", isSelected ? base : colors.edgeStyle))
        let clock = timeText(instance, on: day, time)
        if !clock.isEmpty {
            pieces.append((clock + " ", isSelected ? base : Theme.muted))
        }
        if model.isOverlapping(instance) {
            pieces.append(("!", isSelected ? base : Theme.error))
        }
        pieces.append((title(instance), decorated(base, instance)))
        line(pieces, in: area)
        screen.mark(area, .instance(instance.key))
    }

    /// "09:30", "09:30–10:15", "→10:15" on the day an event ends; nothing for whole days.
    func timeText(_ instance: Instance, on day: CivilDate, _ shown: TimeShown) -> String {
        guard shown != .none, !instance.isAllDay else { return "" }
        let days = instance.days
        let startsHere = days.lowerBound == day
        let endsHere = days.upperBound == day
        let start = strings.time(instance.local.lowerBound)
        let end = strings.time(instance.local.upperBound)
        switch (startsHere, endsHere) {
        case (true, true): return shown == .range ? strings.timeRange(instance.local) : start
        case (true, false): return shown == .range ? "\(start)→" : start
        case (false, true): return "→\(end)"
        case (false, false): return ""
        }
    }

    /// Draws a bar over one or more days.
    mutating func bar(
        _ instance: Instance, in area: Rect, continuesBefore: Bool, continuesAfter: Bool
    ) {
        let colors = colors(of: instance)
        let style = isSelected(instance) ? colors.selectedStyle : colors.barStyle
        screen.fill(area, style)
        var pieces: [(text: String, style: Style)] = [(continuesBefore ? "◂" : " ", style)]
        if model.isOverlapping(instance) {
            pieces.append(("!", style.colored(.rgb(255, 150, 150)).with(.bold)))
        }
        if !instance.isAllDay, !continuesBefore, area.columns >= 16 {
            pieces.append((strings.time(instance.local.lowerBound) + " ", style))
        }
        pieces.append((title(instance), decorated(style, instance)))
        let text = Rect(
            column: area.column, row: area.row,
            columns: area.columns - (continuesAfter ? 1 : 0), rows: 1)
        line(pieces, in: text)
        if continuesAfter, area.columns > 1 {
            screen.put("▸", at: area.endColumn - 1, area.row, style)
        }
        screen.mark(area, .instance(instance.key))
    }

    /// The events of a day, one a row; the last row counts what does not fit.
    mutating func dayList(_ day: CivilDate, in area: Rect) {
        let instances = model.instances(on: day)
        if instances.isEmpty {
            screen.put(
                strings.noEvents, at: area.column + 1, area.row, width: area.columns - 1,
                Theme.muted)
            return
        }
        let fits = instances.count <= area.rows
        let selected = instances.firstIndex(where: isSelected) ?? 0
        let shown = fits ? instances.count : max(0, area.rows - 1)
        let first = max(0, min(selected - shown + 1, instances.count - shown))
        for (number, instance) in instances[first..<first + shown].enumerated() {
            let row = Rect(
                column: area.column, row: area.row + number, columns: area.columns, rows: 1)
            eventLine(instance, on: day, in: row, time: area.columns >= 28 ? .range : .start)
        }
        if !fits {
            screen.put(
                " " + strings.overflow(instances.count - shown), at: area.column,
                area.endRow - 1, Theme.overflow)
        }
    }
}
