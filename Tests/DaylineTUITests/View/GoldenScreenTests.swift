import Core
import Testing

@testable import DaylineTUI

/// Goal: what people see does not change unnoticed, in text or colour. Method: whole screens at the
/// smallest, the usual and two larger sizes, compared with files.
enum GoldenScreenTests {
    static let sizes = [
        Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
        Size(columns: 200, rows: 60),
    ]

    static func name(_ what: String, _ size: Size) -> String {
        "\(what)-\(size.columns)x\(size.rows)"
    }

    @Test(arguments: ViewKind.allCases, sizes)
    static func views(_ view: ViewKind, _ size: Size) throws {
        var model = Sample.model(view, size)
        if view == .week || view == .day {
            model.selection = Sample.instance("치과 예약 (강남)").key
        }
        if view == .agenda { model.selection = Sample.instance("1:1 김민수").key }
        try Golden.check(render(model), name(view.rawValue, size))
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
    static func crowdedMonth(_ size: Size) throws {
        var model = Sample.model(.month, size, cursor: Sample.date(11, 26))
        model.selection = Sample.instance("Team offsite 부산").key
        model.weekStart = .sunday
        model.message = Message(kind: .warning, text: "Another program changed the calendar")
        try Golden.check(render(model), name("month-sunday", size))
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
    static func crowdedWeek(_ size: Size) throws {
        var model = Sample.model(.week, size, cursor: Sample.date(11, 26))
        model.cursorMinute = 9 * 60
        model.selection = Sample.instance("פגישת צוות").key
        try Golden.check(render(model), name("week-crowded", size))
    }

    @Test(arguments: Overlay.allCases, sizes)
    static func layers(_ overlay: Overlay, _ size: Size) throws {
        var model = Sample.model(.month, size)
        model.layers = overlay.layers
        try Golden.check(render(model), name(overlay.rawValue, size))
    }

    enum Overlay: String, CaseIterable, Sendable {
        case details, form, search, help
        case dialogScope = "dialog-scope"
        case dialogOverlap = "dialog-overlap"
        case prompt

        var layers: [Layer] {
            switch self {
            case .details: [Sample.details]
            case .form: [Sample.form]
            case .search: [Sample.search]
            case .help: [.help(HelpState())]
            case .dialogScope: [Sample.scopeDialog]
            case .dialogOverlap: [Sample.form, Sample.overlapDialog]
            case .prompt: [Sample.prompt]
            }
        }
    }

    @Test(arguments: SyncedScreen.allCases, sizes)
    static func synced(_ what: SyncedScreen, _ size: Size) throws {
        var model = Sample.model(what == .alert ? .week : .month, size)
        model.sync = what.sync
        model.layers = what.layers
        try Golden.check(render(model), name(what.rawValue, size))
    }

    @Test("the sidebar alone when it has the focus and there is little room")
    static func narrowSidebar() throws {
        var model = Sample.model(.month)
        model.focus = .sidebar
        model.sidebarRow = 2
        model.pending = PendingKeys(count: 12, keys: [.character("g")])
        try Golden.check(render(model), "sidebar-80x24")
    }

    @Test("a terminal that is too small says so")
    static func tooSmall() throws {
        let model = Sample.model(.month, Size(columns: 39, rows: 11))
        try Golden.check(render(model), "too-small-39x11")
    }
}
