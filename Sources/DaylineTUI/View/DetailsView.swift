import Core

extension Painter {
    /// A row of the details: a label on the first line, text, and how it looks.
    private struct DetailsRow {
        var label = ""
        var text: String
        var style = Theme.text
    }

    /// Everything about one event, in a box over the grid.
    mutating func details(_ state: DetailsState, over area: Rect) {
        let width = min(area.columns, max(40, min(84, area.columns - 8)))
        let inner = width - 4
        let instance = state.instance
        let heading = wrapped(title(instance), columns: inner, limit: 3)
        let rows = detailsRows(state, columns: inner)
        let height = min(area.rows, heading.count + rows.count + 4)
        let frame = area.centered(columns: width, rows: height)
        let colors = colors(of: instance)
        let body = box(
            frame, title: strings.title(KeyContext.details), style: colors.edgeStyle
        ).inset(columns: 1, rows: 0)
        for (number, text) in heading.enumerated() {
            screen.put(
                text, at: body.column, body.row + number,
                decorated(Theme.strong, instance), clip: body)
        }
        let list = body.splitTop(heading.count + 1).rest
        let scroll = max(0, min(state.scroll, rows.count - list.rows))
        for (number, row) in rows.dropFirst(scroll).prefix(list.rows).enumerated() {
            screen.put(row.label, at: list.column, list.row + number, Theme.label, clip: list)
            screen.put(
                row.text, at: list.column + labelColumns, list.row + number, row.style,
                clip: list)
        }
        if scroll + list.rows < rows.count {
            screen.put("▼", at: frame.endColumn - 2, frame.endRow - 1, Theme.accent)
        }
        if scroll > 0 { screen.put("▲", at: frame.endColumn - 2, list.row - 1, Theme.accent) }
    }

    private var labelColumns: Int {
        2 + (DetailsField.allCases.map { DisplayWidth.columns(strings.label($0)) }.max() ?? 10)
    }

    private func detailsRows(_ state: DetailsState, columns: Int) -> [DetailsRow] {
        let instance = state.instance
        let draft = state.details?.draft
        var rows: [DetailsRow] = []
        func add(_ field: DetailsField, _ text: String, _ style: Style = Theme.text) {
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                .flatMap { wrapped(String($0), columns: columns - labelColumns) }
            for (number, line) in lines.enumerated() where !text.isEmpty {
                rows.append(
                    DetailsRow(
                        label: number == 0 ? strings.label(field) : "", text: line, style: style))
            }
        }
        add(.when, when(instance), Theme.strong)
        if let zone = instance.start.zoneID, zone != model.zoneID {
            add(.ownZone, strings.zonedTime(instance.start))
        }
        for other in overlapping(instance).prefix(3) {
            let text = "! \(strings.overlaps) \(title(other)) \(strings.timeRange(other.local))"
            rows.append(
                DetailsRow(
                    text: DisplayWidth.truncated(text, to: columns - labelColumns),
                    style: Theme.error))
        }
        add(.location, draft?.location ?? instance.location)
        if let calendar = model.calendar(instance.calendar) {
            let suffix = calendar.isReadOnly ? " (\(strings.readOnly))" : ""
            add(.calendar, "● \(calendar.name)\(suffix)", colors(of: instance).edgeStyle)
        }
        if let rule = draft?.rule, let start = draft?.start.wallClock {
            add(.recurs, "↻ " + strings.sentence(rule, start: start, today: model.today))
        }
        switch instance.status {
        case .confirmed: break
        case .tentative: add(.status, strings.tentative, Theme.warning)
        case .cancelled: add(.status, strings.cancelled, Theme.error)
        }
        add(.categories, draft?.categories.joined(separator: ", ") ?? "")
        add(.link, draft?.url ?? "", Theme.muted)
        if state.details == nil { rows.append(DetailsRow(text: strings.loading)) }
        if let notes = draft?.notes, !notes.isEmpty {
            rows.append(DetailsRow(text: ""))
            add(.notes, notes)
        }
        return rows
    }

    /// "Mon 23 Nov, 09:30–10:15 · 45 min · today".
    private func when(_ instance: Instance) -> String {
        var parts = [
            strings.span(instance.local, isAllDay: instance.isAllDay, today: model.today)
        ]
        if instance.isAllDay {
            let days = instance.days.upperBound.dayNumber - instance.days.lowerBound.dayNumber + 1
            if days > 1 { parts.append(strings.duration(NominalDuration(days: days))) }
        } else if !instance.span.isEmpty {
            let seconds = instance.span.upperBound.seconds - instance.span.lowerBound.seconds
            parts.append(strings.duration(NominalDuration(seconds: seconds)))
        }
        if let relative = strings.relativeDay(instance.days.lowerBound, today: model.today) {
            parts.append(relative)
        }
        return parts.joined(separator: " · ")
    }
}
