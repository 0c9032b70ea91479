import Core

extension English {
    func title(isNew: Bool) -> String { isNew ? "New event" : "Edit event" }

    func label(_ field: FormField) -> String {
        switch field {
        case .title: "Title"
        case .allDay: "All day"
        case .startDate: "Starts"
        case .startTime: "at"
        case .endDate: "Ends"
        case .endTime: "at"
        case .zone: "Time zone"
        case .calendar: "Calendar"
        case .location: "Where"
        case .frequency: "Recurs"
        case .interval: "Every"
        case .weekdays: "On"
        case .monthlyBy: "By"
        case .ends: "Until"
        case .endsOn: "Last day"
        case .endsAfter: "Times"
        case .customRule: "Rule"
        case .notes: "Notes"
        }
    }

    func placeholder(_ field: FormField) -> String {
        switch field {
        case .title: "What happens?"
        case .startDate, .endDate, .endsOn: "2026-12-24, tomorrow, next fri"
        case .startTime, .endTime: "14:30, 2pm"
        case .zone: "floating"
        case .customRule: "FREQ=MONTHLY;BYDAY=-1FR"
        case .allDay, .calendar, .location, .frequency, .interval, .weekdays, .monthlyBy, .ends,
            .endsAfter, .notes:
            ""
        }
    }

    func error(_ error: FormError) -> String {
        switch error {
        case .emptyTitle: "needs a title"
        case .notADate: "not a date; try 2026-12-24, tomorrow, +2w, next fri"
        case .notATime: "not a time; try 14:30 or 2pm"
        case .endBeforeStart: "ends before it starts"
        case .unknownZone: "no such time zone; Ctrl-N completes, empty is floating"
        case .readOnlyCalendar: "this calendar is read only"
        case .noCalendar: "there is no calendar to write to"
        case .notANumber(let range):
            "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .noWeekday: "choose at least one weekday"
        case .endsBeforeStart: "before the event starts"
        case .badRule(let error): "no rule yet: \(reason(error))"
        case .cannotExpand(.timeFrequencyOnDate): "an all-day event cannot recur within a day"
        case .cannotExpand(.startOutOfRange): "the start is too far away"
        case .emptyRule: "this rule never happens"
        }
    }

    /// What is wrong with a rule's text.
    func reason(_ error: RuleError) -> String {
        switch error {
        case .tooLong: "too long"
        case .malformedPart(let text): "\(quoted(text)) is not NAME=VALUE"
        case .missingFrequency: "needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"
        case .unknownFrequency(let text): "no frequency \(quoted(text))"
        case .duplicatePart(let part): "\(part.rawValue) stands twice"
        case .malformedValue(let part, let text): "\(part.rawValue) cannot be \(quoted(text))"
        case .outOfRange(let part, let text, let range):
            "\(part.rawValue)=\(text) is outside \(range.lowerBound) to \(range.upperBound)"
        case .notAllowed(let part, let frequency):
            "\(part.rawValue) has no meaning with \(frequency.rawValue)"
        case .ordinalNotAllowed(let frequency):
            "a numbered weekday has no meaning with \(frequency.rawValue)"
        case .positionAlone: "BYSETPOS needs another BY part"
        case .unsupportedCalendar(let text): "the calendar \(quoted(text)) is not known"
        case .skipWithoutCalendar: "SKIP needs RSCALE"
        }
    }

    func name(_ frequency: RecurrenceForm.Frequency) -> String {
        switch frequency {
        case .none: "never"
        case .daily: "daily"
        case .weekly: "weekly"
        case .monthly: "monthly"
        case .yearly: "yearly"
        case .custom: "by a rule"
        }
    }

    func name(_ by: RecurrenceForm.MonthlyBy, start: CivilDate) -> String {
        switch by {
        case .day: "on day \(start.day)"
        case .lastDay: "on the last day"
        case .nthWeekday: "on the \(ordinal((start.day - 1) / 7 + 1)) \(weekday(start.weekday))"
        case .lastWeekday: "on the last \(weekday(start.weekday))"
        }
    }

    func name(_ ends: RecurrenceForm.Ends) -> String {
        switch ends {
        case .never: "for ever"
        case .onDate: "a date"
        case .after: "a number of times"
        }
    }

    func unit(_ frequency: RecurrenceForm.Frequency, count: Int) -> String {
        let noun =
            switch frequency {
            case .none, .custom: ""
            case .daily: "day"
            case .weekly: "week"
            case .monthly: "month"
            case .yearly: "year"
            }
        return count == 1 || noun.isEmpty ? noun : "\(noun)s"
    }

    var nextDates: String { "Next" }
    var noFurtherDates: String { "no further dates" }
    var yes: String { "yes" }
    var no: String { "no" }
    var floatingZone: String { "floating" }

    /// "1st", "2nd", "last", "2nd to last".
    func ordinal(_ number: Int) -> String {
        if number == -1 { return "last" }
        if number < 0 { return "\(ordinal(-number)) to last" }
        if (11...13).contains(number % 100) { return "\(number)th" }
        switch number % 10 {
        case 1: return "\(number)st"
        case 2: return "\(number)nd"
        case 3: return "\(number)rd"
        default: return "\(number)th"
        }
    }

    /// "a, b and c".
    func list(_ items: [String], _ conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }
}
