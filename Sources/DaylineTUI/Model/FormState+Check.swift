import Core

/// Validation as you type: from texts to a draft, or to what is wrong with them.
extension FormState {
    mutating func validate(_ context: FormContext) {
        var check = FormCheck()
        if title.text.allSatisfy(\.isWhitespace) { check.errors[.title] = .emptyTitle }
        checkCalendar(context, &check)
        let times = checkTimes(context, &check)
        checkRule(context, &check)
        completions = completionsOfZone(context)
        if check.errors.isEmpty, let times { check.draft = draft(times, check) }
        self.check = check
    }

    private func checkCalendar(_ context: FormContext, _ check: inout FormCheck) {
        guard let item = context.calendars.first(where: { $0.id == calendar }) else {
            check.errors[.calendar] = .noCalendar
            return
        }
        if item.isReadOnly { check.errors[.calendar] = .readOnlyCalendar }
    }

    private func checkTimes(
        _ context: FormContext, _ check: inout FormCheck
    ) -> (start: LocalDateTime, end: LocalDateTime)? {
        let start = time(.startDate, .startTime, context, &check)
        let end = time(.endDate, .endTime, context, &check)
        if !isAllDay, !isKnownZone(context) { check.errors[.zone] = .unknownZone }
        guard let start, let end else { return nil }
        if end < start {
            let isSameDay = end.date == start.date
            check.errors[isSameDay && !isAllDay ? .endTime : .endDate] = .endBeforeStart
        }
        return (start, end)
    }

    private func time(
        _ dateField: FormField, _ timeField: FormField, _ context: FormContext,
        _ check: inout FormCheck
    ) -> LocalDateTime? {
        let date = date(dateField, context)
        if date == nil { check.errors[dateField] = .notADate }
        if isAllDay { return date?.midnight }
        let second = DateText.time(text(of: timeField)?.text ?? "")
        if second == nil { check.errors[timeField] = .notATime }
        guard let date, let second else { return nil }
        return LocalDateTime(date, secondOfDay: second)
    }

    func date(_ field: FormField, _ context: FormContext) -> CivilDate? {
        DateText.date(text(of: field)?.text ?? "", today: context.today)
    }

    private func isKnownZone(_ context: FormContext) -> Bool {
        let name = zoneName
        if name.isEmpty || name == FormState.utc || context.zoneNames.isEmpty { return true }
        if name == context.zoneID.name { return true }
        // A zone of the event's own (from its VTIMEZONE) stays good.
        if let id = target?.draft.start.zoneID, id.name == name { return true }
        return context.zoneNames.contains(name)
    }

    /// The zone field without spaces around; "floating" means none.
    private var zoneName: String {
        let name = zone.text.filter { !$0.isWhitespace }
        return name.lowercased() == "floating" ? "" : name
    }

    private mutating func completionsOfZone(_ context: FormContext) -> [String] {
        guard focus == .zone, !isAllDay else { return [] }
        return ZoneCompletion.matches(zone.text, in: context.zoneNames)
            .prefix(FormState.completionLimit).map { $0 }
    }

    private func checkRule(_ context: FormContext, _ check: inout FormCheck) {
        if recurrence.frequency == .weekly, recurrence.weekdays.isEmpty {
            check.errors[.weekdays] = .noWeekday
            return
        }
        let rule: RecurrenceRule?
        do {
            rule = try recurrence.rule(start: start, isAllDay: isAllDay, today: context.today)
        } catch {
            check.errors[error.field] = error.error
            return
        }
        guard var rule else { return }
        // Beside a time a last day is written with all of it, as Core does.
        if isNew || changesRule, !isAllDay, case .date(let day) = rule.until, rule.count == nil {
            rule = rule.ending(until: .local(LocalDateTime(day, secondOfDay: 86_399)))
        }
        let field: FormField = recurrence.frequency == .custom ? .customRule : .frequency
        do {
            let until = rule.until?.wallClock { $0.local(offset: 0) }
            let series = try RuleSeries(rule, start: start, isDate: isAllDay, until: until)
            if series.isEmpty { check.errors[field] = .emptyRule }
            check.nextStarts = FormState.nextStarts(of: series, after: start)
            check.rule = rule
        } catch {
            check.errors[field] = .cannotExpand(error)
        }
    }

    private static func nextStarts(
        of series: RuleSeries, after start: LocalDateTime
    ) -> [LocalDateTime] {
        var found: [LocalDateTime] = []
        var from = start.adding(seconds: 1)
        while found.count < 5, let next = series.first(atOrAfter: from) {
            found.append(next)
            from = next.adding(seconds: 1)
        }
        return found
    }

    /// What would be saved. What the form has no field for comes from the edited event.
    private func draft(
        _ times: (start: LocalDateTime, end: LocalDateTime), _ check: FormCheck
    ) -> EventDraft {
        let start = calendarTime(times.start)
        let end = calendarTime(isAllDay ? times.end.adding(days: 1) : times.end)
        var draft = target?.draft ?? EventDraft(title: "", start: start, end: end)
        draft.start = start
        draft.end = end
        draft.title = title.text
        draft.location = location.text
        draft.notes = notes.text
        // A rule that nobody touched stays as written; it moves along with the start in Core.
        if isNew || changesRule { draft.rule = check.rule }
        return draft
    }

    private func calendarTime(_ local: LocalDateTime) -> CalendarTime {
        if isAllDay { return .date(local.date) }
        switch zoneName {
        case "": return .floating(local)
        case FormState.utc: return .utc(Instant(seconds: local.seconds))
        default: return .zoned(local, TimeZoneID(zoneName))
        }
    }
}
