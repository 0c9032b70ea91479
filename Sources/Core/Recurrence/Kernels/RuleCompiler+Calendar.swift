/// Rules that count in another calendar, or with SKIP (RFC 7529).
extension RuleCompiler {
    /// The arithmetic; nil where the calendar makes no difference, as for "every Monday".
    func calendarKernel() -> RuleKernel? {
        guard !rule.isOfRFC5545, let lists = rule.lists?.values, asksCalendar(lists) else {
            return nil
        }
        guard let day = rule.calendar.date(of: CivilDate(dayNumber: startDay)) else {
            return .empty
        }
        switch rule.freq {
        case .yearly:
            let unit: CalendarUnit = rule.byWeekNumber.isEmpty ? .year : .weekYear
            return .calendar(periods(of: unit, calendarDays(day)))
        case .monthly: return .calendar(periods(of: .month, calendarDays(day)))
        case .weekly: return .calendar(periods(of: .week, calendarDays(day)))
        case .daily, .hourly, .minutely, .secondly: return filtered(day, lists)
        }
    }

    private func asksCalendar(_ lists: RuleLists.Values) -> Bool {
        rule.freq == .monthly || rule.freq == .yearly || !lists.byMonth.isEmpty
            || !lists.byLeapMonth.isEmpty || !lists.byMonthDay.isEmpty || !lists.byYearDay.isEmpty
    }

    private func periods(of unit: CalendarUnit, _ days: CalendarDayRule) -> CalendarKernel {
        CalendarKernel(
            CalendarGrid(rule.calendar, unit, weekStart: weekStart), interval: rule.interval,
            start: start, rule: days, times: timeSet,
            positions: positions)
    }

    /// What the rule says of days; what it leaves open comes from the start.
    private func calendarDays(_ start: CalendarDate) -> CalendarDayRule {
        var months = rule.months
        var monthDays = rule.byMonthDay
        var weekdays = rule.byDay.filter { $0.ordinal == 0 }.map(\.weekday.rawValue)
        let isOpen =
            rule.byDay.isEmpty && monthDays.isEmpty && rule.byYearDay.isEmpty
        if isOpen, rule.freq == .monthly || (rule.freq == .yearly && rule.byWeekNumber.isEmpty) {
            monthDays = [start.day]
            if rule.freq == .yearly, months.isEmpty { months = [start.month] }
        }
        if isOpen, rule.freq == .weekly || !rule.byWeekNumber.isEmpty {
            weekdays = [weekday(startDay)]
        }
        let numbered = rule.byDay.filter { $0.ordinal != 0 }
        // Periods of a day or less have no day or month of their own that could be missing.
        let expands = rule.freq == .yearly || rule.freq == .monthly
        return CalendarDayRule(
            calendar: rule.calendar, skip: expands ? rule.skip : .omit, months: months,
            monthDays: monthDays, yearDays: rule.byYearDay, weeks: rule.byWeekNumber,
            weekdays: weekdays.reduce(0) { $0 | 1 << UInt8($1) }, numbered: numbered,
            countsInYear: rule.freq == .yearly && months.isEmpty && !numbered.isEmpty)
    }

    /// DAILY and shorter: what the rule gives without the parts of the calendar, on its days.
    private func filtered(_ day: CalendarDate, _ lists: RuleLists.Values) -> RuleKernel {
        var lists = lists
        lists.calendar = .gregorian
        lists.skip = .omit
        lists.byMonth = []
        lists.byLeapMonth = []
        lists.byMonthDay = []
        lists.byYearDay = []
        let inner = RuleCompiler(rule.with(lists), start: start, isDate: isDate).kernel()
        if case .empty = inner { return .empty }
        var pattern = pattern(of: inner)
        if pattern == nil {
            // Weekdays, too, are left to the days.
            lists.byDay = []
            let inner = RuleCompiler(rule.with(lists), start: start, isDate: isDate).kernel()
            pattern = self.pattern(of: inner)
        }
        guard let pattern else { return .empty }
        let midnight = startDay * 86_400
        let days = CalendarKernel(
            CalendarGrid(rule.calendar, .month, weekStart: weekStart), interval: 1,
            start: midnight, rule: calendarDays(day), times: TimeSet(single: 0), positions: [])
        return .calendarDays(CalendarDaysKernel(pattern: pattern, days: days, start: start))
    }

    private func pattern(of kernel: RuleKernel) -> PatternKernel? {
        switch kernel {
        case .pattern(let pattern): pattern
        case .stride(let stride):
            PatternKernel(base: stride.first, step: stride.step, offsets: [0], start: start)
        case .weekday(let weekdays):
            PatternKernel(
                base: weekdays.base, step: weekdays.step, offsets: weekdays.offsets, start: start)
        case .empty, .period, .stepped, .calendar, .calendarDays: nil
        }
    }
}
