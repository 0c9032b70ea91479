import Control
import Core

extension Painter {
    /// The alert that nobody has seen yet: a box over the grid, or one line in the place of the
    /// header while something else is being done.
    mutating func alert(_ alert: AlertMessage, _ header: Rect, _ body: Rect) {
        if model.layers.isEmpty, body.rows >= 8 {
            alertBox(alert, over: body)
        } else {
            alertLine(alert, in: header)
        }
    }

    private mutating func alertBox(_ alert: AlertMessage, over area: Rect) {
        let width = min(area.columns, max(36, min(64, area.columns - 4)))
        let frame = Rect(
            column: area.column + (area.columns - width) / 2, row: area.row, columns: width,
            rows: 4)
        let more = model.sync.alerts.count - 1
        let caption =
            strings.alertTitle + (more > 0 ? " · \(strings.moreAlerts(more))" : "")
            + (alert.isLate ? " · \(strings.late)" : "")
        let body = box(frame, title: caption, style: Style(Theme.alarm, attributes: .bold))
            .inset(columns: 1, rows: 0)
        let distance = self.distance(alert)
        let distanceWidth = DisplayWidth.columns(distance)
        let room = max(1, body.columns - distanceWidth - 2)
        screen.put(
            DisplayWidth.truncated(title(alert), to: room), at: body.column, body.row,
            Theme.strong, clip: body)
        screen.put(
            distance, at: body.endColumn - distanceWidth, body.row, Theme.accent, clip: body)
        screen.put(
            DisplayWidth.truncated(place(alert), to: body.columns), at: body.column,
            body.row + 1, Theme.muted, clip: body)
        keys(at: frame.endRow - 1, within: frame)
    }

    private mutating func alertLine(_ alert: AlertMessage, in area: Rect) {
        screen.fill(area, Theme.alertLine)
        screen.mark(area, .command(.acknowledge))
        let late = alert.isLate ? " · \(strings.late)" : ""
        let keys = alertKeys.map { "\($0.key) \(strings.hint($0.command))" }
            .joined(separator: "  ")
        let keysWidth = DisplayWidth.columns(keys) + 2
        let end = " · \(distance(alert))\(late)"
        let hasRoom = area.columns - keysWidth >= DisplayWidth.columns(end) + 12
        let room = area.columns - (hasRoom ? keysWidth : 0) - DisplayWidth.columns(end) - 1
        let text = " " + DisplayWidth.truncated(title(alert), to: max(1, room)) + end
        screen.put(text, at: area.column, area.row, Theme.alertLine, clip: area)
        guard hasRoom else { return }
        screen.put(" \(keys) ", at: area.endColumn - keysWidth, area.row, Theme.alertLine)
    }

    /// What the keys of the alert are where the focus is.
    private var alertKeys: [Keymap.Hint] {
        [Command.acknowledge, .snooze, .chooseSnooze].compactMap { command in
            Keymap.standard.bindings(of: command, in: model.context).first.map {
                Keymap.Hint(key: $0.label, command: command)
            }
        }
    }

    /// In the lower edge of the box.
    private mutating func keys(at row: Int, within frame: Rect) {
        var column = frame.column + 2
        for hint in alertKeys {
            let text = " \(hint.key) \(strings.hint(hint.command)) "
            let width = DisplayWidth.columns(text)
            guard column + width < frame.endColumn - 1 else { return }
            screen.put(text, at: column, row, Theme.boxTitle)
            screen.put(hint.key, at: column + 1, row, Theme.accent)
            screen.mark(
                Rect(column: column, row: row, columns: width, rows: 1), .command(hint.command))
            column += width + 1
        }
    }

    private func title(_ alert: AlertMessage) -> String {
        alert.title.isEmpty ? strings.untitled : alert.title
    }

    private func distance(_ alert: AlertMessage) -> String {
        guard alert.isAllDay else {
            return strings.distance(minutes: alert.minutes(at: model.nowInstant))
        }
        let day = model.local(Instant(seconds: alert.start)).date
        return strings.relativeDay(day, today: model.today)
            ?? strings.dayShort(day, today: model.today)
    }

    /// "14:00 · Room 4 · Work".
    private func place(_ alert: AlertMessage) -> String {
        let start = model.local(Instant(seconds: alert.start))
        let time =
            alert.isAllDay
            ? strings.allDay
            : (start.date == model.today
                ? "" : strings.dayShort(start.date, today: model.today) + " ")
                + strings.time(start)
        return [time, alert.location, alert.calendar].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }
}
