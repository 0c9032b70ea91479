import Core

/// The interface in English.
struct English: Strings {
    func name(_ view: ViewKind) -> String {
        switch view {
        case .month: "Month"
        case .week: "Week"
        case .day: "Day"
        case .agenda: "Agenda"
        }
    }

    func title(_ group: Command.Group) -> String {
        switch group {
        case .moving: "Moving"
        case .views: "Views"
        case .events: "Events"
        case .form: "In the form"
        case .sync: "Syncing and alerts"
        case .other: "Everything else"
        }
    }

    func title(_ context: KeyContext) -> String {
        switch context {
        case .grid: "Calendar"
        case .sidebar: "Sidebar"
        case .details: "Event"
        case .form: "Form"
        case .dialog: "Question"
        case .search: "Search"
        case .prompt: "Go to date"
        case .help: "Help"
        case .outbox: "Outbox"
        case .editConflicts: "Edit conflicts"
        }
    }

    let calendars = "Calendars"
    let noEvents = "No events"
    let untitled = "(no title)"
    let allDay = "all day"
    let overlaps = "overlaps"
    let tentative = "tentative"
    let cancelled = "cancelled"
    let readOnly = "read only"

    func overflow(_ count: Int) -> String { "+\(count)" }
    func weekNumber(_ week: Int) -> String { "W\(week)" }
    func tooSmall(_ smallest: Size) -> String {
        "Dayline needs \(smallest.columns)×\(smallest.rows)"
    }

    let helpTitle = "Keys"
    let searchPrompt = "Search: "
    func searchSummary(_ count: Int, limit: Int) -> String {
        switch count {
        case 0: "nothing found"
        case 1: "1 event"
        case limit...: "the first \(limit) events"
        default: "\(count) events"
        }
    }
    let neverHappens = "never happens"
    let neverOverlaps = "no overlap, ever"
    func comparedUntil(_ day: CivilDate, today: CivilDate) -> String {
        "compared until \(dayShort(day, today: today)); later overlaps may be missing"
    }
    let goToDatePrompt = "Go to date: "
    func goToDateHint(isWrong: Bool) -> String {
        isWrong
            ? "not a date; try 2026-12-24, tomorrow, +2w, next fri, 24 dec"
            : "2026-12-24 · tomorrow · +2w · next fri · 24 dec"
    }
    let loading = "…"

    func label(_ field: DetailsField) -> String {
        switch field {
        case .when: "When"
        case .ownZone: "There"
        case .location: "Where"
        case .calendar: "Calendar"
        case .recurs: "Recurs"
        case .status: "Status"
        case .categories: "Categories"
        case .link: "Link"
        case .notes: "Notes"
        }
    }

    func sentence(_ rule: RecurrenceRule, start: LocalDateTime, today: CivilDate) -> String {
        RuleText(rule: rule, start: start, today: today, strings: self).english
    }
}
