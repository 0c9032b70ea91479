import Core

/// The event form: texts as typed, and what they mean so far.
struct FormState: Hashable, Sendable {
    /// What is edited; nil for a new event.
    var target: EventDetails?
    var focus = FormField.title

    var title = TextInput()
    var isAllDay = false
    var startDate = TextInput()
    var startTime = TextInput()
    /// For an all-day event the last day, included.
    var endDate = TextInput()
    var endTime = TextInput()
    /// A zone name; empty means floating time.
    var zone = TextInput()
    var calendar: CalendarID?
    var location = TextInput()
    var notes = TextInput()
    var recurrence = RecurrenceForm()

    /// The last start that could be read.
    var start: LocalDateTime
    /// Wall-clock seconds from start to end, which the end keeps when the start moves; for an
    /// all-day event whole days from the first to the last.
    var length: Int
    /// Fields whose errors are shown: those the user has been in, all after trying to save.
    var touched: Set<FormField> = []
    /// Whether the user has been at the recurrence editor; that it follows the start is no change.
    var changesRule = false
    /// What the texts mean; recomputed after each change.
    var check = FormCheck()
    /// The form as it was opened, to tell whether there is something to lose.
    var opened: [FormField: String] = [:]
    /// Zone names that continue what is typed in the zone field; at most `completionLimit`.
    var completions: [String] = []

    static let completionLimit = 8

    /// A new event of one hour.
    init(start: LocalDateTime, zone: TimeZoneID, calendar: CalendarID?) {
        self.start = start
        self.length = 3600
        self.calendar = calendar
        self.zone = TextInput(FormState.utcNames.contains(zone.name) ? FormState.utc : zone.name)
        setStart(start)
        setEnd(start.adding(seconds: 3600))
    }

    /// An event to be edited.
    init(_ details: EventDetails) {
        let draft = details.draft
        target = details
        start = draft.start.wallClock
        length = 0
        isAllDay = draft.start.isDate
        title = TextInput(draft.title)
        location = TextInput(draft.location)
        notes = TextInput(draft.notes)
        calendar = details.instance.calendar
        switch draft.start {
        case .date, .floating: break
        case .zoned(_, let id): zone = TextInput(id.name)
        case .utc: zone = TextInput(FormState.utc)
        }
        if let rule = draft.rule { recurrence = RecurrenceForm(rule, start: start) }
        let end = draft.end.wallClock
        let last = isAllDay ? max(start, end.adding(days: -1)) : end
        length = max(0, last.seconds - start.seconds)
        setStart(start)
        setEnd(last)
    }

    /// What the zone field says for times that are written in UTC.
    static let utc = "UTC"
    private static let utcNames: Set = ["UTC", "Etc/UTC", "Etc/UCT", "Zulu", "Universal"]

    var isNew: Bool { target == nil }
    var isChanged: Bool { texts != opened }

    mutating func setStart(_ time: LocalDateTime) {
        startDate = TextInput(time.date.description)
        if !isAllDay { startTime = TextInput(FormState.clock(time)) }
    }

    mutating func setEnd(_ time: LocalDateTime) {
        endDate = TextInput(time.date.description)
        if !isAllDay { endTime = TextInput(FormState.clock(time)) }
    }

    /// "14:30", with seconds only where there are some.
    static func clock(_ time: LocalDateTime) -> String {
        let minutes = "\(paddedDigits(time.hour)):\(paddedDigits(time.minute))"
        return time.second == 0 ? minutes : "\(minutes):\(paddedDigits(time.second))"
    }
}

/// What a form's texts mean so far.
struct FormCheck: Hashable, Sendable {
    var errors: [FormField: FormError] = [:]
    /// Complete only when there are no errors.
    var draft: EventDraft?
    /// The rule as the editor says it; nil when the event does not recur or the rule is wrong.
    var rule: RecurrenceRule?
    /// The next dates of the rule after the start, at most five.
    var nextStarts: [LocalDateTime] = []
}

/// What the form needs to know of the world to judge its texts.
struct FormContext: Hashable, Sendable {
    var today: CivilDate
    var calendars: [CalendarItem]
    /// The zone of the screen; good even where no list names it.
    var zoneID = TimeZoneID(FormState.utc)
    /// Empty while they are not loaded: then every name is taken.
    var zoneNames: [String]
}
