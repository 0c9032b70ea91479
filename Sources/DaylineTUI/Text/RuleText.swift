import Core

/// A recurrence rule in plain English: "every 2 weeks on Tue and Thu until 31 Dec".
///
/// What the rule leaves open comes from the start (RFC 5545 §3.3.10), so it must be said too.
/// A rule that no sentence here says exactly is quoted: wrong words would be worse than none.
struct RuleText {
    let rule: RecurrenceRule
    let start: LocalDateTime
    /// Its year is left out of dates.
    let today: CivilDate
    let strings: English

    var english: String {
        guard let when else { return "by the rule \(rule)" }
        return ([base] + when + ends).joined(separator: " ") + calendar
    }

    /// "every 2 weeks"; "every weekday" says more than "every week on Mon, Tue …".
    private var base: String {
        if isEveryWeekday { return "every weekday" }
        let noun =
            switch rule.freq {
            case .secondly: "second"
            case .minutely: "minute"
            case .hourly: "hour"
            case .daily: "day"
            case .weekly: "week"
            case .monthly: "month"
            case .yearly: "year"
            }
        return rule.interval == 1 ? "every \(noun)" : "every \(rule.interval) \(noun)s"
    }

    /// Monday to Friday of every week, and nothing else.
    private var isEveryWeekday: Bool {
        rule.interval == 1 && (rule.freq == .daily || rule.freq == .weekly)
            && plainWeekdays == Set(Weekday.allCases.prefix(5))
    }

    /// What comes between "every month" and the end; nil when no sentence says it.
    private var when: [String]? {
        guard let days = rule.isOfRFC5545 ? days : calendarDays, let times else { return nil }
        return days + times + weekStart
    }

    /// The part of the rule that chooses days.
    private var days: [String]? {
        switch rule.freq {
        case .secondly, .minutely, .hourly, .daily: filteredDays
        case .weekly: weeklyDays
        case .monthly: monthlyDays
        case .yearly: yearlyDays
        }
    }

    /// Filters of a rule whose unit is a day or shorter.
    private var filteredDays: [String]? {
        guard rule.byYearDay.isEmpty, rule.byWeekNumber.isEmpty, rule.bySetPosition.isEmpty
        else { return nil }
        var words: [String] = []
        if !rule.byDay.isEmpty, !isEveryWeekday {
            guard let weekdays = plainWeekdays else { return nil }
            words.append("on \(names(weekdays))")
        }
        if !rule.byMonthDay.isEmpty { words.append(monthDays) }
        return words + months
    }

    private var weeklyDays: [String]? {
        guard rule.byYearDay.isEmpty, rule.byWeekNumber.isEmpty, rule.bySetPosition.isEmpty,
            rule.byMonthDay.isEmpty
        else { return nil }
        if isEveryWeekday { return months }
        if rule.byDay.isEmpty { return ["on \(names([start.date.weekday]))"] + months }
        guard let weekdays = plainWeekdays else { return nil }
        return ["on \(names(weekdays))"] + months
    }

    private var monthlyDays: [String]? {
        guard rule.byYearDay.isEmpty, rule.byWeekNumber.isEmpty else { return nil }
        if rule.byDay.isEmpty {
            guard rule.bySetPosition.isEmpty else { return nil }
            return [rule.byMonthDay.isEmpty ? onStartDay : monthDays] + months
        }
        guard let weekdays = weekdaysOfPeriod else { return nil }
        if rule.byMonthDay.isEmpty { return [weekdays] + months }
        guard rule.bySetPosition.isEmpty, plainWeekdays != nil else { return nil }
        return [weekdays, "that is \(dayNumbers(rule.byMonthDay, conjunction: "or"))"] + months
    }

    private var yearlyDays: [String]? {
        if !rule.byYearDay.isEmpty { return yearDays }
        if !rule.byWeekNumber.isEmpty { return weekNumbers }
        if !rule.byDay.isEmpty { return yearlyWeekdays }
        guard rule.bySetPosition.isEmpty else { return nil }
        let start = start.date.parts
        if rule.byMonth.isEmpty {
            if !rule.byMonthDay.isEmpty { return [monthDays + " of every month"] }
            let leap = start.month == 2 && start.day == 29 ? " (leap years)" : ""
            return ["on \(start.day) \(strings.month(start.month))\(leap)"]
        }
        let days = rule.byMonthDay.isEmpty ? [start.day] : rule.byMonthDay
        if let day = days.first, days.count == 1, day > 0, day <= 29 {
            let dates = Set(rule.byMonth).sorted().map { "\(day) \(strings.month($0))" }
            return ["on \(strings.list(dates))"]
        }
        return [rule.byMonthDay.isEmpty ? onStartDay : monthDays] + months
    }
}

