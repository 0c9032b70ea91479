import Core

extension Painter {
    /// A line of the help screen.
    private enum HelpLine {
        case heading(String)
        case keys(String, String)
        case space

        /// No heading at the foot of a column, no empty line at its head.
        static func flowed(_ lines: [HelpLine], height: Int) -> [HelpLine] {
            var result: [HelpLine] = []
            for line in lines {
                let place = result.count % max(1, height)
                switch line {
                case .space where place == 0: continue
                case .heading where place == height - 1: result += [.space, line]
                case .space, .heading, .keys: result.append(line)
                }
            }
            return result
        }
    }

    /// The key table, in as many columns as there is room for.
    mutating func help(_ state: HelpState, over area: Rect) {
        let body = box(area, title: strings.helpTitle).inset(columns: 1, rows: 0)
        var lines = helpLines
        let wanted = max(1, min(3, body.columns / 52))
        let needed = max(1, (lines.count + max(1, body.rows) - 1) / max(1, body.rows))
        let columns = min(wanted, needed)
        let height = body.rows
        if columns > 1 { lines = HelpLine.flowed(lines, height: height) }
        let scroll = max(0, min(state.scroll, lines.count - height * columns))
        let width = body.columns / columns
        let keyWidth = min(16, width / 3)
        for (number, line) in lines.dropFirst(scroll).prefix(height * columns).enumerated() {
            let place = Rect(
                column: body.column + number / height * width, row: body.row + number % height,
                columns: width - 2, rows: 1)
            switch line {
            case .space: break
            case .heading(let text):
                screen.put(text, at: place.column, place.row, Theme.accent, clip: place)
            case .keys(let keys, let text):
                self.line(
                    [
                        (DisplayWidth.fitted(keys, to: keyWidth) + " ", Theme.strong),
                        (text, Theme.text),
                    ], in: place)
            }
        }
        if scroll + height * columns < lines.count {
            screen.put("▼", at: area.endColumn - 2, area.endRow - 1, Theme.accent)
        }
        if scroll > 0 { screen.put("▲", at: area.endColumn - 2, area.row, Theme.accent) }
    }

    /// Lines that `help` scrolls through at the size of the model.
    private var helpLines: [HelpLine] {
        var lines: [HelpLine] = []
        func add(_ heading: String, _ rows: [Keymap.HelpRow]) {
            guard !rows.isEmpty else { return }
            if !lines.isEmpty { lines.append(.space) }
            lines.append(.heading(heading))
            for row in rows {
                lines.append(
                    .keys(row.keys.joined(separator: " "), strings.help(row.command)))
            }
        }
        let grid = Keymap.standard.helpRows(.grid)
        for group in Command.Group.allCases {
            add(strings.title(group), grid.filter { $0.command.group == group })
        }
        for context in KeyContext.allCases where context != .grid {
            add(strings.title(context), Keymap.standard.helpRows(context))
        }
        return lines
    }
}
