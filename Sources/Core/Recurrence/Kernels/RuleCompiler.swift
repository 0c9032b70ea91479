/// Chooses the arithmetic for a rule and a start: the plainest kernel that is exact.
struct RuleCompiler {
    let rule: RecurrenceRule
    /// Wall-clock seconds; midnight when the start is a DATE.
    let start: Int
    let isDate: Bool
    var dayRule: DayRule

    init(_ rule: RecurrenceRule, start: Int, isDate: Bool) {
        self.rule = rule
        self.start = start
        self.isDate = isDate
        dayRule = DayRule(rule)
    }

    var startDay: Int { CivilDate.floorDiv(start, 86_400) }
    var startSecond: Int { start - startDay * 86_400 }
    var weekStart: Int { rule.weekStart.rawValue }
    var positions: [Int] { rule.bySetPosition }

    func kernel() -> RuleKernel {
        if let kernel = calendarKernel() { return kernel }
        switch rule.freq {
        case .secondly, .minutely, .hourly: return subDaily()
        case .daily: return daily()
        case .weekly: return weekly()
        case .monthly: return monthly()
        case .yearly: return yearly()
        }
    }

    /// The times of an instance's day; parts that are absent come from the start.
    var timesOfDay: [Int] {
        if isDate { return [0] }
        if rule.byHour.isEmpty, rule.byMinute.isEmpty, rule.bySecond.isEmpty {
            return [startSecond]
        }
        return secondsOfDay(
            hours: rule.byHour.isEmpty ? [startSecond / 3600] : sortedUnique(rule.byHour),
            minutes: rule.byMinute.isEmpty
                ? [startSecond / 60 % 60] : sortedUnique(rule.byMinute),
            seconds: seconds)
    }

    /// BYSECOND with the leap second folded into 59, or the start's second.
    var seconds: [Int] {
        rule.bySecond.isEmpty
            ? [startSecond % 60] : sortedUnique(rule.bySecond.map { min($0, 59) })
    }

    /// The times as a set; never nil, because no list of a rule is empty by then.
    var timeSet: TimeSet {
        if isDate || (rule.byHour.isEmpty && rule.byMinute.isEmpty && rule.bySecond.isEmpty) {
            return TimeSet(single: startSecond)
        }
        return TimeSet(timesOfDay) ?? TimeSet(single: startSecond)
    }

    /// From the start on, `step` seconds apart.
    func plain(step: Int) -> RuleKernel {
        .stride(StrideKernel(first: start, step: step))
    }

    // MARK: Daily

    private func daily() -> RuleKernel {
        if rule.lists == nil { return plain(step: rule.interval * 86_400) }
        var times = timesOfDay
        if !positions.isEmpty {
            times = selectedIndexes(positions, count: times.count).map { times[$0] }
        }
        return days(every: rule.interval, at: times)
    }

    /// Every so many days from the start's, those that the rule allows.
    func days(every interval: Int, at times: [Int]) -> RuleKernel {
        guard let timeSet = TimeSet(times) else { return .empty }
        let base = startDay * 86_400
        if dayRule.allowsAllDays {
            return pattern(base: base, step: interval * 86_400, offsets: times)
        }
        if dayRule.limitsWeekdaysOnly, times.count <= Self.longestDayList {
            let first = weekday(startDay)
            let cycle = 7 / greatestCommonDivisor(7, interval)
            var days: UInt64 = 0
            for index in 0..<cycle {
                let day = (first + index * (interval % 7)) % 7
                if dayRule.weekdays >> UInt8(day) & 1 == 1 { days |= 1 << UInt64(index) }
            }
            return pattern(
                base: base, spacing: interval * 86_400, step: cycle * interval * 86_400,
                days: days, times: timeSet)
        }
        return .period(daysKernel(interval, timeSet))
    }

    /// The allowed days; `interval` other than 1 only without BYYEARDAY.
    func daysKernel(_ interval: Int, _ times: TimeSet) -> PeriodKernel {
        if dayRule.hasYearDays {
            return PeriodKernel(
                PeriodDays(unit: .year, rule: dayRule, times: times), start: start)
        }
        return PeriodKernel(
            PeriodDays(unit: .month, rule: dayRule, times: times), dayStride: interval,
            start: start)
    }

    /// The most times of a day that are multiplied out with weekdays.
    static let longestDayList = 1440

    /// A pattern, or a stride when it has one offset.
    func pattern(base: Int, step: Int, offsets: [Int]) -> RuleKernel {
        guard let only = offsets.first else { return .empty }
        guard offsets.count == 1 else {
            return .pattern(PatternKernel(base: base, step: step, offsets: offsets, start: start))
        }
        let first = base + only
        if first >= start { return .stride(StrideKernel(first: first, step: step)) }
        let skipped = (start - first + step - 1) / step
        return .stride(StrideKernel(first: first + skipped * step, step: step))
    }

