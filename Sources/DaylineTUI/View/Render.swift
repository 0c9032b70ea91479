import Core

/// The whole screen as the model says. No clock, locale or terminal inside.
func render(_ model: Model) -> Screen {
    var painter = Painter(model)
    painter.everything()
    return painter.screen
}

/// What the mouse points at.
func target(at point: Point, in model: Model) -> Target? { render(model).target(at: point) }

extension Painter {
    mutating func everything() {
        let size = model.size
        guard size.columns >= Size.smallest.columns, size.rows >= Size.smallest.rows else {
            tooSmall()
            return
        }
        let (header, below) = screen.bounds.splitTop(1)
        let (body, footer) = below.splitTop(below.rows - 1)
        self.header(header)
        let layout = Frame(model, body)
        if let area = layout.sidebar { sidebar(area) }
        if let area = layout.main { browse(area) }
        for layer in model.layers { draw(layer, over: body) }
        if let alert = model.sync.alerts.first { self.alert(alert, header, body) }
        statusLine(footer)
    }

    private mutating func browse(_ area: Rect) {
        switch model.view {
        case .month: month(area)
        case .week: timeGrid(area, days: weekDays)
        case .day: day(area)
        case .agenda: agenda(area)
        }
    }

    private var weekDays: [CivilDate] {
        let first = model.cursor.startOfWeek(first: model.weekStart)
        return (0..<7).map { first.adding(days: $0) }
    }

    private mutating func draw(_ layer: Layer, over area: Rect) {
        switch layer {
        case .details(let state): details(state, over: area)
        case .form(let state): form(state, over: area)
        case .dialog(let state): dialog(state, over: area)
        case .search(let state): search(state, over: area)
        case .prompt: break  // in the status line
        case .help(let state): help(state, over: area)
        case .outbox(let state): outbox(state, over: area)
        case .editConflicts(let state): editConflicts(state, over: area)
        }
    }

    private mutating func tooSmall() {
        let lines = wrapped(strings.tooSmall(Size.smallest), columns: screen.columns)
        let top = max(0, (screen.rows - lines.count) / 2)
        for (number, line) in lines.enumerated() {
            let column = max(0, (screen.columns - DisplayWidth.columns(line)) / 2)
            screen.put(line, at: column, top + number, Theme.warning)
        }
    }
}

/// Where sidebar and grid go.
struct Frame: Hashable {
    var sidebar: Rect?
    var main: Rect?

    /// Week numbers, seven days, a space and the line.
    static let sidebarWidth = 27

    init(_ model: Model, _ area: Rect) {
        let needed = model.view == .month || model.view == .week ? 110 : 76
        let hasRoom = area.columns >= needed
        let isFocused = model.focus == .sidebar
        guard isFocused || (model.wantsSidebar && hasRoom) else {
            main = area
            return
        }
        let parts = area.splitLeft(Frame.sidebarWidth)
        sidebar = parts.left
        main = parts.rest
    }
}
