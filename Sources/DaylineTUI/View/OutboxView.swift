import Control
import Core

extension Painter {
    /// The outbox: how the accounts stand, and a line for each thing that waits.
    mutating func outbox(_ state: OutboxState, over area: Rect) {
        let width = min(area.columns, max(40, min(110, area.columns - 4)))
        let frame = area.centered(columns: width, rows: max(8, area.rows - 2))
        let body = box(frame, title: strings.outboxTitle).inset(columns: 1, rows: 0)
        if let page = state.page, let entry = state.selectedRow?.entry {
            outboxPage(entry, page, in: body)
            return
        }
        let accounts = model.sync.accounts.prefix(max(0, body.rows / 3))
        for (number, account) in accounts.enumerated() {
            line(
                accountLine(account),
                in: Rect(
                    column: body.column, row: body.row + number, columns: body.columns, rows: 1))
        }
        let list = body.splitTop(accounts.isEmpty ? 0 : accounts.count + 1).rest
        guard let rows = state.rows else {
            screen.put(strings.loading, at: list.column, list.row, Theme.muted, clip: list)
            return
        }
        if rows.isEmpty {
            screen.put(strings.outboxEmpty, at: list.column, list.row, Theme.muted, clip: list)
        }
        let top = max(0, min(state.selected - list.rows / 2, rows.count - list.rows))
        for (number, row) in rows.dropFirst(top).prefix(list.rows).enumerated() {
            let place = Rect(
                column: list.column, row: list.row + number, columns: list.columns, rows: 1)
            outboxRow(row, isSelected: top + number == state.selected, in: place)
            screen.mark(place, .row(top + number))
        }
    }

    /// "work  offline: no route to host · again 14:10".
    private func accountLine(_ account: AccountStatus) -> [(text: String, style: Style)] {
        var parts = [strings.syncState(account.state)]
        if !account.text.isEmpty { parts[0] += ": \(account.text)" }
        if let retry = account.retry, model.sync.isConnected {
            parts.append(strings.again(at: model.local(Instant(seconds: retry))))
        }
        if let progress = account.progress { parts.append(strings.progress(progress)) }
        let style =
            switch account.state {
            case .online, .fresh, .syncing: Theme.muted
            case .offline, .full, .held: Theme.warning
            case .unauthorized: Theme.error
            }
        return [(account.name + "  ", Theme.strong), (parts.joined(separator: " · "), style)]
    }

    private mutating func outboxRow(_ row: OutboxRow, isSelected: Bool, in area: Rect) {
        let base = isSelected ? Theme.selectedRow : Theme.text
        if isSelected { screen.fill(area, base) }
        switch row {
        case .held(_, let calendar, let count):
            let style = isSelected ? base : Theme.warning
            line([("! " + strings.held(count, calendar: calendar), style)], in: area)
        case .entry(let entry):
            let isDead = entry.isDead
            let mark = isDead ? base.colored(Theme.alarm).with(.bold) : base.colored(Theme.amber)
            let muted = isSelected ? base : Theme.muted
            let title = entry.title.isEmpty ? strings.untitled : entry.title
            let kind = area.columns < 60 ? 8 : 15
            let half = max(12, area.columns / 2 - kind - 2)
            line(
                [
                    (isDead ? "! " : "↑ ", mark),
                    (DisplayWidth.fitted(strings.name(entry.kind), to: kind) + " ", muted),
                    (DisplayWidth.fitted(title, to: half) + " ", base),
                    (strings.state(entry), isDead && !isSelected ? Theme.error : muted),
                ], in: area)
        }
    }

    /// One edit: what it is, what the server said, and the text that would be sent.
    private mutating func outboxPage(
        _ entry: OutboxEntry, _ page: OutboxDetails, in area: Rect
    ) {
        let widest = OutboxField.allCases.map { DisplayWidth.columns(strings.label($0)) }.max()
        let labels = 2 + (widest ?? 10)
        var rows = outboxFacts(entry, columns: area.columns - labels)
        if !page.text.isEmpty { rows.append(OutboxFact()) }
        for (number, row) in page.shown(of: rows, rows: area.rows).enumerated() {
            screen.put(row.label, at: area.column, area.row + number, Theme.label, clip: area)
            let start = row.isText ? 0 : labels
            line(
                [(row.text, row.style)],
                in: Rect(
                    column: area.column + start, row: area.row + number,
                    columns: area.columns - start, rows: 1))
        }
        if page.scroll + area.rows < rows.count + page.text.count {
            screen.put("▼", at: area.endColumn, area.endRow, Theme.accent)
        }
        if page.scroll > 0 { screen.put("▲", at: area.endColumn, area.row - 1, Theme.accent) }
    }

    private func outboxFacts(_ entry: OutboxEntry, columns: Int) -> [OutboxFact] {
        var rows: [OutboxFact] = []
        func add(_ field: OutboxField, _ text: String, _ style: Style = Theme.text) {
            guard !text.isEmpty else { return }
            for (number, line) in wrapped(text, columns: columns, limit: 4).enumerated() {
                let label = number == 0 ? strings.label(field) : ""
                rows.append(OutboxFact(label: label, text: line, style: style))
            }
        }
        add(.what, "\(strings.name(entry.kind)) \(entry.title)", Theme.strong)
        add(.calendar, model.calendar(entry.calendar)?.name ?? "")
        let made = model.local(entry.made)
        add(.made, "\(strings.dayShort(made.date, today: model.today)) \(strings.time(made))")
        add(.reason, entry.refusal?.reason ?? entry.lastError, Theme.error)
        add(.rule, entry.refusal?.precondition ?? "", Theme.muted)
        for clash in entry.refusal?.clashes ?? [] { add(.clashes, self.clash(clash)) }
        add(.tries, entry.attempts == 0 ? "" : "\(entry.attempts)")
        return rows
    }

    private func clash(_ clash: OverlapClash) -> String {
        let local = model.local(clash.shared.lowerBound)..<model.local(clash.shared.upperBound)
        let title = clash.title.isEmpty ? strings.untitled : clash.title
        return "\(title) · \(strings.span(local, isAllDay: false, today: model.today))"
    }
}

/// A line of an edit's page: a label on the first line of a fact, or a line of iCalendar.
private struct OutboxFact {
    var label = ""
    var text = ""
    var style = Theme.text
    var isText = false
}

extension OutboxDetails {
    /// The lines that are on the screen: facts first, then the text.
    fileprivate func shown(of facts: [OutboxFact], rows: Int) -> ArraySlice<OutboxFact> {
        let all = facts + text.map { OutboxFact(text: $0, style: Theme.muted, isText: true) }
        return all.dropFirst(max(0, min(scroll, all.count - rows))).prefix(rows)
    }
}
