/// Moves a recurrence rule along with the start of its event.
struct RuleShift {
    let old: LocalDateTime
    let new: LocalDateTime

    /// The rule whose instances are those of `rule`, moved as the start moves, as far as rules can
    /// say it: a part that only repeats the old start is made to repeat the new one, and the
    /// weekdays of a week move together. Everything else, and the end, stays.
    func moved(_ rule: RecurrenceRule) -> RecurrenceRule {
        guard old != new else { return rule }
        var lists = rule.lists?.values ?? RuleLists.Values()
        lists.bySecond = single(rule.bySecond, old.second, new.second)
        lists.byMinute = single(rule.byMinute, old.minute, new.minute)
        lists.byHour = movedHours(rule.byHour)
        if old.date != new.date, let old = MonthPlace(old.date, rule.calendar),
            let new = MonthPlace(new.date, rule.calendar)
        {
            lists.byDay = movedDays(rule, old, new)
            lists.byMonthDay = movedMonthDays(rule, old, new)
            if rule.freq == .yearly, rule.months == [old.month] {
                lists.byMonth = new.month.isLeap ? [] : [new.month.number]
                lists.byLeapMonth = new.month.isLeap ? [new.month.number] : []
            }
        }
        return (try? rule.replacing(lists)) ?? rule
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

    private func movedDays(
        _ rule: RecurrenceRule, _ old: MonthPlace, _ new: MonthPlace
    ) -> [WeekdayNumber] {
        if rule.freq == .weekly { return movedWeek(rule) }
        let (weekday, newWeekday) = (self.old.date.weekday, self.new.date.weekday)
        guard rule.byDay.count == 1, let day = rule.byDay.first, day.weekday == weekday,
            rule.bySetPosition.isEmpty
        else { return rule.byDay }
        if day.ordinal == 0 { return [WeekdayNumber(weekday: newWeekday)] }
        let isInMonth = rule.freq == .monthly || !rule.months.isEmpty
        guard isInMonth, day.ordinal == old.ordinal(fromEnd: day.ordinal < 0) else {
            return rule.byDay
        }
        // The last one stays the last one where that is true of the new date.
        let last = new.ordinal(fromEnd: true)
        let number =
            day.ordinal < 0 && last == day.ordinal ? last : new.ordinal(fromEnd: false)
        return [WeekdayNumber(ordinal: number, weekday: newWeekday)]
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

    private func movedMonthDays(
        _ rule: RecurrenceRule, _ old: MonthPlace, _ new: MonthPlace
    ) -> [Int] {
        if rule.byMonthDay == [old.day] { return [new.day] }
        if rule.byMonthDay == [old.day - old.length - 1] { return [new.day - new.length - 1] }
        return rule.byMonthDay
    }
}

/// Where a date is in its month.
private struct MonthPlace {
    let month: MonthCode
    let day: Int
    /// Days of the month.
    let length: Int

    /// nil outside the years that the calendar knows.
    init?(_ date: CivilDate, _ calendar: CalendarSystem) {
        guard let year = calendar.year(containing: date.dayNumber) else { return nil }
        let index = year.monthIndex(containing: date.dayNumber)
        month = year.code(ofMonth: index)
        day = date.dayNumber - year.start(ofMonth: index) + 1
        length = year.length(ofMonth: index)
    }

    /// Which of its weekday in the month the date is, from 1, or from -1 when counted from the end.
    func ordinal(fromEnd: Bool) -> Int {
        fromEnd ? -((length - day) / 7 + 1) : (day - 1) / 7 + 1
    }
}

extension RecurrenceRule {
    /// The rule with those days written out that it takes from its start (RFC 5545 §3.3.10), so
    /// that it yields the same beside another start.
    func saying(_ start: LocalDateTime) -> RecurrenceRule {
        guard byDay.isEmpty, byMonthDay.isEmpty, byYearDay.isEmpty, byWeekNumber.isEmpty else {
            return self
        }
        guard let date = calendar.date(of: start.date) else { return self }
        var lists = lists?.values ?? RuleLists.Values()
        switch freq {
        case .weekly: lists.byDay = [WeekdayNumber(weekday: start.date.weekday)]
        case .monthly: lists.byMonthDay = [date.day]
        case .yearly:
            lists.byMonthDay = [date.day]
            if months.isEmpty {
                lists.byMonth = date.month.isLeap ? [] : [date.month.number]
                lists.byLeapMonth = date.month.isLeap ? [date.month.number] : []
            }
        case .daily, .hourly, .minutely, .secondly: return self
        }
        return (try? replacing(lists)) ?? self
    }
}

extension RecurrenceRule {
    /// The rule with another `UNTIL`; a `COUNT` beside it stays, as does the earlier end of both.
    func replacing(until: Until) -> RecurrenceRule {
        let rule = try? RecurrenceRule(
            freq, interval: interval, count: count, until: until, weekStart: weekStart,
            lists: lists?.values ?? RuleLists.Values())
        return rule ?? self
    }

    /// The rule with other lists.
    fileprivate func replacing(_ lists: RuleLists.Values) throws(RuleError) -> RecurrenceRule {
        try RecurrenceRule(
            freq, interval: interval, count: count, until: until, weekStart: weekStart,
            lists: lists)
    }
}
