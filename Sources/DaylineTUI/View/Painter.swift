import Core

/// Draws a model on a screen. Each view is an extension with a function of a rectangle.
struct Painter {
    let model: Model
    let strings: any Strings
    var screen: Screen
    private let colors: [CalendarID: EventColors]
    private static let unknownCalendar = EventColors(0x8A8A8A)

    init(_ model: Model) {
        self.model = model
        strings = model.strings
        screen = Screen(model.size)
        var colors: [CalendarID: EventColors] = [:]
        for calendar in model.calendars { colors[calendar.id] = EventColors(calendar.rgb) }
        self.colors = colors
    }

    func colors(of instance: Instance) -> EventColors { colors(of: instance.calendar) }

    func colors(of calendar: CalendarID?) -> EventColors {
        calendar.flatMap { colors[$0] } ?? Painter.unknownCalendar
    }

    /// The title on one line, with a sign for what is not certain.
    func title(_ instance: Instance) -> String {
        let title = instance.title.isEmpty ? strings.untitled : instance.title
        switch instance.status {
        case .confirmed: return title
        case .tentative: return "? \(title)"
        case .cancelled: return "✗ \(title)"
        }
    }

    /// What a title's own style adds to where it stands.
    func decorated(_ style: Style, _ instance: Instance) -> Style {
        switch instance.status {
        case .confirmed: style
        case .tentative: style.with(.italic)
        case .cancelled: style.with([.dim, .italic])
        }
    }

    func isSelected(_ instance: Instance) -> Bool { model.selection == instance.key }

    /// Draws a frame with a caption in its upper edge; returns the area inside.
    mutating func box(_ area: Rect, title: String, style: Style = Theme.box) -> Rect {
        guard area.columns >= 2, area.rows >= 2 else { return area }
        screen.fill(area, .plain)
        screen.mark(area, nil)
        let line = String(repeating: "─", count: area.columns - 2)
        screen.put("╭\(line)╮", at: area.column, area.row, style)
        screen.put("╰\(line)╯", at: area.column, area.endRow - 1, style)
        for row in area.row + 1..<area.endRow - 1 {
            screen.put("│", at: area.column, row, style)
            screen.put("│", at: area.endColumn - 1, row, style)
        }
        if area.columns > 6, !title.isEmpty {
            let text = " \(DisplayWidth.truncated(title, to: area.columns - 6)) "
            screen.put(text, at: area.column + 2, area.row, Theme.boxTitle)
        }
        return area.inset(columns: 1, rows: 1)
    }

    /// Draws pieces one after the other in one row, cut at the end of `area`; returns the column
    /// after the last.
    @discardableResult
    mutating func line(_ pieces: [(text: String, style: Style)], in area: Rect) -> Int {
        var column = area.column
        for (text, style) in pieces where column < area.endColumn {
            let left = area.endColumn - column
            let cut = DisplayWidth.truncated(text, to: left)
            screen.put(cut, at: column, area.row, style, clip: area)
            column += DisplayWidth.columns(cut)
        }
        return column
    }
}

/// Text broken into lines of at most `columns`, at spaces where there are some.
///
/// - Parameter limit: lines wanted; the last one ends in "…" when there are more.
func wrapped(_ text: String, columns: Int, limit: Int = .max) -> [String] {
    guard columns > 0, limit > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var width = 0
    func isFull() -> Bool { lines.count >= limit }
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
        var word = String(word)
        var wordWidth = DisplayWidth.columns(word)
        if width > 0, width + 1 + wordWidth <= columns {
            line += " " + word
            width += 1 + wordWidth
            continue
        }
        if width > 0 { lines.append(line) }
        while wordWidth > columns, !isFull() {
            var head = DisplayWidth.prefix(word, columns: columns)
            if head.isEmpty { head = String(word.prefix(1)) }  // wider than a line: cut by `put`
            lines.append(head)
            word = String(word.dropFirst(head.count))
            wordWidth = DisplayWidth.columns(word)
        }
        line = word
        width = wordWidth
        if isFull() { break }
    }
    if width > 0 || lines.isEmpty { lines.append(line) }
    if lines.count > limit {
        let last = lines[limit - 1] + " " + lines[limit]
        lines = Array(lines.prefix(limit))
        let cut = DisplayWidth.prefix(last, columns: columns - 1)
        lines[limit - 1] = (cut.last == " " ? String(cut.dropLast()) : cut) + "…"
    }
    return lines
}
