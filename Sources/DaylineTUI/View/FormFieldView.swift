import Core

/// Drawing one field of the form.
extension Painter {
    /// Columns that a field takes in `room`.
    func width(of field: FormField, _ value: FormValue, room: Int) -> Int {
        switch field {
        case .startDate, .endDate, .endsOn: min(room, 14)
        case .startTime, .endTime: min(room, 8)
        case .interval, .endsAfter: min(room, 6)
        case .zone: min(room, 30)
        case .title, .location, .customRule, .notes: room
        case .allDay, .calendar, .frequency, .monthlyBy, .ends, .weekdays:
            min(room, choiceWidth(value, room: room))
        }
    }

    private func choiceWidth(_ value: FormValue, room: Int) -> Int {
        switch value {
        case .choice(let choices, let selected):
            let all = choices.reduce(0) { $0 + DisplayWidth.columns($1) + 2 }
            let one = choices.indices.contains(selected) ? choices[selected] : ""
            return all <= min(room, 60) ? all : DisplayWidth.columns(one) + 4
        case .weekdays: return 28
        case .toggle: return 6
        case .text, .multiline: return room
        }
    }

    mutating func field(
        _ field: FormField, _ value: FormValue, in area: Rect, isFocused: Bool
    ) {
        let style = isFocused ? Theme.fieldFocused : Theme.field
        switch value {
        case .text(let input):
            self.input(
                input, in: area, style: style, isFocused: isFocused && isOnTop(.form),
                placeholder: strings.placeholder(field))
        case .multiline(let input): multiline(input, in: area, isFocused: isFocused)
        case .toggle(let isOn):
            let text = isOn ? "[✓] \(strings.yes)" : "[ ] \(strings.no)"
            screen.put(text, at: area.column, area.row, isFocused ? style : .plain)
        case .choice(let choices, let selected):
            choice(choices, selected, in: area, isFocused: isFocused, of: field)
        case .weekdays(let days, let cursor):
            weekdays(days, cursor: isFocused ? cursor : nil, in: area)
        }
        screen.mark(area, .field(field))
    }

    private mutating func choice(
        _ choices: [String], _ selected: Int, in area: Rect, isFocused: Bool, of field: FormField
    ) {
        let all = choices.reduce(0) { $0 + DisplayWidth.columns($1) + 2 }
        guard all > area.columns else {
            var column = area.column
            for (number, text) in choices.enumerated() {
                var style =
                    number != selected
                    ? Theme.choice
                    : isFocused ? Theme.choiceSelected : Theme.fieldFocused.with(.bold)
                if field == .calendar, number != selected, number < model.calendars.count {
                    let edge = colors(of: model.calendars[number].id).edge
                    style = style.colored(edge.mixed(with: Theme.snow, percent: 30))
                }
                column += screen.put(" \(text) ", at: column, area.row, style, clip: area)
            }
            return
        }
        let text = choices.indices.contains(selected) ? choices[selected] : ""
        let cut = DisplayWidth.truncated(text, to: area.columns - 4)
        screen.put(
            "‹ \(cut) ›", at: area.column, area.row,
            isFocused ? Theme.choiceSelected : Theme.choice, clip: area)
    }

    private mutating func weekdays(_ days: Set<Int>, cursor: Int?, in area: Rect) {
        for day in 0..<7 {
            let narrow = strings.weekdayNarrow(Weekday(index: day))
            let name = DisplayWidth.fitted(narrow, to: 2)
            let text = day == cursor ? "‹\(name)›" : " \(name) "
            let style =
                days.contains(day)
                ? Theme.choiceSelected : day == cursor ? Theme.fieldFocused : Theme.choice
            screen.put(text, at: area.column + day * 4, area.row, style, clip: area)
        }
    }

    private mutating func multiline(_ text: TextInput, in area: Rect, isFocused: Bool) {
        let style = isFocused ? Theme.fieldFocused : Theme.field
        screen.fill(area, style)
        let lines = text.lines
        let caret = text.position
        let top = isFocused ? max(0, caret.line - area.rows + 1) : 0
        for (number, content) in lines.dropFirst(top).prefix(area.rows).enumerated() {
            let row = Rect(
                column: area.column, row: area.row + number, columns: area.columns, rows: 1)
            guard isFocused, top + number == caret.line else {
                screen.put(
                    DisplayWidth.truncated(String(content), to: area.columns), at: row.column,
                    row.row, style, clip: row)
                continue
            }
            let before = DisplayWidth.columns(content.prefix(caret.column))
            let scroll = max(0, before - row.columns + 1)
            screen.put(content, at: row.column - scroll, row.row, style, clip: row)
            if isOnTop(.form) {
                screen.caret = Point(column: row.column + before - scroll, row: row.row)
            }
        }
    }
}
