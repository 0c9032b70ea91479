import Core

@testable import DaylineTUI

/// A model with a made-up week of events; types keys and answers loads from the list, so that a
/// test is keys in, model and effects out.
struct ModelDriver {
    var model: Model
    var events: [Instance]
    /// Effects since the last `type`, loads that were answered included.
    var effects: [Effect] = []

    /// Monday, 23 November 2026, 10:10 in Seoul.
    static let now = at(23, 10, 10)
    static let today = now.date
    static let seoul = TimeZoneID("Asia/Seoul")
    static let work = CalendarID(row: 1)
    static let home = CalendarID(row: 2)
    static let readOnly = CalendarID(row: 3)

    /// A wall clock in November 2026; days beyond it run on.
    static func at(_ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> LocalDateTime {
        let first = CivilDate(dayNumber: CivilDate.dayNumber(year: 2026, month: 11, day: 1))
        return LocalDateTime(
            first.adding(days: day - 1), secondOfDay: hour * 3600 + minute * 60)
    }

    /// An event whose object number is `row`; Seoul is nine hours east of UTC.
    static func event(
        _ row: Int64, _ title: String, _ start: LocalDateTime, minutes: Int,
        calendar: CalendarID = work, recurs: Bool = false
    ) -> Instance {
        let end = start.adding(seconds: minutes * 60)
        let span =
            Instant(seconds: start.seconds - 32_400)..<Instant(seconds: end.seconds - 32_400)
        return Instance(
            object: ObjectID(row: row), calendar: calendar, uid: UID("u\(row)"),
            recurrenceID: recurs ? .zoned(start, seoul) : nil, start: .zoned(start, seoul),
            span: span, local: start..<end, title: title)
    }

    static func allDay(_ row: Int64, _ title: String, _ day: Int, days: Int) -> Instance {
        let start = at(day)
        let end = start.adding(days: days)
        let span =
            Instant(seconds: start.seconds - 32_400)..<Instant(seconds: end.seconds - 32_400)
        return Instance(
            object: ObjectID(row: row), calendar: home, uid: UID("u\(row)"),
            start: .date(start.date), span: span, local: start..<end, title: title)
    }

    static let week: [Instance] = [
        event(1, "Stand-up", at(23, 9, 30), minutes: 15, recurs: true),
        event(2, "Planning", at(23, 14), minutes: 90),
        event(3, "1:1", at(23, 15), minutes: 30),
        event(1, "Stand-up", at(24, 9, 30), minutes: 15, recurs: true),
        allDay(4, "Offsite", 25, days: 3),
        event(5, "Flight", at(29, 23, 30), minutes: 120, calendar: readOnly),
        event(6, "Far away", at(31 + 60, 12), minutes: 60),
    ]

    init(view: ViewKind = .month, size: Size = .standard, events: [Instance] = week) {
        self.events = events
        model = Model(
            size: size, now: ModelDriver.now,
            nowInstant: Instant(seconds: ModelDriver.now.seconds - 32_400),
            zone: .fixed(offset: 32_400, id: ModelDriver.seoul))
        model.view = view
        send(
            .calendars([
                CalendarItem(id: ModelDriver.work, name: "Work", rgb: 0x4a90d9),
                CalendarItem(id: ModelDriver.home, name: "Home", rgb: 0x3fa45b),
                CalendarItem(
                    id: ModelDriver.readOnly, name: "Team", rgb: 0xd9822b, isReadOnly: true),
            ]))
        send(.zones(["UTC", "America/New_York", "Asia/Seoul", "Europe/Berlin", "Europe/Bern"]))
        for effect in firstEffects(model) { answer(effect) }
        effects = []
    }

    /// Sends one input and answers the loads it asks for.
    mutating func send(_ input: Input) {
        let wanted = update(&model, input)
        effects += wanted
        for effect in wanted { answer(effect) }
    }

    private mutating func answer(_ effect: Effect) {
        guard case .load(let window) = effect else { return }
        let visible = Set(model.calendars.filter(\.isVisible).map(\.id))
        let found = events.filter { instance in
            let isShown = instance.calendar.map(visible.contains) ?? true
            return isShown && instance.days.overlaps(closed(window))
        }
        send(.loaded(window: window, found, overlapping: []))
    }

    private func closed(_ window: Range<CivilDate>) -> ClosedRange<CivilDate> {
        window.lowerBound...window.upperBound.adding(days: -1)
    }

    /// Types keys; `effects` then holds what they asked for.
    mutating func type(_ keys: String) {
        effects = []
        for key in Key.sequence(keys) { send(.key(key)) }
    }

    /// Types text letter by letter, `<` included.
    mutating func write(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    var selectedTitle: String? { model.selectedInstance?.title }

    var form: FormState? {
        if case .form(let form) = model.layers.last { form } else { nil }
    }
    var dialog: DialogState? {
        if case .dialog(let dialog) = model.layers.last { dialog } else { nil }
    }
    var search: SearchState? {
        if case .search(let search) = model.layers.last { search } else { nil }
    }

    /// What the runner would answer to `loadDetails`.
    func details(_ instance: Instance, rule: String? = nil) throws -> EventDetails {
        let rule = try rule.map { try RecurrenceRule(parsing: $0) }
        let end = instance.start.with(wallClock: instance.local.upperBound)
        let draft = EventDraft(
            title: instance.title, start: instance.start, end: end, location: "Room 4",
            notes: "line 1\nline 2", rule: rule, categories: ["x"])
        return EventDetails(
            instance: instance, draft: draft, isRecurring: instance.isRecurring,
            isReadOnly: false)
    }

    /// Opens the form of an event, as `e` does once its details are there.
    mutating func edit(_ instance: Instance, rule: String? = nil) throws {
        send(.details(try details(instance, rule: rule), .edit))
        effects = []
    }

    /// Goes to a field of the open form with Tab.
    mutating func focus(_ field: FormField) {
        for _ in 0..<FormField.allCases.count where form?.focus != field { send(.key(.tab)) }
    }

    /// Replaces the text of a field.
    mutating func fill(_ field: FormField, _ text: String) {
        focus(field)
        send(.key(.end))
        send(.key(.control("u")))
        write(text)
    }
}
