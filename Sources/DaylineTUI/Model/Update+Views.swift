import Core

/// Views and the sidebar.
extension Model {
    mutating func changeView(_ command: Command) -> [Effect] {
        switch command {
        case .monthView: return show(.month)
        case .weekView: return show(.week)
        case .dayView: return show(.day)
        case .agendaView: return show(.agenda)
        case .toggleSidebar:
            wantsSidebar.toggle()
            return []
        case .focusSidebar:
            focus = focus == .sidebar || calendars.isEmpty ? .grid : .sidebar
            if focus == .sidebar { wantsSidebar = true }
            return []
        case .toggleCalendar: return toggleCalendar(sidebarRow)
        default: return []  // commands of other groups do not come here
        }
    }

    /// Shows another view around the cursor and keeps the selected event.
    mutating func show(_ kind: ViewKind) -> [Effect] {
        guard view != kind else { return [] }
        view = kind
        if kind == .agenda { agendaStart = cursor }
        if selectedInstance == nil { selectUnderCursor() }
        return ensureLoaded()
    }

    mutating func runInSidebar(_ command: Command, count: Int?) -> [Effect] {
        let last = max(0, calendars.count - 1)
        switch command {
        case .down: sidebarRow = min(sidebarRow + (count ?? 1), last)
        case .up: sidebarRow = max(sidebarRow - (count ?? 1), 0)
        case .first: sidebarRow = 0
        case .last: sidebarRow = last
        case .toggleCalendar, .focusSidebar: return changeView(command)
        default: return runAnywhere(command, count: count)
        }
        return []
    }

    /// Shows or hides a calendar; the answer to the load brings its events.
    mutating func toggleCalendar(_ row: Int) -> [Effect] {
        guard calendars.indices.contains(row) else { return [] }
        calendars[row].isVisible.toggle()
        let calendar = calendars[row]
        message = Message(
            kind: .info,
            text: strings.calendarShown(calendar.name, isVisible: calendar.isVisible))
        return [.setVisible(calendar.id, calendar.isVisible), .load(loadWindow)]
    }
}
