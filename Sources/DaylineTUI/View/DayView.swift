import Core

extension Painter {
    /// One day: the time grid, and where there is room all its events with what is known of them.
    mutating func day(_ area: Rect) {
        guard area.columns >= 84 else {
            timeGrid(area, days: [model.cursor])
            return
        }
        let parts = area.splitLeft(area.columns * 3 / 5)
        timeGrid(parts.left, days: [model.cursor])
        for row in area.row..<area.endRow {
            screen.put("│", at: parts.rest.column, row, Theme.border)
        }
        let list = parts.rest.splitLeft(2).rest
        let instances = model.instances(on: model.cursor)
        let heading = list.splitTop(1)
        line(
            [
                (strings.dayShort(model.cursor, today: model.today), Theme.strong),
                (
                    strings.relativeDay(model.cursor, today: model.today).map { " · \($0)" } ?? "",
                    Theme.accent
                ),
            ], in: heading.top)
        if instances.isEmpty {
            screen.put(strings.noEvents, at: list.column, list.row + 2, Theme.muted, clip: list)
        }
        cards(instances, in: heading.rest.splitTop(1).rest)
    }

    private mutating func cards(_ instances: [Instance], in area: Rect) {
        let heights = instances.map { cardLines($0, columns: area.columns).count + 2 }
        let selected = instances.firstIndex(where: isSelected) ?? 0
        var first = 0
        while first < selected, heights[first...selected].reduce(0, +) > area.rows { first += 1 }
        var row = area.row
        for index in instances.indices[first...] where row < area.endRow {
            let place = Rect(
                column: area.column, row: row, columns: area.columns,
                rows: min(heights[index] - 1, area.endRow - row))
            card(instances[index], in: place)
            row += heights[index]
        }
    }

    private mutating func card(_ instance: Instance, in area: Rect) {
        let (top, rest) = area.splitTop(1)
        eventLine(instance, on: model.cursor, in: top, time: .range)
        let colors = colors(of: instance)
        for (number, text) in cardLines(instance, columns: area.columns).enumerated()
        where number < rest.rows {
            screen.put("▌", at: rest.column, rest.row + number, colors.edgeStyle)
            screen.put(
                " " + text, at: rest.column + 1, rest.row + number, width: rest.columns - 1,
                Theme.muted)
        }
        screen.mark(area, .instance(instance.key))
    }

    /// Length, place, calendar, and what it overlaps.
    private func cardLines(_ instance: Instance, columns: Int) -> [String] {
        var facts: [String] = []
        if instance.isAllDay {
            facts.append(strings.allDay)
        } else if !instance.span.isEmpty {
            let seconds = instance.span.upperBound.seconds - instance.span.lowerBound.seconds
            facts.append(strings.duration(NominalDuration(seconds: seconds)))
        }
        if let calendar = model.calendar(instance.calendar) { facts.append(calendar.name) }
        if instance.isRecurring { facts.append("↻") }
        var lines = [facts.joined(separator: " · ")]
        let place = String(instance.location.split(whereSeparator: \.isNewline).first ?? "")
        if !place.isEmpty { lines.append("@ \(place)") }
        for other in overlapping(instance).prefix(2) {
            lines.append("! \(strings.overlaps) \(title(other)) \(strings.timeRange(other.local))")
        }
        return lines
    }

    /// The loaded instances that share time with one that is marked as overlapping.
    func overlapping(_ instance: Instance) -> [Instance] {
        guard model.isOverlapping(instance) else { return [] }
        return model.instances.filter {
            $0.span.overlaps(instance.span) && $0.key != instance.key && model.isOverlapping($0)
        }
    }
}
