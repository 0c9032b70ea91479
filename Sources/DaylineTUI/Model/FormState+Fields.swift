import Core

/// The fields as the screen shows them.
extension FormState {
    /// The fields that mean something now, from top to bottom.
    var visibleFields: [FormField] {
        var fields: [FormField] = [.title, .allDay, .startDate]
        fields += isAllDay ? [.endDate] : [.startTime, .endDate, .endTime, .zone]
        fields += [.calendar, .location, .frequency]
        switch recurrence.frequency {
        case .none: break
        case .daily, .yearly: fields.append(.interval)
        case .weekly: fields += [.interval, .weekdays]
        case .monthly: fields += [.interval, .monthlyBy]
        case .custom: fields.append(.customRule)
        }
        if recurrence.frequency != .none, recurrence.frequency != .custom {
            fields.append(.ends)
            switch recurrence.ends {
            case .never: break
            case .onDate: fields.append(.endsOn)
            case .after: fields.append(.endsAfter)
            }
        }
        return fields + [.notes]
    }

    /// What to draw for a field.
    func value(
        of field: FormField, calendars: [CalendarItem], strings: any Strings
    ) -> FormValue {
        if let text = text(of: field) { return field == .notes ? .multiline(text) : .text(text) }
        switch field {
        case .allDay: return .toggle(isAllDay)
        case .calendar:
            let selected = calendars.firstIndex { $0.id == calendar }
            return .choice(calendars.map(\.name), selected: selected ?? 0)
        case .frequency:
            return FormState.choice(recurrence.frequency) { strings.name($0) }
        case .monthlyBy:
            let choices = recurrence.monthlyChoices(start.date)
            return .choice(
                choices.map { strings.name($0, start: start.date) },
                selected: choices.firstIndex(of: recurrence.monthlyBy) ?? 0)
        case .ends: return FormState.choice(recurrence.ends) { strings.name($0) }
        case .weekdays:
            return .weekdays(
                Set(recurrence.weekdays.map(\.rawValue)), cursor: recurrence.weekdayCursor)
        case .title, .startDate, .startTime, .endDate, .endTime, .zone, .location, .interval,
            .endsOn, .endsAfter, .customRule, .notes:
            return .text(TextInput())
        }
    }

    private static func choice<Choice: CaseIterable & Equatable>(
        _ value: Choice, name: (Choice) -> String
    ) -> FormValue {
        let all = Array(Choice.allCases)
        return .choice(all.map(name), selected: all.firstIndex(of: value) ?? 0)
    }

    /// The error to show at a field: only where the user has been.
    func shownError(_ field: FormField) -> FormError? {
        touched.contains(field) ? check.errors[field] : nil
    }

    /// What a text means, shown dim beside it: the weekday of a date, the unit of a number, the
    /// zone names that could follow.
    func hint(_ field: FormField, strings: any Strings, today: CivilDate) -> String? {
        switch field {
        case .startDate, .endDate, .endsOn:
            guard let text = text(of: field)?.text,
                let date = DateText.date(text, today: today)
            else { return nil }
            return strings.dayTitle(date)
        case .interval:
            return strings.unit(
                recurrence.frequency, count: Int(recurrence.interval.text) ?? 2)
        case .zone:
            if zone.text.isEmpty { return strings.floatingZone }
            return completions.isEmpty ? nil : completions.joined(separator: " · ")
        case .title, .allDay, .startTime, .endTime, .calendar, .location, .frequency, .weekdays,
            .monthlyBy, .ends, .endsAfter, .customRule, .notes:
            return nil
        }
    }

    /// The rule in words, nil when there is none; and its next dates.
    func preview(strings: any Strings, today: CivilDate) -> (rule: String, dates: String)? {
        guard let rule = check.rule else { return nil }
        let dates = check.nextStarts.map { strings.dayShort($0.date, today: today) }
        return (
            strings.sentence(rule, start: start, today: today),
            dates.isEmpty
                ? strings.noFurtherDates
                : "\(strings.nextDates): \(dates.joined(separator: ", "))"
        )
    }

    /// The text of a field that is typed; nil for switches and choices.
    func text(of field: FormField) -> TextInput? {
        switch field {
        case .title: title
        case .startDate: startDate
        case .startTime: startTime
        case .endDate: endDate
        case .endTime: endTime
        case .zone: zone
        case .location: location
        case .notes: notes
        case .interval: recurrence.interval
        case .endsOn: recurrence.endsOn
        case .endsAfter: recurrence.endsAfter
        case .customRule: recurrence.custom
        case .allDay, .calendar, .frequency, .weekdays, .monthlyBy, .ends: nil
        }
    }

    mutating func setText(_ text: TextInput, of field: FormField) {
        switch field {
        case .title: title = text
        case .startDate: startDate = text
        case .startTime: startTime = text
        case .endDate: endDate = text
        case .endTime: endTime = text
        case .zone: zone = text
        case .location: location = text
        case .notes: notes = text
        case .interval: recurrence.interval = text
        case .endsOn: recurrence.endsOn = text
        case .endsAfter: recurrence.endsAfter = text
        case .customRule: recurrence.custom = text
        case .allDay, .calendar, .frequency, .weekdays, .monthlyBy, .ends: break
        }
    }

    /// Everything the user can change, as text: two forms with the same texts say the same.
    var texts: [FormField: String] {
        var texts: [FormField: String] = [:]
        for field in visibleFields {
            if let text = text(of: field) { texts[field] = text.text }
        }
        texts[.allDay] = isAllDay ? "1" : "0"
        texts[.calendar] = calendar.map { String($0.row) }
        texts[.frequency] = recurrence.frequency.rawValue
        texts[.weekdays] = recurrence.weekdays.map(\.code).sorted().joined()
        texts[.monthlyBy] = recurrence.monthlyBy.rawValue
        texts[.ends] = recurrence.ends.rawValue
        return texts
    }
}
