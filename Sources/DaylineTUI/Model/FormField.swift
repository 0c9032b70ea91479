import Core

/// The fields of the event form, in the order of the screen.
enum FormField: String, Hashable, Sendable, CaseIterable {
    case title, allDay, startDate, startTime, endDate, endTime, zone, calendar, location
    case frequency, interval, weekdays, monthlyBy, ends, endsOn, endsAfter, customRule
    case notes
}

extension FormField {
    /// Whether typing replaces what a field says: short values are rather typed anew than edited.
    var isReplacedByTyping: Bool {
        switch self {
        case .startDate, .startTime, .endDate, .endTime, .zone, .interval, .endsOn, .endsAfter:
            true
        case .title, .allDay, .calendar, .location, .frequency, .weekdays, .monthlyBy, .ends,
            .customRule, .notes:
            false
        }
    }
}

/// What is wrong with a field; the sentence comes from `Strings`.
enum FormError: Hashable, Sendable {
    case emptyTitle
    case notADate, notATime
    case endBeforeStart
    case unknownZone
    case readOnlyCalendar, noCalendar
    /// A whole number in this range is wanted.
    case notANumber(ClosedRange<Int>)
    case noWeekday
    case endsBeforeStart
    /// The rule text is no RRULE.
    case badRule(RuleError)
    /// The rule does not go with this start.
    case cannotExpand(ExpansionError)
    /// The rule has no instance at all.
    case emptyRule
}

/// What the view draws for a field.
enum FormValue: Hashable, Sendable {
    case text(TextInput)
    case multiline(TextInput)
    case toggle(Bool)
    /// One of several texts; `selected` counts from 0.
    case choice([String], selected: Int)
    /// Seven switches, Monday first; the cursor counts from 0.
    case weekdays(Set<Int>, cursor: Int)
}
