import Core

/// Between the recurrence editor and rules.
extension RecurrenceForm {
    /// The longest interval and count that the editor takes.
    static let largest = 9999

    /// The editor's view of a rule: its fields when they say all of it, else its text.
    init(_ rule: RecurrenceRule, start: LocalDateTime) {
        self.init()
        custom = TextInput(rule.description)
        frequency = .custom
        guard takeDays(of: rule, start: start.date), takeEnd(of: rule, start: start) else {
            self = RecurrenceForm()
            custom = TextInput(rule.description)
            frequency = .custom
            return
        }
        interval = TextInput(String(rule.interval))
    }

    /// Reads frequency and days; false when the fields cannot say them.
    private mutating func takeDays(of rule: RecurrenceRule, start: CivilDate) -> Bool {
        guard rule.bySecond.isEmpty, rule.byMinute.isEmpty, rule.byHour.isEmpty,
            rule.byYearDay.isEmpty, rule.byWeekNumber.isEmpty, rule.bySetPosition.isEmpty,
            rule.unknownParts.isEmpty, rule.isOfRFC5545, rule.interval <= RecurrenceForm.largest
        else { return false }
        let isPlain = rule.byDay.isEmpty && rule.byMonthDay.isEmpty && rule.byMonth.isEmpty
        switch rule.freq {
        case .secondly, .minutely, .hourly: return false
        case .daily:
            frequency = .daily
            return isPlain
        case .weekly:
            frequency = .weekly
            weekdays = Set(rule.byDay.map(\.weekday))
            if weekdays.isEmpty { weekdays = [start.weekday] }
            weekdayCursor = start.weekday.rawValue
            return rule.byMonth.isEmpty && (rule.weekStart == .monday || rule.interval == 1)
        case .monthly:
            frequency = .monthly
            return rule.byMonth.isEmpty && takeMonthDay(of: rule, start: start)
        case .yearly:
            frequency = .yearly
            let isStartDay = rule.byMonth == [start.month] && rule.byMonthDay == [start.day]
            return isPlain || (isStartDay && rule.byDay.isEmpty)
        }
    }

    private mutating func takeMonthDay(of rule: RecurrenceRule, start: CivilDate) -> Bool {
        if rule.byDay.isEmpty, rule.byMonthDay.isEmpty || rule.byMonthDay == [start.day] {
            monthlyBy = .day
            return true
        }
        if rule.byDay.isEmpty, rule.byMonthDay == [-1] {
            monthlyBy = .lastDay
            return start.isLastOfMonth
        }
        let number = WeekdayNumber(ordinal: (start.day - 1) / 7 + 1, weekday: start.weekday)
        if rule.byMonthDay.isEmpty, rule.byDay == [number] {
            monthlyBy = .nthWeekday
            return true
        }
        let last = WeekdayNumber(ordinal: -1, weekday: start.weekday)
        if rule.byMonthDay.isEmpty, rule.byDay == [last] {
            monthlyBy = .lastWeekday
            return start.isInLastWeek
        }
        return false
    }

    private mutating func takeEnd(of rule: RecurrenceRule, start: LocalDateTime) -> Bool {
        switch (rule.count, rule.until) {
        case (nil, nil): ends = .never
        case (let count?, nil):
            ends = .after
            endsAfter = TextInput(String(count))
            return count <= RecurrenceForm.largest
        case (nil, let until?):
            ends = .onDate
            let last = until.wallClock { $0.local(offset: 0) }
            let isTooEarly = last.secondOfDay < start.secondOfDay
            endsOn = TextInput(last.date.adding(days: isTooEarly ? -1 : 0).description)
        case (.some, .some): return false
        }
        return true
    }

    /// The ways to find a monthly day that are true of `start`.
    func monthlyChoices(_ start: CivilDate) -> [MonthlyBy] {
        MonthlyBy.allCases.filter {
            switch $0 {
            case .day, .nthWeekday: true
            case .lastDay: start.isLastOfMonth
            case .lastWeekday: start.isInLastWeek
            }
        }
    }

