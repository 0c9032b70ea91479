import Core

/// The definition of RFC 5545 §3.3.10 spelled out: every day, or every unit of a sub-daily rule,
/// is asked whether it fits. Slow, and without anything in common with the engine.
public struct NaiveRecurrence {
    let rule: RecurrenceRule
    let start: LocalDateTime
    let isDate: Bool

    public init(rule: RecurrenceRule, start: LocalDateTime, isDate: Bool) {
        self.rule = rule
        self.start = isDate ? start.date.midnight : start
        self.isDate = isDate
    }

    /// The instances in a window, COUNT and UNTIL left aside; `limit` at most.
    public func instances(in window: Range<LocalDateTime>, limit: Int) -> [LocalDateTime] {
        let window = window.clamped(to: start..<max(start, Self.endOfTime))
        if window.isEmpty { return [] }
        return rule.freq.isSubDaily
            ? subDaily(in: window, limit: limit) : daysOrMore(in: window, limit: limit)
    }

    /// The first second of the year 10000.
    public static let endOfTime = CivilDate.range.upperBound.adding(days: 1).midnight

    private func daysOrMore(in window: Range<LocalDateTime>, limit: Int) -> [LocalDateTime] {
        var found: [LocalDateTime] = []
        var members: [LocalDateTime] = []
        let first = period(of: start.date)
        // A period is a year at most, and BYSETPOS needs the whole of it.
        var day = window.lowerBound.date.adding(days: -372)
        var current = period(of: day)
        while found.count < limit {
            let period = period(of: day)
            if period != current {
                found += select(members).filter(window.contains)
                if day.midnight >= window.upperBound { break }
                members = []
                current = period
            }
            if period >= first, (period - first) % rule.interval == 0, fits(day) {
                members += times.map { LocalDateTime(day, secondOfDay: $0) }
            }
            day = day.adding(days: 1)
        }
        return Array(found.prefix(limit))
    }

    private func subDaily(in window: Range<LocalDateTime>, limit: Int) -> [LocalDateTime] {
        let unit = rule.freq == .hourly ? 3600 : rule.freq == .minutely ? 60 : 1
        let step = unit * rule.interval
        var found: [LocalDateTime] = []
        var begin = start.seconds - CivilDate.floorMod(start.seconds, unit)
        begin += max(0, (window.lowerBound.seconds - begin) / step) * step
        while begin < window.upperBound.seconds, found.count < limit {
            found += select(members(from: begin, to: begin + unit)).filter(window.contains)
            begin += step
        }
        return Array(found.prefix(limit))
    }

    /// The first day from `day` on that the rule's lists let in, among `count` days.
    func firstFittingDay(from day: CivilDate, among count: Int) -> CivilDate? {
        (0..<count).lazy.map { day.adding(days: $0) }.first(where: fits)
    }

    /// The seconds of a unit that fit; day and hour are the same in all of it.
    private func members(from begin: Int, to end: Int) -> [LocalDateTime] {
        var members: [LocalDateTime] = []
        let first = LocalDateTime(seconds: begin)
        guard fits(hourOf: first), fits(first.date) else { return [] }
        for minute in stride(from: begin, to: end, by: 60) {
            guard fits(minuteOf: LocalDateTime(seconds: minute)) else { continue }
            for second in minute..<min(minute + 60, end) {
                let time = LocalDateTime(seconds: second)
                if fits(secondOf: time) { members.append(time) }
            }
        }
        return members
    }

    private func select(_ members: [LocalDateTime]) -> [LocalDateTime] {
        if rule.bySetPosition.isEmpty { return members }
        var chosen: Set<LocalDateTime> = []
        for position in rule.bySetPosition {
            let index = position > 0 ? position - 1 : members.count + position
            if members.indices.contains(index) { chosen.insert(members[index]) }
        }
        return chosen.sorted()
    }
}

/// What fits.
extension NaiveRecurrence {
    private func period(of day: CivilDate) -> Int {
        let parts = day.parts
        switch rule.freq {
        case .yearly:
            return rule.byWeekNumber.isEmpty
                ? parts.year : day.weekOfYear(first: rule.weekStart).year
        case .monthly: return parts.year * 12 + parts.month
        case .weekly:
            return CivilDate.floorDiv(day.startOfWeek(first: rule.weekStart).dayNumber, 7)
        case .daily, .hourly, .minutely, .secondly: return day.dayNumber
        }
    }

