import Core

/// The recurrence editor: what the form's recurrence fields hold.
struct RecurrenceForm: Hashable, Sendable {
    enum Frequency: String, Hashable, Sendable, CaseIterable {
        case none, daily, weekly, monthly, yearly, custom
    }
    /// How a monthly rule finds its day; the day itself is that of the start.
    enum MonthlyBy: String, Hashable, Sendable, CaseIterable {
        case day, lastDay, nthWeekday, lastWeekday
    }
    enum Ends: String, Hashable, Sendable, CaseIterable { case never, onDate, after }

    var frequency = Frequency.none
    var interval = TextInput("1")
    var weekdays: Set<Weekday> = []
    /// The weekday that Space switches, as `Weekday.rawValue`.
    var weekdayCursor = 0
    var monthlyBy = MonthlyBy.day
    var ends = Ends.never
    var endsOn = TextInput()
    var endsAfter = TextInput("10")
    /// RRULE text, RFC 5545 §3.3.10.
    var custom = TextInput()
}
