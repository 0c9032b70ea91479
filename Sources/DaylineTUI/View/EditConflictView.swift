import Core

extension Painter {
    /// Columns that both versions beside each other need; with less they stand below each other.
    private static let sideBySide = 96

    /// Edit conflicts: the list, or one opened.
    mutating func editConflicts(_ state: EditConflictState, over area: Rect) {
        let width = min(area.columns, max(40, min(150, area.columns - 4)))
        let frame = area.centered(columns: width, rows: max(8, area.rows - 2))
        let title = strings.title(KeyContext.editConflicts)
        let body = box(frame, title: title).inset(columns: 1, rows: 0)
        guard let items = state.items else {
            screen.put(strings.loading, at: body.column, body.row, Theme.muted, clip: body)
            return
        }
        if let page = state.page, let item = state.selectedItem {
            editConflict(item, page, in: body)
            return
        }
        let top = max(0, min(state.selected - body.rows / 2, items.count - body.rows))
        for (number, item) in items.dropFirst(top).prefix(body.rows).enumerated() {
            let place = Rect(
                column: body.column, row: body.row + number, columns: body.columns, rows: 1)
            editConflictRow(item, isSelected: top + number == state.selected, in: place)
            screen.mark(place, .row(top + number))
        }
    }

    private mutating func editConflictRow(
        _ item: EditConflictItem, isSelected: Bool, in area: Rect
    ) {
        let base = isSelected ? Theme.selectedRow : Theme.text
        if isSelected { screen.fill(area, base) }
        let muted = isSelected ? base : Theme.muted
        let title = item.found.title.isEmpty ? strings.untitled : item.found.title
        let half = max(12, area.columns / 2 - 16)
        let calendar = area.columns < 70 ? 0 : 14
        let name = model.calendar(item.found.calendar)?.name ?? ""
        line(
            [
                ("! ", isSelected ? base.with(.bold) : Theme.error),
                (DisplayWidth.fitted(title, to: half) + " ", base),
                (DisplayWidth.fitted(name, to: calendar) + (calendar > 0 ? " " : ""), muted),
                (strings.name(item.found.kind), muted),
            ], in: area)
    }

    /// One edit conflict: a heading, and the rows in which both sides differ.
    private mutating func editConflict(
        _ item: EditConflictItem, _ page: EditConflictPage, in area: Rect
    ) {
        let title = item.found.title.isEmpty ? strings.untitled : item.found.title
        let left = page.undecided(of: item)
        let state = left == 0 ? strings.allDecided : strings.undecided(left)
        let width = DisplayWidth.columns(state)
        let heading = area.splitTop(1)
        line(
            [(title, Theme.strong), (" · \(strings.name(item.found.kind))", Theme.muted)],
            in: Rect(
                column: area.column, row: area.row, columns: max(0, area.columns - width - 2),
                rows: 1))
        screen.put(
            state, at: max(area.column, area.endColumn - width), area.row,
            left == 0 ? Theme.good : Theme.warning, clip: heading.top)
        let isWide = area.columns >= Painter.sideBySide
        let words = DifferenceText(strings: strings, today: model.today)
        let layout = EditConflictLayout(words, item, page, columns: area.columns, isWide: isWide)
        var list = area.splitTop(2).rest
        if isWide {
            line(layout.header, in: list)
            list = list.splitTop(1).rest
        }
        rows(layout, selected: page.row, in: list)
    }

    /// The blocks of the rows, scrolled so that the selected one is seen.
    private mutating func rows(_ layout: EditConflictLayout, selected: Int, in area: Rect) {
        var starts: [Int] = []
        var lines: [(row: Int, pieces: [(text: String, style: Style)])] = []
        for (row, block) in layout.blocks.enumerated() {
            starts.append(lines.count)
            lines += block.map { (row, $0) }
        }
        let start = starts.indices.contains(selected) ? starts[selected] : 0
        let height = layout.blocks.indices.contains(selected) ? layout.blocks[selected].count : 0
        let middle = start - max(0, (area.rows - height) / 2)
        let top = max(0, min(start, middle, lines.count - area.rows))
        for (number, item) in lines.dropFirst(top).prefix(area.rows).enumerated() {
            let place = Rect(
                column: area.column, row: area.row + number, columns: area.columns, rows: 1)
            let isSelected = item.row == selected
            if isSelected { screen.fill(place, Theme.selectedRow) }
            let pieces = item.pieces.map { piece in
                (
                    piece.text,
                    isSelected ? Theme.selectedRow.with(piece.style.attributes) : piece.style
                )
            }
            line(pieces, in: place)
            screen.mark(place, .row(item.row))
        }
        if top + area.rows < lines.count {
            screen.put("▼", at: area.endColumn, area.endRow, Theme.accent)
        }
        if top > 0 { screen.put("▲", at: area.endColumn, area.row - 1, Theme.accent) }
    }
}