extension RuleText {
    private var yearlyWeekdays: [String]? {
        guard rule.byMonthDay.isEmpty || (rule.bySetPosition.isEmpty && plainWeekdays != nil),
            let weekdays = weekdaysOfPeriod
        else { return nil }
        if !rule.byMonthDay.isEmpty {
            return [weekdays, "that is \(dayNumbers(rule.byMonthDay, conjunction: "or"))"] + months
        }
        if !rule.byMonth.isEmpty {
            guard rule.bySetPosition.isEmpty else { return nil }
            return [weekdays] + months
        }
        let isNumbered = !rule.bySetPosition.isEmpty || plainWeekdays == nil
        return [weekdays + (isNumbered ? " of the year" : "")]
    }

    private var yearDays: [String]? {
        guard rule.byDay.isEmpty, rule.byMonthDay.isEmpty, rule.byMonth.isEmpty,
            rule.byWeekNumber.isEmpty, rule.bySetPosition.isEmpty
        else { return nil }
        return ["on \(dayNumbers(rule.byYearDay)) of the year"]
    }

    private var weekNumbers: [String]? {
        guard rule.byMonthDay.isEmpty, rule.byMonth.isEmpty, rule.bySetPosition.isEmpty,
            rule.byWeekNumber.allSatisfy({ $0 > 0 })
        else { return nil }
        let weekdays = rule.byDay.isEmpty ? [start.date.weekday] : plainWeekdays
        guard let weekdays else { return nil }
        let numbers = strings.list(rule.byWeekNumber.sorted().map(String.init))
        let noun = rule.byWeekNumber.count == 1 ? "week" : "weeks"
        return ["on \(names(weekdays)) of \(noun) \(numbers)"]
    }

    /// Weekdays of a month or year: "on the 2nd Tue", "on every Tue", "on the last weekday".
    private var weekdaysOfPeriod: String? {
        if !rule.bySetPosition.isEmpty {
            guard let plain = plainWeekdays else { return nil }
            let numbers = ordered(rule.bySetPosition).map(strings.ordinal)
            return "on the \(strings.list(numbers)) \(oneOf(plain))"
        }
        if let plain = plainWeekdays { return "on every \(names(plain))" }
        guard rule.byDay.allSatisfy({ $0.ordinal != 0 }) else { return nil }
        let days = rule.byDay.map {
            "\(strings.ordinal($0.ordinal)) \(strings.weekdayShort($0.weekday))"
        }
        return "on the \(strings.list(days))"
    }

    /// What "the last …" of a set of weekdays is called.
    private func oneOf(_ weekdays: Set<Weekday>) -> String {
        if weekdays.count == 7 { return "day" }
        if weekdays == Set(Weekday.allCases.prefix(5)) { return "weekday" }
        if weekdays == [.saturday, .sunday] { return "weekend day" }
        return strings.list(ordered(weekdays), "or")
    }

    /// "on day 15", "on days 1 and 15", "on the last day".
    private var monthDays: String { "on \(dayNumbers(rule.byMonthDay))" }

    func dayNumbers(_ numbers: [Int], conjunction: String = "and") -> String {
        let sorted = ordered(numbers)
        if sorted.allSatisfy({ $0 > 0 }) {
            let noun = sorted.count == 1 ? "day" : "days"
            return "\(noun) \(strings.list(sorted.map(String.init), conjunction))"
        }
        let days = sorted.map {
            $0 > 0 ? "day \($0)" : "the \(strings.ordinal($0)) day"
        }
        return strings.list(days, conjunction)
    }

    /// The start's day where the rule names none; months without it have no instance.
    private var onStartDay: String {
        let day = start.date.day
        return day > 28 ? "on day \(day) (months that have it)" : "on day \(day)"
    }

