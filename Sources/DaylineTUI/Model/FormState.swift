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

    /// Fields whose errors are shown: those the user has been in, all after trying to save.
    var touched: Set<FormField> = []
    /// What the texts mean; recomputed after each change.
    var check = FormCheck()
    /// The form as it was opened, to tell whether there is something to lose.
    var openedFingerprint = 0
    /// Zone names that begin or continue what is typed in the zone field.
    var completions: [String] = []
}

/// What a form's texts mean so far.
struct FormCheck: Hashable, Sendable {
    var errors: [FormField: FormError] = [:]
    /// Complete only when there are no errors.
    var draft: EventDraft?
    /// nil when the event does not recur or the rule is wrong.
    var rule: RecurrenceRule?
    /// The next dates of the rule after the start, at most five.
    var nextStarts: [LocalDateTime] = []
    /// The length that the end keeps when the start moves.
    var duration: NominalDuration?
    var start: CalendarTime?
}
