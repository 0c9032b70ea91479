import Core

/// What keys do to the form.
extension FormState {
    /// Types into the field with the focus; false when the key is a command of the form.
    mutating func type(_ key: Key, _ context: FormContext) -> Bool {
        guard var input = text(of: focus) else { return false }
        if focus == .notes {
            switch key {
            case .enter: input.insert("\n")
            case .up, .down:
                // Beyond the first and the last line the arrows leave the field.
                guard input.moveLine(by: key == .up ? -1 : 1) else { return false }
            default: guard input.handle(key) else { return false }
            }
        } else {
            guard input.handle(key) else { return false }
        }
        let isEdit = input.text != text(of: focus)?.text
        setText(input, of: focus)
        if isEdit { edited(focus, context) }
        return true
    }

    mutating func paste(_ text: String, _ context: FormContext) {
        guard var input = self.text(of: focus) else { return }
        input.paste(text, isMultiline: focus == .notes)
        setText(input, of: focus)
        edited(focus, context)
    }

    /// Lets the other fields follow a change, and judges the form anew.
    private mutating func edited(_ field: FormField, _ context: FormContext) {
        touched.insert(field)
        switch field {
        case .startDate, .startTime: startEdited(context)
        case .endDate, .endTime:
            if let end = readTime(.endDate, .endTime, context), end >= start {
                length = end.seconds - start.seconds
            }
        case .frequency, .interval, .weekdays, .monthlyBy, .ends, .endsOn, .endsAfter,
            .customRule:
            changesRule = true
        case .title, .allDay, .zone, .calendar, .location, .notes: break
        }
        validate(context)
    }

    /// Moves the end and the recurrence editor along with the start.
    private mutating func startEdited(_ context: FormContext) {
        guard let new = readTime(.startDate, .startTime, context) else { return }
        recurrence.follow(from: start.date, to: new.date)
        start = new
        setEnd(new.adding(seconds: length))
    }

    private func readTime(
        _ dateField: FormField, _ timeField: FormField, _ context: FormContext
    ) -> LocalDateTime? {
        guard let date = date(dateField, context) else { return nil }
        if isAllDay { return date.midnight }
        return DateText.time(text(of: timeField)?.text ?? "").map {
            LocalDateTime(date, secondOfDay: $0)
        }
    }

    mutating func moveFocus(_ step: Int, _ context: FormContext) {
        let fields = visibleFields
        let index = fields.firstIndex(of: focus) ?? 0
        setFocus(fields[CivilDate.floorMod(index + step, fields.count)], context)
    }

    /// Leaves a field: its words become what they mean, and its errors may be shown.
    mutating func setFocus(_ field: FormField, _ context: FormContext) {
        touched.insert(focus)
        switch focus {
        case .startDate, .endDate, .endsOn:
            if let date = date(focus, context) { setText(TextInput(date.description), of: focus) }
        case .startTime, .endTime:
            if let second = DateText.time(text(of: focus)?.text ?? "") {
                let time = LocalDateTime(seconds: second)
                setText(TextInput(FormState.clock(time)), of: focus)
            }
        case .title, .allDay, .zone, .calendar, .location, .frequency, .interval, .weekdays,
            .monthlyBy, .ends, .endsAfter, .customRule, .notes:
            break
        }
        if var left = text(of: focus) {
            left.deselect()
            setText(left, of: focus)
        }
        focus = field
        if field.isReplacedByTyping, var entered = text(of: field) {
            entered.selectAll()
            setText(entered, of: field)
        }
        validate(context)
    }

    /// Space on a switch, a choice or a weekday.
    mutating func toggle(_ context: FormContext) {
        switch focus {
        case .allDay: toggleAllDay()
        case .weekdays:
            let day = Weekday(index: recurrence.weekdayCursor)
            if recurrence.weekdays.remove(day) == nil { recurrence.weekdays.insert(day) }
        case .calendar, .frequency, .monthlyBy, .ends:
            choose(1, context)
            return
        case .title, .startDate, .startTime, .endDate, .endTime, .zone, .location, .interval,
            .endsOn, .endsAfter, .customRule, .notes:
            return
        }
        edited(focus, context)
    }

    private mutating func toggleAllDay() {
        isAllDay.toggle()
        if isAllDay {
            let days = start.adding(seconds: length).date.dayNumber - start.date.dayNumber
            length = days * 86_400
            start = start.date.midnight
        } else {
            let second = DateText.time(startTime.text) ?? 9 * 3600
            start = LocalDateTime(start.date, secondOfDay: second)
            let end = DateText.time(endTime.text) ?? second + 3600
            length = max(length + end - second, length == 0 ? 3600 : 0)
            if zone.text.isEmpty, let id = target?.draft.start.zoneID { zone = TextInput(id.name) }
        }
        setStart(start)
        setEnd(start.adding(seconds: length))
    }

    /// Left and right on a choice, on a switch, and along the weekdays.
    mutating func choose(_ step: Int, _ context: FormContext) {
        switch focus {
        case .allDay: toggleAllDay()
        case .calendar:
            let writable = context.calendars.filter { !$0.isReadOnly }.map(\.id)
            calendar = FormState.next(calendar, in: writable, step) ?? calendar
        case .frequency:
            let all = RecurrenceForm.Frequency.allCases
            let old = recurrence.frequency
            recurrence.frequency = FormState.next(old, in: all, step) ?? old
            startRecurrence(context)
        case .monthlyBy:
            let choices = recurrence.monthlyChoices(start.date)
            recurrence.monthlyBy =
                FormState.next(recurrence.monthlyBy, in: choices, step) ?? .day
        case .ends:
            let all = RecurrenceForm.Ends.allCases
            recurrence.ends = FormState.next(recurrence.ends, in: all, step) ?? .never
            if recurrence.endsOn.text.isEmpty {
                recurrence.endsOn = TextInput(start.date.adding(months: 3).description)
            }
        case .weekdays:
            recurrence.weekdayCursor = CivilDate.floorMod(recurrence.weekdayCursor + step, 7)
            return
        case .title, .startDate, .startTime, .endDate, .endTime, .zone, .location, .interval,
            .endsOn, .endsAfter, .customRule, .notes:
            return
        }
        edited(focus, context)
    }

    /// Fills a recurrence field that is empty with what fits the start.
    private mutating func startRecurrence(_ context: FormContext) {
        switch recurrence.frequency {
        case .weekly where recurrence.weekdays.isEmpty:
            recurrence.weekdays = [start.date.weekday]
            recurrence.weekdayCursor = start.date.weekday.rawValue
        case .custom where recurrence.custom.text.isEmpty:
            recurrence.custom = TextInput(check.rule?.description ?? "FREQ=")
        case .none, .daily, .weekly, .monthly, .yearly, .custom: break
        }
    }

    private static func next<Choice: Equatable>(
        _ value: Choice?, in choices: [Choice], _ step: Int
    ) -> Choice? {
        guard !choices.isEmpty else { return nil }
        let index = choices.firstIndex { $0 == value }.map { $0 + step } ?? 0
        return choices[CivilDate.floorMod(index, choices.count)]
    }

    /// Takes the first zone name that continues what was typed; again, the next one.
    mutating func complete(_ context: FormContext) {
        guard focus == .zone else { return }
        if let first = completions.first {
            zone = TextInput(first)
        } else if let index = context.zoneNames.firstIndex(of: zone.text) {
            zone = TextInput(context.zoneNames[(index + 1) % context.zoneNames.count])
        }
        edited(.zone, context)
    }
}
