import Core

extension Painter {
    /// The first row: what is shown, the four views, how syncing stands, and the clock.
    mutating func header(_ area: Rect) {
        screen.fill(area, Theme.bar)
        let tabs = ViewKind.allCases.map { (kind: $0, text: " \(strings.name($0)) ") }
        let tabsWidth = tabs.reduce(0) { $0 + DisplayWidth.columns($1.text) }
        let clock = clockText(room: area.columns)
        let title = " \(periodTitle) "
        let room = area.columns - DisplayWidth.columns(title) - DisplayWidth.columns(clock)
        let sync = SyncIndicator(model, room: room - tabsWidth)
        let clockWidth = DisplayWidth.columns(clock) + sync.columns
        screen.put(
            clock, at: area.endColumn - DisplayWidth.columns(clock), area.row, Theme.barMuted)
        let titleWidth = min(
            DisplayWidth.columns(title), area.columns - clockWidth)
        screen.put(title, at: area.column, area.row, width: titleWidth, Theme.barStrong)
        self.indicator(sync, at: area.endColumn - clockWidth, area.row)

        let free = area.columns - clockWidth - titleWidth
        guard free >= tabsWidth else { return }
        var column = max(
            area.column + titleWidth, (area.columns - tabsWidth) / 2)
        column = min(column, area.endColumn - clockWidth - tabsWidth)
        for tab in tabs {
            let width = DisplayWidth.columns(tab.text)
            let style = tab.kind == model.view ? Theme.barTabActive : Theme.barTab
            screen.put(tab.text, at: column, area.row, style)
            screen.mark(
                Rect(column: column, row: area.row, columns: width, rows: 1), .view(tab.kind))
            column += width
        }
    }

    private var periodTitle: String {
        switch model.view {
        case .month: return strings.monthTitle(model.cursor)
        case .week:
            let first = model.cursor.startOfWeek(first: model.weekStart)
            let week = first.adding(days: 3).weekOfYear(first: model.weekStart).week
            return strings.weekTitle(first...first.adding(days: 6))
                + (screen.columns >= 60 ? " · \(strings.weekNumber(week))" : "")
        case .day: return strings.dayTitle(model.cursor)
        case .agenda: return strings.dayTitle(model.cursor)
        }
    }

    private func clockText(room: Int) -> String {
        let time = strings.time(model.now)
        if room < 60 { return " \(time) " }
        let day = strings.dayShort(model.today, today: model.today)
        if room < 100 { return " \(day) \(time) " }
        return " \(day) \(time) · \(model.zoneID.name) "
    }
}