    // MARK: Weekly, monthly, yearly

    private func weekly() -> RuleKernel {
        if rule.lists == nil { return plain(step: rule.interval * 7 * 86_400) }
        var compiler = self
        if !dayRule.hasWeekdays { compiler.dayRule.allow(weekday: weekday(startDay)) }
        // Every week, whole or not: the same as every day that is allowed.
        if rule.interval == 1, positions.isEmpty, dayRule.months != DayRule.allMonths {
            return compiler.days(every: 1, at: timesOfDay)
        }
        return compiler.weeks()
    }

    private func weeks() -> RuleKernel {
        let times = timeSet
        guard dayRule.months == DayRule.allMonths, times.count <= Self.longestDayList else {
            return .period(
                PeriodKernel(
                    PeriodDays(
                        unit: .week, rule: dayRule, weekStart: weekStart, times: times,
                        picks: !positions.isEmpty),
                    interval: rule.interval, start: start))
        }
        let base = (startDay - weekday(startDay + 7 - weekStart)) * 86_400
        let step = rule.interval * 7 * 86_400
        var days = dayRule.days(inWeekFrom: weekStart)
        if positions.isEmpty || times.count == 1 {
            if !positions.isEmpty { days = DayBits.picked(positions, from: days) }
            return pattern(base: base, spacing: 86_400, step: step, days: days, times: times)
        }
        let offsets = offsets(days, spacing: 86_400, times)
        let picked = selectedIndexes(positions, count: offsets.count).map { offsets[$0] }
        return pattern(base: base, step: step, offsets: picked)
    }

    /// Times on the days of a round: bit d of `days` is `d * spacing` seconds from its beginning.
    private func pattern(
        base: Int, spacing: Int, step: Int, days: UInt64, times: TimeSet
    ) -> RuleKernel {
        guard times.count == 1, days.nonzeroBitCount > 1 else {
            return pattern(base: base, step: step, offsets: offsets(days, spacing: spacing, times))
        }
        return .weekday(
            WeekdayKernel(
                base: base + times.first, spacing: spacing, step: step, days: days, start: start))
    }

    private func offsets(_ days: UInt64, spacing: Int, _ times: TimeSet) -> [Int] {
        var offsets: [Int] = []
        for index in 0..<7 where days >> UInt64(index) & 1 == 1 {
            for time in 0..<times.count { offsets.append(index * spacing + times[time]) }
        }
        return offsets
    }

    private func monthly() -> RuleKernel {
        var dayRule = dayRule
        if !dayRule.hasMonthDays, !dayRule.hasWeekdays {
            dayRule.allow(monthDay: CivilDate(dayNumber: startDay).day)
        }
        return months(dayRule, unit: .month)
    }

    private func months(_ dayRule: DayRule, unit: PeriodUnit) -> RuleKernel {
        .period(
            PeriodKernel(
                PeriodDays(unit: unit, rule: dayRule, times: timeSet, picks: !positions.isEmpty),
                interval: rule.interval, start: start))
    }

    private func yearly() -> RuleKernel {
        if dayRule.hasWeeks { return weekYears() }
        var dayRule = dayRule
        if !dayRule.hasMonthDays, !dayRule.hasWeekdays, !dayRule.hasYearDays {
            let parts = CivilDate(dayNumber: startDay).parts
            dayRule.allow(monthDay: parts.day)
            if rule.byMonth.isEmpty { dayRule.months = 1 << UInt16(parts.month - 1) }
        }
        // Months say it all, unless days are counted through the year.
        let isByMonth = positions.isEmpty || dayRule.months.nonzeroBitCount == 1
        if !dayRule.hasYearDays, !dayRule.countsInYear, isByMonth {
            return months(dayRule, unit: .monthOfYear)
        }
        return .period(
            PeriodKernel(
                PeriodDays(unit: .year, rule: dayRule, times: timeSet, picks: !positions.isEmpty),
                interval: rule.interval, start: start))
    }

    private func weekYears() -> RuleKernel {
        var dayRule = dayRule
        if !dayRule.hasWeekdays, !dayRule.hasMonthDays, !dayRule.hasYearDays {
            dayRule.allow(weekday: weekday(startDay))
        }
        return .period(
            PeriodKernel(
                PeriodDays(
                    unit: .weekYear, rule: dayRule, weekStart: weekStart, times: timeSet,
                    picks: !positions.isEmpty),
                interval: rule.interval, start: start))
    }
}