    private func fits(_ day: CivilDate) -> Bool {
        let parts = day.parts
        let length = CivilDate.daysInMonth(year: parts.year, month: parts.month)
        let yearLength = CivilDate.isLeap(parts.year) ? 366 : 365
        let yearDay = day.dayOfYear
        if !rule.byMonth.isEmpty, !rule.byMonth.contains(parts.month) { return false }
        if !rule.byMonthDay.isEmpty, !rule.byMonthDay.contains(parts.day),
            !rule.byMonthDay.contains(parts.day - length - 1)
        {
            return false
        }
        if !rule.byYearDay.isEmpty, !rule.byYearDay.contains(yearDay),
            !rule.byYearDay.contains(yearDay - yearLength - 1)
        {
            return false
        }
        if !rule.byWeekNumber.isEmpty {
            let week = day.weekOfYear(first: rule.weekStart)
            let fourth = CivilDate(
                dayNumber: CivilDate.dayNumber(year: week.year, month: 12, day: 28))
            let weeks = fourth.weekOfYear(first: rule.weekStart).week
            if !rule.byWeekNumber.contains(week.week),
                !rule.byWeekNumber.contains(week.week - weeks - 1)
            {
                return false
            }
        }
        if !rule.byDay.isEmpty {
            let inMonth = rule.freq == .monthly || !rule.byMonth.isEmpty
            let index = inMonth ? parts.day : yearDay
            let count = inMonth ? length : yearLength
            let fitsWeekday = rule.byDay.contains {
                $0.weekday == day.weekday
                    && ($0.ordinal == 0 || $0.ordinal == (index - 1) / 7 + 1
                        || -$0.ordinal == (count - index) / 7 + 1)
            }
            if !fitsWeekday { return false }
        }
        return fitsDefault(day)
    }

    /// What the start says where the rule is silent.
    private func fitsDefault(_ day: CivilDate) -> Bool {
        let own = start.date
        let saysDay =
            !rule.byDay.isEmpty || !rule.byMonthDay.isEmpty || !rule.byYearDay.isEmpty
        switch rule.freq {
        case .secondly, .minutely, .hourly, .daily: return true
        case .weekly: return saysDay || day.weekday == own.weekday
        case .monthly: return saysDay || day.day == own.day
        case .yearly:
            if saysDay { return true }
            if !rule.byWeekNumber.isEmpty { return day.weekday == own.weekday }
            return day.day == own.day && (!rule.byMonth.isEmpty || day.month == own.month)
        }
    }

    private func fits(hourOf time: LocalDateTime) -> Bool {
        if !rule.byHour.isEmpty { return rule.byHour.contains(time.hour) }
        return rule.freq.isSubDaily || time.hour == start.hour
    }

    private func fits(minuteOf time: LocalDateTime) -> Bool {
        if !rule.byMinute.isEmpty { return rule.byMinute.contains(time.minute) }
        return rule.freq == .minutely || rule.freq == .secondly || time.minute == start.minute
    }

    private func fits(secondOf time: LocalDateTime) -> Bool {
        if !rule.bySecond.isEmpty {
            return rule.bySecond.contains(time.second)
                || (time.second == 59 && rule.bySecond.contains(60))
        }
        return rule.freq == .secondly || time.second == start.second
    }

    /// The seconds of a day for DAILY and longer.
    private var times: [Int] {
        if isDate { return [0] }
        let hours = rule.byHour.isEmpty ? [start.hour] : rule.byHour
        let minutes = rule.byMinute.isEmpty ? [start.minute] : rule.byMinute
        let seconds = rule.bySecond.isEmpty ? [start.second] : rule.bySecond
        var times: Set<Int> = []
        for hour in hours {
            for minute in minutes {
                for second in seconds { times.insert(hour * 3600 + minute * 60 + min(second, 59)) }
            }
        }
        return times.sorted()
    }
}
