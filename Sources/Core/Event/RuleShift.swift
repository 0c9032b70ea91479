/// Moves a recurrence rule along with the start of its event.
struct RuleShift {
    let old: LocalDateTime
    let new: LocalDateTime

    /// The rule whose instances are those of `rule`, moved as the start moves, as far as rules can
    /// say it: a part that only repeats the old start is made to repeat the new one, and the
    /// weekdays of a week move together. Everything else, and the end, stays.
    func moved(_ rule: RecurrenceRule) -> RecurrenceRule {
        guard old != new else { return rule }
        var byDay = rule.byDay
        var byMonthDay = rule.byMonthDay
        var byMonth = rule.byMonth
        if old.date != new.date {
            byDay = movedDays(rule)
            byMonthDay = movedMonthDays(rule)
            if rule.freq == .yearly, rule.byMonth == [old.date.month] {
                byMonth = [new.date.month]
            }
        }
        let moved = try? RecurrenceRule(
            rule.freq, interval: rule.interval, count: rule.count, until: rule.until,
            bySecond: single(rule.bySecond, old.second, new.second),
            byMinute: single(rule.byMinute, old.minute, new.minute),
            byHour: movedHours(rule.byHour), byDay: byDay,
            byMonthDay: byMonthDay, byYearDay: rule.byYearDay, byWeekNumber: rule.byWeekNumber,
            byMonth: byMonth, bySetPosition: rule.bySetPosition, weekStart: rule.weekStart,
            unknownParts: rule.unknownParts)
        return moved ?? rule
    }

    /// A list that says just what the old start says, made to say what the new one does.
    private func single(_ list: [Int], _ old: Int, _ new: Int) -> [Int] {
        list == [old] ? [new] : list
    }

    /// Moves every hour of a day, unless one would leave the day.
    private func movedHours(_ hours: [Int]) -> [Int] {
        let step = new.hour - old.hour
        let isWithinDay =
            old.date == new.date && old.secondOfDay % 3600 == new.secondOfDay % 3600
            && hours.allSatisfy { (0...23).contains($0 + step) }
        guard isWithinDay || hours == [old.hour] else { return hours }
        return hours.map { $0 + step }
    }

    private func movedDays(_ rule: RecurrenceRule) -> [WeekdayNumber] {
        if rule.freq == .weekly { return movedWeek(rule) }
        guard rule.byDay.count == 1, let day = rule.byDay.first,
            day.weekday == old.date.weekday, rule.bySetPosition.isEmpty
        else { return rule.byDay }
        if day.ordinal == 0 { return [WeekdayNumber(weekday: new.date.weekday)] }
        let isInMonth = rule.freq == .monthly || !rule.byMonth.isEmpty
        guard isInMonth, day.ordinal == ordinal(old.date, fromEnd: day.ordinal < 0) else {
            return rule.byDay
        }
        // The last one stays the last one where that is true of the new date.
        let last = ordinal(new.date, fromEnd: true)
        let number =
            day.ordinal < 0 && last == day.ordinal ? last : ordinal(new.date, fromEnd: false)
        return [WeekdayNumber(ordinal: number, weekday: new.date.weekday)]
    }

    /// Moves every weekday by the same days, unless one would leave a week that counts for one
    /// that does not.
    private func movedWeek(_ rule: RecurrenceRule) -> [WeekdayNumber] {
        let days = CivilDate.floorMod(new.date.dayNumber - old.date.dayNumber, 7)
        guard rule.bySetPosition.isEmpty,
            rule.byDay.contains(where: { $0.weekday == old.date.weekday })
        else { return rule.byDay }
        let places = rule.byDay.map {
            CivilDate.floorMod($0.weekday.rawValue - rule.weekStart.rawValue, 7) + days
        }
        let staysTogether =
            rule.interval == 1 || places.count == 1
            || places.allSatisfy { $0 < 7 } || places.allSatisfy { $0 >= 7 }
        guard staysTogether else { return rule.byDay }
        return rule.byDay.map {
            WeekdayNumber(weekday: Weekday(index: $0.weekday.rawValue + days))
        }
    }

    private func movedMonthDays(_ rule: RecurrenceRule) -> [Int] {
        let length = CivilDate.daysInMonth(year: old.date.year, month: old.date.month)
        if rule.byMonthDay == [old.date.day] { return [new.date.day] }
        if rule.byMonthDay == [old.date.day - length - 1] {
            let newLength = CivilDate.daysInMonth(year: new.date.year, month: new.date.month)
            return [new.date.day - newLength - 1]
        }
        return rule.byMonthDay
    }

    /// Which of its weekday in the month a date is, from 1, or from -1 when counted from the end.
    private func ordinal(_ date: CivilDate, fromEnd: Bool) -> Int {
        let length = CivilDate.daysInMonth(year: date.year, month: date.month)
        return fromEnd ? -((length - date.day) / 7 + 1) : (date.day - 1) / 7 + 1
    }
}

extension RecurrenceRule {
    /// The rule with those days written out that it takes from its start (RFC 5545 §3.3.10), so
    /// that it yields the same beside another start.
    func saying(_ start: LocalDateTime) -> RecurrenceRule {
        guard byDay.isEmpty, byMonthDay.isEmpty, byYearDay.isEmpty, byWeekNumber.isEmpty else {
            return self
        }
        var days: [WeekdayNumber] = []
        var monthDays: [Int] = []
        var months = byMonth
        switch freq {
        case .weekly: days = [WeekdayNumber(weekday: start.date.weekday)]
        case .monthly: monthDays = [start.date.day]
        case .yearly:
            monthDays = [start.date.day]
            if months.isEmpty { months = [start.date.month] }
        case .daily, .hourly, .minutely, .secondly: return self
        }
        let rule = try? RecurrenceRule(
            freq, interval: interval, count: count, until: until, bySecond: bySecond,
            byMinute: byMinute, byHour: byHour, byDay: days, byMonthDay: monthDays,
            byMonth: months, bySetPosition: bySetPosition, weekStart: weekStart,
            unknownParts: unknownParts)
        return rule ?? self
    }
}

extension RecurrenceRule {
    /// The rule with another `UNTIL`; a `COUNT` beside it stays, as does the earlier end of both.
    func replacing(until: Until) -> RecurrenceRule {
        let rule = try? RecurrenceRule(
            freq, interval: interval, count: count, until: until, bySecond: bySecond,
            byMinute: byMinute, byHour: byHour, byDay: byDay, byMonthDay: byMonthDay,
            byYearDay: byYearDay, byWeekNumber: byWeekNumber, byMonth: byMonth,
            bySetPosition: bySetPosition, weekStart: weekStart, unknownParts: unknownParts)
        return rule ?? self
    }
}