    private var months: [String] {
        if rule.byMonth.isEmpty { return [] }
        return ["in \(strings.list(Set(rule.byMonth).sorted().map(strings.month)))"]
    }

    /// The weekdays when none is numbered ("2nd Tue"); nil when there are none or some are.
    private var plainWeekdays: Set<Weekday>? {
        guard !rule.byDay.isEmpty, rule.byDay.allSatisfy({ $0.ordinal == 0 }) else { return nil }
        return Set(rule.byDay.map(\.weekday))
    }

    private func ordered(_ weekdays: Set<Weekday>) -> [String] {
        weekdays.sorted { $0.rawValue < $1.rawValue }.map(strings.weekdayShort)
    }

    private func names(_ weekdays: Set<Weekday>) -> String { strings.list(ordered(weekdays)) }

    /// Counts from the start first, then those from the end: 1, 15, -2, -1.
    func ordered(_ numbers: [Int]) -> [Int] {
        let unique = Set(numbers)
        return unique.filter { $0 > 0 }.sorted() + unique.filter { $0 <= 0 }.sorted()
    }

    /// The week's first day, where it changes which weeks are meant.
    private var weekStart: [String] {
        guard rule.weekStart != .monday else { return [] }
        let weekdays = Set(rule.byDay.map(\.weekday))
        let matters =
            rule.freq == .weekly && rule.interval > 1 && weekdays.count > 1
            || !rule.byWeekNumber.isEmpty
        return matters ? ["(weeks start on \(strings.weekdayShort(rule.weekStart)))"] : []
    }
}

extension RuleText {
    /// Times of day beyond the start's; nil when they cannot be said.
    private var times: [String]? {
        if rule.byHour.isEmpty, rule.byMinute.isEmpty, rule.bySecond.isEmpty { return [] }
        guard rule.bySecond.isEmpty, rule.bySetPosition.isEmpty else { return nil }
        switch rule.freq {
        case .secondly: return nil
        case .minutely: return rule.byMinute.isEmpty ? [hoursBetween] : nil
        case .hourly: return hourlyTimes
        case .daily, .weekly, .monthly, .yearly: return dailyTimes
        }
    }

    private var hourlyTimes: [String] {
        var words: [String] = []
        if !rule.byMinute.isEmpty {
            let minutes = Set(rule.byMinute).sorted().map { ":\(paddedDigits($0))" }
            words.append("at \(strings.list(minutes))")
        }
        return words + (rule.byHour.isEmpty ? [] : [hoursBetween])
    }

    /// "from 9:00 to 17:59" for hours without a hole, else each hour.
    private var hoursBetween: String {
        let hours = Set(rule.byHour).sorted()
        if let first = hours.first, let last = hours.last, hours.count > 1,
            last - first == hours.count - 1
        {
            return "from \(paddedDigits(first)):00 to \(paddedDigits(last)):59"
        }
        let noun = hours.count == 1 ? "hour" : "hours"
        return "in the \(noun) \(strings.list(hours.map(String.init)))"
    }

    private var dailyTimes: [String]? {
        let hours = rule.byHour.isEmpty ? [start.hour] : Set(rule.byHour).sorted()
        let minutes = rule.byMinute.isEmpty ? [start.minute] : Set(rule.byMinute).sorted()
        guard hours.count * minutes.count <= 6 else { return nil }
        let times = hours.flatMap { hour in
            minutes.map { "\(paddedDigits(hour)):\(paddedDigits($0))" }
        }
        return ["at \(strings.list(times))"]
    }

    private var ends: [String] {
        var words: [String] = []
        if let count = rule.count { words.append(count == 1 ? "once" : "\(count) times") }
        guard let until = rule.until else { return words }
        let last = until.wallClock { $0.local(offset: 0) }
        var day = last.date
        // An end before the day's time of the event leaves that day out.
        if !rule.freq.isSubDaily, rule.byHour.isEmpty, last.secondOfDay < start.secondOfDay {
            day = day.adding(days: -1)
        }
        let text = strings.plainDay(day, today: today)
        words.append("until \(text)" + (rule.freq.isSubDaily ? " \(strings.time(last))" : ""))
        return words
    }
}
