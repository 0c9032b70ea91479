import Core

extension Painter {
    /// One event of a time grid: an edge in the calendar's colour, the title, the times, the place.
    mutating func block(
        _ instance: Instance, on day: CivilDate, slots: Range<Int>, _ frame: TimeGridFrame,
        columns: Range<Int>
    ) {
        let first = max(slots.lowerBound, frame.firstSlot)
        let end = min(slots.upperBound, frame.firstSlot + frame.slots)
        guard first < end, !columns.isEmpty else { return }
        let area = Rect(
            column: columns.lowerBound, row: frame.grid.row + first - frame.firstSlot,
            columns: columns.count, rows: end - first)
        let colors = colors(of: instance)
        let isSelected = isSelected(instance)
        let style =
            isSelected
            ? colors.selectedStyle
            : instance.status == .cancelled ? colors.cancelledStyle : colors.fillStyle
        let isOverlapping = model.isOverlapping(instance)
        screen.fill(area, style)
        for row in area.row..<area.endRow {
            let edge = isOverlapping ? Theme.alarm : colors.edge
            screen.put("▌", at: area.column, row, style.colored(isSelected ? Theme.ink : edge))
        }
        let text = Rect(
            column: area.column + 1, row: area.row, columns: area.columns - 1, rows: area.rows)
        blockText(instance, on: day, in: text, style: style, isOverlapping: isOverlapping)
        let edges = style.with(.bold)
        if first > slots.lowerBound {
            screen.put("▲", at: area.endColumn - 1, area.row, edges, clip: text)
        }
        if end < slots.upperBound {
            screen.put("▼", at: area.endColumn - 1, area.endRow - 1, edges, clip: text)
        }
        screen.mark(area, .instance(instance.key))
    }

    private mutating func blockText(
        _ instance: Instance, on day: CivilDate, in area: Rect, style: Style, isOverlapping: Bool
    ) {
        guard area.columns > 0 else { return }
        let titleStyle = decorated(style.with(.bold), instance)
        let title = (isOverlapping ? "!" : "") + self.title(instance)
        let place = String(instance.location.split(whereSeparator: \.isNewline).first ?? "")
        let times = blockTimes(instance, on: day, columns: area.columns)
        if area.rows == 1 || (area.rows == 2 && area.columns >= 30) {
            var pieces = [(text: title, style: titleStyle)]
            let room = area.columns - DisplayWidth.columns(title)
            if room >= DisplayWidth.columns(times) + 2 { pieces.append(("  " + times, style)) }
            if !place.isEmpty, room >= 24 { pieces.append(("  @ " + place, style)) }
            line(pieces, in: area)
            return
        }
        let titleRows = max(1, area.rows - (times.isEmpty ? 0 : 1))
        var row = area.row
        for part in wrapped(title, columns: area.columns, limit: titleRows) {
            screen.put(part, at: area.column, row, titleStyle, clip: area)
            row += 1
        }
        if !place.isEmpty, row < area.endRow - 1 {
            let text = DisplayWidth.truncated("@ " + place, to: area.columns)
            screen.put(text, at: area.column, row, style.with(.italic), clip: area)
        }
        screen.put(times, at: area.column, area.endRow - 1, style, clip: area)
    }

    /// "09:30–10:15", or only the end where there is no room: the start is on the scale.
    private func blockTimes(_ instance: Instance, on day: CivilDate, columns: Int) -> String {
        let full = timeText(instance, on: day, .range)
        if DisplayWidth.columns(full) <= columns { return full }
        guard instance.days.upperBound == day, !instance.local.isEmpty else { return "" }
        let end = "–" + strings.time(instance.local.upperBound)
        return DisplayWidth.columns(end) <= columns ? end : ""
    }
}
