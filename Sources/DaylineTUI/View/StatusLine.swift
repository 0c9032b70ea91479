import Core

extension Painter {
    /// The last row: a question, or what happened, or which keys matter here.
    mutating func statusLine(_ area: Rect) {
        screen.fill(area, Theme.bar)
        let pending = model.pending.isEmpty ? "" : " \(model.pending.label) "
        let pendingWidth = DisplayWidth.columns(pending)
        screen.put(pending, at: area.endColumn - pendingWidth, area.row, Theme.barTabActive)
        let room = Rect(
            column: area.column, row: area.row, columns: area.columns - pendingWidth, rows: 1)
        if case .prompt(let state) = model.layers.last {
            prompt(state, in: room)
        } else if let message = model.message {
            let text = " \(message.text)"
            screen.put(text, at: room.column, room.row, width: room.columns, style(message.kind))
        } else {
            hints(in: room)
        }
    }

    private func style(_ kind: Message.Kind) -> Style {
        switch kind {
        case .info: Theme.barStrong
        case .warning: Theme.bar.colored(Theme.amber).with(.bold)
        case .error: Theme.bar.colored(.rgb(255, 120, 120)).with(.bold)
        }
    }

    private mutating func hints(in area: Rect) {
        let hints = Keymap.standard.footerHints(model.context)
        var end = area.endColumn - 1
        // The way to all the other keys keeps its place at the right.
        if let help = hints.first(where: { $0.command == .help }) {
            let width = width(help)
            self.hint(help, at: end - width, area.row)
            end -= width + 2
        }
        var column = area.column + 1
        for hint in hints where hint.command != .help {
            let width = width(hint)
            guard column + width <= end else { continue }
            self.hint(hint, at: column, area.row)
            column += width + 2
        }
    }

    private func width(_ hint: Keymap.Hint) -> Int {
        DisplayWidth.columns(hint.key) + 1 + DisplayWidth.columns(strings.hint(hint.command))
    }

    private mutating func hint(_ hint: Keymap.Hint, at column: Int, _ row: Int) {
        let style = Theme.bar.colored(Theme.amber).with(.bold)
        let used = screen.put(hint.key, at: column, row, style)
        screen.put(strings.hint(hint.command), at: column + used + 1, row, Theme.barTab)
        screen.mark(
            Rect(column: column, row: row, columns: width(hint), rows: 1), .command(hint.command))
    }

    private mutating func prompt(_ state: PromptState, in area: Rect) {
        let label = " \(strings.goToDatePrompt)"
        let labelWidth = screen.put(label, at: area.column, area.row, Theme.barStrong, clip: area)
        let hint = strings.goToDateHint(isWrong: state.isWrong)
        let hintWidth = DisplayWidth.columns(hint)
        let wanted = max(12, DisplayWidth.columns(state.input.text) + 1)
        let width = min(wanted, area.columns - labelWidth)
        let field = Rect(
            column: area.column + labelWidth, row: area.row, columns: width, rows: 1)
        input(state.input, in: field, style: Theme.fieldFocused, isFocused: true)
        let left = area.endColumn - field.endColumn - 2
        guard left >= min(hintWidth, 12) else { return }
        let style = state.isWrong ? Theme.bar.colored(.rgb(255, 120, 120)) : Theme.barMuted
        screen.put(hint, at: field.endColumn + 2, area.row, width: left, style)
    }

    /// A line of text being typed, scrolled so that the caret is visible.
    mutating func input(
        _ input: TextInput, in area: Rect, style: Style, isFocused: Bool, placeholder: String = ""
    ) {
        guard area.columns > 0 else { return }
        screen.fill(area, style)
        if input.text.isEmpty {
            screen.put(
                DisplayWidth.truncated(placeholder, to: area.columns), at: area.column, area.row,
                style.colored(.rgb(150, 156, 172)), clip: area)
        }
        let before = DisplayWidth.columns(input.text.prefix(input.caret))
        let scroll = max(0, before - area.columns + 1)
        let isSelected = isFocused && input.isSelected
        screen.put(
            input.text, at: area.column - scroll, area.row,
            isSelected ? style.with(.reverse) : style, clip: area)
        if isFocused {
            screen.caret = Point(column: area.column + before - scroll, row: area.row)
        }
    }
}
