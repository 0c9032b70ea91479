import Core

extension Painter {
    /// A line of the form.
    private enum FormRow {
        case fields([FormField])
        case text(String, Style)
        case notes(rows: Int)

        var height: Int {
            switch self {
            case .fields, .text: 1
            case .notes(let rows): rows
            }
        }
    }

    /// The event form: fields, what is wrong with them, the rule in words with its next dates,
    /// and beside it the day that it is about.
    mutating func form(_ state: FormState, over area: Rect) {
        let isWide = area.columns >= 108
        let width = isWide ? min(area.columns, 126) : min(area.columns, 84)
        let frame = area.centered(columns: width, rows: min(area.rows, 30))
        let title = strings.title(isNew: state.target == nil)
        var body = box(frame, title: title).inset(columns: 1, rows: 0)
        if isWide {
            let parts = body.splitLeft(body.columns - 36)
            body = parts.left
            formDay(state, in: parts.rest)
        }
        let (list, status) = body.splitTop(body.rows - 1)
        formStatus(state, in: status)

        var rows = formRows(state, columns: list.columns - labelWidth)
        let used = rows.reduce(0) { $0 + $1.height }
        let notesRows = max(min(3, max(1, list.rows / 3)), list.rows - used)
        rows.append(.notes(rows: notesRows))
        let offset = scroll(rows, focus: state.focus, visible: list.rows)
        var row = list.row - offset
        for line in rows {
            let place = Rect(
                column: list.column, row: row, columns: list.columns, rows: line.height
            ).intersection(list)
            if row >= list.row, !place.isEmpty { draw(line, state, in: place) }
            row += line.height
        }
    }

    private var labelWidth: Int {
        2 + (FormField.allCases.map { DisplayWidth.columns(strings.label($0)) }.max() ?? 10)
    }

    private func formRows(_ state: FormState, columns: Int) -> [FormRow] {
        var rows: [FormRow] = []
        var lastOfRule = 0
        for field in state.visibleFields where field != .notes {
            switch field {
            case .startTime, .endTime:
                if case .fields(let before) = rows.last {
                    rows[rows.count - 1] = .fields(before + [field])
                }
            case .title, .allDay, .startDate, .endDate, .zone, .calendar, .location, .frequency,
                .interval, .weekdays, .monthlyBy, .ends, .endsOn, .endsAfter, .customRule, .notes:
                rows.append(.fields([field]))
            }
            lastOfRule = rows.count
        }
        if let preview = state.preview(strings: strings, today: model.today) {
            var texts = wrapped(preview.rule, columns: columns, limit: 2).map {
                FormRow.text($0, Theme.good)
            }
            texts += wrapped(preview.dates, columns: columns, limit: 2).map {
                FormRow.text($0, Theme.muted)
            }
            rows.insert(contentsOf: texts, at: lastOfRule)
        }
        return rows
    }

    /// Lines above the first one shown, so that the field with the focus is visible.
    private func scroll(_ rows: [FormRow], focus: FormField, visible: Int) -> Int {
        var top = 0
        let total = rows.reduce(0) { $0 + $1.height }
        for row in rows {
            let isFocused: Bool
            switch row {
            case .fields(let fields): isFocused = fields.contains(focus)
            case .notes: isFocused = focus == .notes
            case .text: isFocused = false
            }
            if isFocused {
                let wanted = top + row.height + (row.height == 1 ? 1 : 0) - visible
                return max(0, min(max(0, wanted), max(0, total - visible), top))
            }
            top += row.height
        }
        return 0
    }

    private mutating func draw(_ row: FormRow, _ state: FormState, in area: Rect) {
        switch row {
        case .text(let text, let style):
            screen.put(text, at: area.column + labelWidth, area.row, style, clip: area)
        case .notes:
            label(.notes, state, at: area.column, area.row)
            field(
                .notes, .multiline(state.notes), in: area.splitLeft(labelWidth).rest,
                isFocused: state.focus == .notes)
        case .fields(let fields): draw(fields, state, in: area)
        }
    }

    private mutating func label(_ field: FormField, _ state: FormState, at column: Int, _ row: Int)
    {
        let isWrong = state.shownError(field) != nil
        let style = isWrong ? Theme.error : state.focus == field ? Theme.accent : Theme.label
        screen.put(strings.label(field), at: column, row, style)
    }

    private mutating func draw(_ fields: [FormField], _ state: FormState, in area: Rect) {
        var column = area.column + labelWidth
        for (number, field) in fields.enumerated() {
            if number == 0 {
                label(field, state, at: area.column, area.row)
            } else {
                label(field, state, at: column + 1, area.row)
                column += 2 + DisplayWidth.columns(strings.label(field))
            }
            let value = state.value(of: field, calendars: model.calendars, strings: strings)
            let room = area.endColumn - column
            let width = width(of: field, value, room: room)
            self.field(
                field, value,
                in: Rect(column: column, row: area.row, columns: width, rows: 1),
                isFocused: state.focus == field)
            column += width
        }
        let room = Rect(
            column: column + 2, row: area.row, columns: area.endColumn - column - 2, rows: 1)
        if let error = fields.compactMap(state.shownError).first {
            let text = DisplayWidth.truncated("✗ \(strings.error(error))", to: room.columns)
            screen.put(text, at: room.column, room.row, Theme.error, clip: room)
        } else if let hint = fields.compactMap({ hint($0, state) }).first {
            let text = DisplayWidth.truncated(hint, to: room.columns)
            screen.put(text, at: room.column, room.row, Theme.muted, clip: room)
        }
    }

    private func hint(_ field: FormField, _ state: FormState) -> String? {
        state.hint(field, strings: strings, today: model.today)
    }

    /// The last line of the box: what is wrong with the field that has the focus, else its hint;
    /// readable where there is no room beside the field.
    private mutating func formStatus(_ state: FormState, in area: Rect) {
        let shown = state.shownError(state.focus)
        if let error = shown {
            let text = "\(strings.label(state.focus)): \(strings.error(error))"
            screen.put(text, at: area.column, area.row, width: area.columns, Theme.error)
        } else if let hint = hint(state.focus, state) {
            screen.put(hint, at: area.column, area.row, width: area.columns, Theme.muted)
        }
    }

    /// What else happens on the day that the form is about.
    private mutating func formDay(_ state: FormState, in area: Rect) {
        for row in area.row..<area.endRow {
            screen.put("│", at: area.column + 1, row, Theme.border)
        }
        let inner = area.splitLeft(3).rest
        let day = state.start.date
        screen.put(
            strings.dayShort(day, today: model.today), at: inner.column, inner.row,
            width: inner.columns, Theme.strong)
        guard model.loaded?.contains(day) == true else { return }
        dayList(day, in: inner.splitTop(2).rest)
    }
}