    /// Follows the start to another day: weekdays move with it, and a monthly day that is no
    /// longer true of it gives way.
    mutating func follow(from old: CivilDate, to new: CivilDate) {
        if weekdays.contains(old.weekday) {
            let days = new.dayNumber - old.dayNumber
            weekdays = Set(weekdays.map { Weekday(index: $0.rawValue + days) })
        }
        if frequency == .weekly, weekdays.isEmpty { weekdays = [new.weekday] }
        if !monthlyChoices(new).contains(monthlyBy) {
            monthlyBy = monthlyBy == .lastDay ? .day : .nthWeekday
        }
    }

    /// The rule that the fields say, for an event that starts at `start`; nil for none.
    /// - Throws: the field at fault and what is wrong with it.
    func rule(
        start: LocalDateTime, isAllDay: Bool, today: CivilDate
    ) throws(RecurrenceProblem) -> RecurrenceRule? {
        if frequency == .none { return nil }
        if frequency == .custom {
            do {
                return try RecurrenceRule(parsing: custom.text)
            } catch {
                throw RecurrenceProblem(field: .customRule, error: .badRule(error))
            }
        }
        let interval = try RecurrenceForm.number(interval.text, .interval)
        var count: Int?
        var until: RecurrenceRule.Until?
        switch ends {
        case .never: break
        case .after: count = try RecurrenceForm.number(endsAfter.text, .endsAfter)
        case .onDate: until = try lastDay(start: start, isAllDay: isAllDay, today: today)
        }
        do {
            return try simpleRule(start.date, interval, count, until)
        } catch {
            throw RecurrenceProblem(field: .frequency, error: .badRule(error))
        }
    }

    private func simpleRule(
        _ start: CivilDate, _ interval: Int, _ count: Int?, _ until: RecurrenceRule.Until?
    ) throws(RuleError) -> RecurrenceRule? {
        switch frequency {
        case .none, .custom: return nil
        case .daily:
            return try RecurrenceRule(.daily, interval: interval, count: count, until: until)
        case .yearly:
            return try RecurrenceRule(.yearly, interval: interval, count: count, until: until)
        case .weekly:
            let days = weekdays.sorted { $0.rawValue < $1.rawValue }
            return try RecurrenceRule(
                .weekly, interval: interval, count: count, until: until,
                byDay: days.map { WeekdayNumber(weekday: $0) })
        case .monthly:
            let number = (start.day - 1) / 7 + 1
            let ordinal = monthlyBy == .nthWeekday ? number : monthlyBy == .lastWeekday ? -1 : nil
            let byDay = ordinal.map { [WeekdayNumber(ordinal: $0, weekday: start.weekday)] }
            return try RecurrenceRule(
                .monthly, interval: interval, count: count, until: until, byDay: byDay ?? [],
                byMonthDay: monthlyBy == .lastDay ? [-1] : [])
        }
    }

    private func lastDay(
        start: LocalDateTime, isAllDay: Bool, today: CivilDate
    ) throws(RecurrenceProblem) -> RecurrenceRule.Until {
        guard let date = DateText.date(endsOn.text, today: today) else {
            throw RecurrenceProblem(field: .endsOn, error: .notADate)
        }
        guard date >= start.date else {
            throw RecurrenceProblem(field: .endsOn, error: .endsBeforeStart)
        }
        return isAllDay ? .date(date) : .local(LocalDateTime(date, secondOfDay: 86_399))
    }

    private static func number(
        _ text: String, _ field: FormField
    ) throws(RecurrenceProblem) -> Int {
        let trimmed = text.filter { !$0.isWhitespace }
        guard let number = DateText.number(trimmed, digits: 1...4), number >= 1 else {
            throw RecurrenceProblem(field: field, error: .notANumber(1...largest))
        }
        return number
    }
}

/// Why the recurrence editor says no rule.
struct RecurrenceProblem: Error, Hashable, Sendable {
    var field: FormField
    var error: FormError
}

extension CivilDate {
    fileprivate var isLastOfMonth: Bool {
        day == CivilDate.daysInMonth(year: year, month: month)
    }
    /// Whether no later day of the month has this weekday.
    fileprivate var isInLastWeek: Bool {
        day + 7 > CivilDate.daysInMonth(year: year, month: month)
    }
}
