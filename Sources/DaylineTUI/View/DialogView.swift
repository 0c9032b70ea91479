import Core

extension Painter {
    /// A question in a small box, its answers below each other.
    mutating func dialog(_ state: DialogState, over area: Rect) {
        screen.caret = nil
        let isUrgent: Bool
        switch state.question {
        case .overlap, .confirmDelete, .deleteScope, .discard, .discardEdit, .heldDeletions:
            isUrgent = true
        case .saveScope, .snooze: isUrgent = false
        }
        let title = strings.title(state.question)
        let choices = state.choices
        let lines = strings.lines(state.question, today: model.today)
        let widest =
            ([title] + lines).map(DisplayWidth.columns).max() ?? 0
        let width = min(area.columns - 2, max(36, min(72, widest + 8)))
        let room = max(1, area.rows - choices.count - 3)
        let shown = lines.flatMap { wrapped($0, columns: width - 4, limit: 2) }.prefix(room)
        let hasGap = shown.count + choices.count + 3 <= area.rows
        let height = shown.count + choices.count + 2 + (hasGap ? 1 : 0)
        let frame = area.centered(columns: width, rows: height)
        let body = box(
            frame, title: title, style: isUrgent ? Style(Theme.alarm) : Theme.box
        ).inset(columns: 1, rows: 0)
        for (number, text) in shown.enumerated() {
            screen.put(text, at: body.column, body.row + number, clip: body)
        }
        let list = body.splitTop(shown.count + (hasGap ? 1 : 0)).rest
        for (number, choice) in choices.enumerated() where number < list.rows {
            let row = Rect(
                column: list.column, row: list.row + number, columns: list.columns, rows: 1)
            let isSelected = number == state.selected
            if isSelected { screen.fill(row, Theme.selectedRow) }
            let base = isSelected ? Theme.selectedRow : Theme.text
            line(
                [
                    (isSelected ? "▸ " : "  ", base),
                    (
                        String(strings.letter(choice)),
                        base.colored(Theme.amber).with(.bold)
                    ),
                    ("  \(strings.label(choice))", isSelected ? base.with(.bold) : base),
                ], in: row)
            screen.mark(row, .choice(number))
        }
    }
}
