import Core

extension Painter {
    /// Search: the text being typed, and the results that follow it.
    mutating func search(_ state: SearchState, over area: Rect) {
        let width = min(area.columns, max(40, min(110, area.columns - 8)))
        let frame = area.centered(columns: width, rows: max(8, min(area.rows, area.rows - 2)))
        let body = box(frame, title: strings.title(KeyContext.search)).inset(columns: 1, rows: 0)
        let prompt = strings.searchPrompt
        let promptWidth = screen.put(prompt, at: body.column, body.row, Theme.label, clip: body)
        let field = Rect(
            column: body.column + promptWidth, row: body.row,
            columns: body.columns - promptWidth, rows: 1)
        input(state.input, in: field, style: Theme.fieldFocused, isFocused: isOnTop(.search))
        let list = body.splitTop(2).rest
        let isAnswered = state.answered == state.input.text
        let summary =
            state.input.text.isEmpty
            ? ""
            : isAnswered
                ? strings.searchSummary(state.rows.count, limit: SearchState.limit)
                : strings.loading
        screen.put(summary, at: body.column, body.row + 1, Theme.muted, clip: body)
        let top = max(
            0, min(state.selected - list.rows / 2, state.rows.count - list.rows))
        for (number, row) in state.rows.dropFirst(top).prefix(list.rows).enumerated() {
            let place = Rect(
                column: list.column, row: list.row + number, columns: list.columns, rows: 1)
            result(
                row, isSelected: top + number == state.selected, words: state.answered, in: place)
            screen.mark(place, .row(top + number))
        }
    }

    func isOnTop(_ context: KeyContext) -> Bool { model.context == context }

    private mutating func result(
        _ row: SearchRow, isSelected: Bool, words: String, in area: Rect
    ) {
        let base = isSelected ? Theme.selectedRow : Theme.text
        if isSelected { screen.fill(area, base) }
        let muted = isSelected ? base : Theme.muted
        let date =
            row.instance.map {
                strings.dayShort($0.local.lowerBound.date, today: model.today)
                    + ($0.isAllDay ? "" : " " + strings.time($0.local.lowerBound))
            } ?? strings.neverHappens
        let edge = colors(of: row.calendar).edge
        let dateWidth = area.columns >= 60 ? 22 : 17
        var pieces: [(text: String, style: Style)] = [
            ("▌", base.colored(edge)), (DisplayWidth.fitted(date, to: dateWidth), muted),
        ]
        let title = row.title.isEmpty ? strings.untitled : row.title
        pieces += highlighted(title, words, base)
        if !row.location.isEmpty {
            pieces.append(("  @ ", muted))
            pieces += highlighted(row.location, words, muted)
        }
        let name = area.columns >= 70 ? model.calendar(row.calendar)?.name ?? "" : ""
        let shown = name.isEmpty ? "" : " " + DisplayWidth.truncated(name, to: 16)
        let width = DisplayWidth.columns(shown)
        line(
            pieces,
            in: Rect(
                column: area.column, row: area.row, columns: area.columns - width, rows: 1))
        screen.put(
            shown, at: area.endColumn - width, area.row,
            isSelected ? base : base.colored(edge))
    }

    /// The text with the first place of the searched words made bold.
    private func highlighted(
        _ text: String, _ words: String, _ style: Style
    ) -> [(text: String, style: Style)] {
        let wanted = Array(words.lowercased())
        let letters = Array(text)
        guard !wanted.isEmpty, wanted.count <= letters.count else { return [(text, style)] }
        for start in 0...letters.count - wanted.count {
            let end = start + wanted.count
            guard String(letters[start..<end]).lowercased() == String(wanted) else { continue }
            return [
                (String(letters[..<start]), style),
                (String(letters[start..<end]), style.colored(Theme.amber).with(.bold)),
                (String(letters[end...]), style),
            ]
        }
        return [(text, style)]
    }
}
