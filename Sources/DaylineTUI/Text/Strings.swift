import Core

/// Every sentence and name that the interface shows. One type per language; plurals are
/// functions, sentences have named slots. Nothing else in the program holds visible words.
protocol Strings: Sendable, DateStrings, FormStrings, MessageStrings, SyncStrings {
    /// The name of a view, as the header shows it.
    func name(_ view: ViewKind) -> String
    /// What a command does, for the help screen: "next event".
    func help(_ command: Command) -> String
    /// One or two words for the footer: "new".
    func hint(_ command: Command) -> String
    func title(_ group: Command.Group) -> String
    func title(_ context: KeyContext) -> String

    /// Heading of the sidebar's list.
    var calendars: String { get }
    var noEvents: String { get }
    /// For events without a title.
    var untitled: String { get }
    var allDay: String { get }
    var overlaps: String { get }
    var tentative: String { get }
    var cancelled: String { get }
    var readOnly: String { get }
    /// "+3": events of a day that do not fit.
    func overflow(_ count: Int) -> String
    /// "W48".
    func weekNumber(_ week: Int) -> String
    /// Shown instead of everything when the terminal is too small.
    func tooSmall(_ smallest: Size) -> String

    var helpTitle: String { get }
    var searchPrompt: String { get }
    /// "12 events", "no events": under the search field.
    func searchSummary(_ count: Int, limit: Int) -> String
    var neverHappens: String { get }
    /// Whole lives were compared, and share nothing.
    var neverOverlaps: String { get }
    /// Nothing more was found before a day, and what comes later was not looked at.
    func comparedUntil(_ day: CivilDate, today: CivilDate) -> String
    var goToDatePrompt: String { get }
    /// What the prompt accepts, or that what was typed is no date.
    func goToDateHint(isWrong: Bool) -> String
    var loading: String { get }
    func label(_ field: DetailsField) -> String
    /// "every 2 weeks on Tue and Thu until 31 Dec"; `start` gives what the rule leaves open. An
    /// `until` of the rule is taken as written: turn a UTC one into the event's wall clock first.
    func sentence(_ rule: RecurrenceRule, start: LocalDateTime, today: CivilDate) -> String
}

/// The rows of the details panel, beside the title and the notes.
enum DetailsField: Hashable, Sendable, CaseIterable {
    case when, ownZone, location, calendar, recurs, status, categories, link, notes
}

/// Dates, times and durations in words.
protocol DateStrings: Sendable {
    /// "Monday".
    func weekday(_ day: Weekday) -> String
    /// "Mon".
    func weekdayShort(_ day: Weekday) -> String
    /// "Mo": two columns, for mini-months.
    func weekdayNarrow(_ day: Weekday) -> String
    /// "November"; `month` is 1...12.
    func month(_ month: Int) -> String
    /// "Nov".
    func monthShort(_ month: Int) -> String
    /// "November 2026".
    func monthTitle(_ date: CivilDate) -> String
    /// "23–29 November 2026", "28 December 2026 – 3 January 2027".
    func weekTitle(_ days: ClosedRange<CivilDate>) -> String
    /// "Monday, 23 November 2026".
    func dayTitle(_ date: CivilDate) -> String
    /// "Mon 23 Nov"; with the year unless it is that of `today`.
    func dayShort(_ date: CivilDate, today: CivilDate) -> String
    /// "today", "tomorrow", "yesterday"; nil for other days.
    func relativeDay(_ date: CivilDate, today: CivilDate) -> String?
    /// "09:30".
    func time(_ time: LocalDateTime) -> String
    /// "09:30–10:15"; one time when it has no length.
    func timeRange(_ range: Range<LocalDateTime>) -> String
    /// "Mon 23 Nov 2026, 09:30–10:15", "Mon 23 – Wed 25 Nov 2026".
    func span(_ range: Range<LocalDateTime>, isAllDay: Bool, today: CivilDate) -> String
    /// "1 h 30 min", "2 days".
    func duration(_ duration: NominalDuration) -> String
    /// "Mon 23 Nov 2026 09:30 Europe/Berlin": an event's own time when it is not that on screen.
    func zonedTime(_ time: CalendarTime) -> String
}

/// The event form and its recurrence editor.
protocol FormStrings: Sendable {
    func title(isNew: Bool) -> String
    func label(_ field: FormField) -> String
    /// Shown dim in an empty field.
    func placeholder(_ field: FormField) -> String
    func error(_ error: FormError) -> String
    func name(_ frequency: RecurrenceForm.Frequency) -> String
    /// "on day 23", "on the 4th Monday".
    func name(_ by: RecurrenceForm.MonthlyBy, start: CivilDate) -> String
    func name(_ ends: RecurrenceForm.Ends) -> String
    /// The unit beside the interval: "weeks".
    func unit(_ frequency: RecurrenceForm.Frequency, count: Int) -> String
    var nextDates: String { get }
    var noFurtherDates: String { get }
    var yes: String { get }
    var no: String { get }
    var floatingZone: String { get }
}

/// Messages, dialogs and what undo tells.
protocol MessageStrings: Sendable {
    func title(_ question: DialogState.Question) -> String
    func lines(_ question: DialogState.Question, today: CivilDate) -> [String]
    func label(_ choice: DialogChoice) -> String
    /// The letter that takes a choice; lower case.
    func letter(_ choice: DialogChoice) -> Character
    func saved(_ change: SavedChange) -> String
    func undone(_ label: String?) -> String
    func redone(_ label: String?) -> String
    func failed(_ text: String) -> String
    /// What the undo journal remembers: "delete “Lunch”".
    func undoLabel(_ kind: SavedChange.Kind, title: String) -> String
    var noMoreEvents: String { get }
    var noEventHere: String { get }
    /// Several events are under the cursor: which one is meant?
    var chooseEvent: String { get }
    var readOnlyCalendar: String { get }
    var noCalendar: String { get }
    /// An event that was gone to does not show.
    func hiddenCalendar(_ name: String) -> String
    var formHasErrors: String { get }
    func unknownKey(_ label: String) -> String
    func calendarShown(_ name: String, isVisible: Bool) -> String
}
