import TestTools

@testable import Core

/// RFC 7529 spelled out for YEARLY, MONTHLY and WEEKLY: the calendar is a list of named days, and
/// every part of a rule looks its days up in it. DAILY and shorter are what `NaiveRecurrence` gives
/// without the parts of the calendar, on the days that those allow.
struct NaiveCalendarRecurrence {
    let rule: RecurrenceRule
    let start: LocalDateTime
    let isDate: Bool
    /// From years before the start to years behind the horizon.
    private let days: [NamedDay]
    private let years: [Int: [NamedDay]]
    private let months: [CalendarDate: [NamedDay]]

    struct NamedDay {
        let number: Int
        let name: CalendarDate

        /// The first day of its month, as a key.
        var month: CalendarDate { CalendarDate(year: name.year, month: name.month, day: 1) }
    }

    init(rule: RecurrenceRule, start: LocalDateTime, isDate: Bool, horizon: LocalDateTime) {
        self.rule = rule
        self.start = start
        self.isDate = isDate
        let first = start.date.dayNumber - 400
        let days = (first...(horizon.date.dayNumber + 800)).compactMap { number in
            rule.calendar.date(of: CivilDate(dayNumber: number)).map {
                NamedDay(number: number, name: $0)
            }
        }
        self.days = days
        years = Dictionary(grouping: days) { $0.name.year }
        months = Dictionary(grouping: days) { $0.month }
    }

    /// A day by its number; the list has no holes.
    private func day(_ number: Int) -> NamedDay? {
        guard let first = days.first, days.indices.contains(number - first.number) else {
            return nil
        }
        return days[number - first.number]
    }

    private func year(of day: NamedDay) -> [NamedDay] { years[day.name.year] ?? [] }

    private func month(of day: NamedDay) -> [NamedDay] { months[day.month] ?? [] }

    /// The instances before `horizon`, COUNT and UNTIL left aside, `limit` at most.
    func instances(before horizon: LocalDateTime, limit: Int) throws -> [LocalDateTime] {
        if rule.freq == .daily || rule.freq.isSubDaily {
            return try filtered(before: horizon, limit: limit)
        }
        var found: Set<LocalDateTime> = []
        let periods = periods()
        let own = periods.firstIndex { $0.contains { $0.number == start.date.dayNumber } } ?? 0
        for index in stride(from: own, to: periods.count, by: rule.interval) {
            let chosen = Set(members(of: periods[index])).sorted()
            let times = chosen.flatMap { day in
                self.times.map { LocalDateTime(seconds: day * 86_400 + $0) }
            }
            found.formUnion(select(times))
        }
        return Array(found.filter { $0 >= start && $0 < horizon }.sorted().prefix(limit))
    }

    /// The whole list in periods: consecutive days that have something in common.
    private func periods() -> [[NamedDay]] {
        var periods: [[NamedDay]] = []
        for day in days {
            let isSame = periods.last?.last.map { isSamePeriod($0, day) } ?? false
            if isSame { periods[periods.count - 1].append(day) } else { periods.append([day]) }
        }
        return periods
    }

    private func isSamePeriod(_ one: NamedDay, _ other: NamedDay) -> Bool {
        switch rule.freq {
        case .monthly: one.name.month == other.name.month
        case .yearly where rule.byWeekNumber.isEmpty: one.name.year == other.name.year
        case .yearly: weekYear(one) == weekYear(other)
        default: week(one.number) == week(other.number)
        }
    }

    private func week(_ day: Int) -> Int {
        CivilDate(dayNumber: day).startOfWeek(first: rule.weekStart).dayNumber
    }

    /// The year that the week of a day has four days in or more.
    private func weekYear(_ day: NamedDay) -> Int? {
        rule.calendar.date(of: CivilDate(dayNumber: week(day.number) + 3))?.year
    }

    private func select(_ members: [LocalDateTime]) -> [LocalDateTime] {
        if rule.bySetPosition.isEmpty { return members }
        return rule.bySetPosition.compactMap { position in
            let index = position > 0 ? position - 1 : members.count + position
            return members.indices.contains(index) ? members[index] : nil
        }
    }

    private var times: [Int] {
        if isDate { return [0] }
        let hours = rule.byHour.isEmpty ? [start.hour] : rule.byHour
        let minutes = rule.byMinute.isEmpty ? [start.minute] : rule.byMinute
        let seconds = rule.bySecond.isEmpty ? [start.second] : rule.bySecond.map { min($0, 59) }
        let all = hours.flatMap { hour in
            minutes.flatMap { minute in seconds.map { hour * 3600 + minute * 60 + $0 } }
        }
        return Set(all).sorted()
    }
}

/// The days of a period, in the order of RFC 7529 §4.1.
extension NaiveCalendarRecurrence {
    private func members(of period: [NamedDay]) -> [Int] {
        if rule.freq == .weekly || !rule.byWeekNumber.isEmpty {
            return weekMembers(of: period)
        }
        let own = rule.calendar.date(of: start.date)
        let isOpen = rule.byDay.isEmpty && rule.byMonthDay.isEmpty && rule.byYearDay.isEmpty
        var months = rule.months
        var monthDays = rule.byMonthDay
        if isOpen, let own {
            monthDays = [own.day]
            if rule.freq == .yearly, months.isEmpty { months = [own.month] }
        }
        let groups = self.groups(of: period, months)
        var chosen: [Int]
        if !rule.byYearDay.isEmpty {
            chosen = yearMembers(of: period, groups, isLimited: !months.isEmpty)
        } else if !monthDays.isEmpty {
            chosen = groups.flatMap { month in monthDays.flatMap { pick($0, month) } }
        } else {
            chosen = groups.flatMap { $0.map(\.number) }
        }
        if !rule.byDay.isEmpty {
            chosen = chosen.filter { fitsWeekday($0, inMonth: isInMonth(months)) }
        }
        return chosen
    }

    private func isInMonth(_ months: [MonthCode]) -> Bool {
        rule.freq == .monthly || !months.isEmpty
    }

    /// The months that BYMONTH means, SKIP applied, each as its days.
    private func groups(of period: [NamedDay], _ months: [MonthCode]) -> [[NamedDay]] {
        let own = Dictionary(grouping: period) { $0.name.month }.values
        if months.isEmpty { return Array(own) }
        if rule.freq == .monthly {
            return own.filter { months.contains($0[0].name.month) }.map { $0 }
        }
        return months.compactMap { code in
            if let month = own.first(where: { $0[0].name.month == code }) { return month }
            guard code.isLeap, rule.skip != .omit,
                let plain = own.first(where: { $0[0].name.month == MonthCode(code.number) }),
                let last = plain.last
            else { return nil }
            return rule.skip == .backward ? plain : day(last.number + 1).map(month(of:))
        }
    }

    /// The day with a number in a stretch of days, or the one that SKIP takes.
    private func pick(_ number: Int, _ stretch: [NamedDay]) -> [Int] {
        guard let first = stretch.first, let last = stretch.last else { return [] }
        let index = number > 0 ? number - 1 : stretch.count + number
        if stretch.indices.contains(index) { return [stretch[index].number] }
        switch (rule.skip, number > 0) {
        case (.omit, _): return []
        case (.backward, true): return [last.number]
        case (.backward, false): return [first.number - 1]
        case (.forward, true): return [last.number + 1]
        case (.forward, false): return [first.number]
        }
    }

    private func yearMembers(
        of period: [NamedDay], _ groups: [[NamedDay]], isLimited: Bool
    ) -> [Int] {
        if !isLimited, rule.byMonthDay.isEmpty {
            return rule.byYearDay.flatMap { pick($0, period) }
        }
        return groups.flatMap { month in
            month.enumerated().filter { index, day in
                let yearIndex = day.number - period[0].number
                let isYearDay = rule.byYearDay.contains {
                    $0 > 0 ? $0 - 1 == yearIndex : period.count + $0 == yearIndex
                }
                let isMonthDay = rule.byMonthDay.contains {
                    $0 > 0 ? $0 - 1 == index : month.count + $0 == index
                }
                return isYearDay && (rule.byMonthDay.isEmpty || isMonthDay)
            }
            .map(\.element.number)
        }
    }

    private func weekMembers(of period: [NamedDay]) -> [Int] {
        let weeks = period.count / 7
        let chosen = period.filter { day in
            let index = (day.number - period[0].number) / 7
            return rule.byWeekNumber.isEmpty
                || rule.byWeekNumber.contains { $0 > 0 ? $0 - 1 == index : weeks + $0 == index }
        }
        let isOpen = rule.byDay.isEmpty && rule.byMonthDay.isEmpty && rule.byYearDay.isEmpty
        return chosen.filter { day in
            fits(day)
                && (!isOpen
                    || CivilDate(dayNumber: day.number).weekday == start.date.weekday)
        }
        .map(\.number)
    }

    private func fitsWeekday(_ number: Int, inMonth: Bool) -> Bool {
        guard let day = day(number) else { return false }
        let weekday = CivilDate(dayNumber: number).weekday
        if rule.byDay.contains(where: { $0.weekday == weekday && $0.ordinal == 0 }) { return true }
        guard rule.byDay.contains(where: { $0.weekday == weekday }) else { return false }
        let stretch = inMonth ? month(of: day) : year(of: day)
        let same = stretch.map(\.number).filter { CivilDate(dayNumber: $0).weekday == weekday }
        guard let index = same.firstIndex(of: number) else { return false }
        return rule.byDay.contains {
            $0.weekday == weekday
                && ($0.ordinal == index + 1 || $0.ordinal == index - same.count)
        }
    }
}

/// Parts that limit.
extension NaiveCalendarRecurrence {
    /// Whether BYMONTH, BYMONTHDAY, BYYEARDAY and plain weekdays allow a day.
    private func fits(_ day: NamedDay) -> Bool {
        let name = day.name
        var months = rule.months
        if rule.skip != .omit, rule.freq == .yearly, !rule.byWeekNumber.isEmpty {
            let year = year(of: day)
            months = groups(of: year, months).compactMap { $0.first?.name.month }
            if !rule.months.isEmpty, months.isEmpty { return false }
        }
        if !months.isEmpty, !months.contains(name.month) { return false }
        if !rule.byDay.isEmpty {
            let weekday = CivilDate(dayNumber: day.number).weekday
            guard rule.byDay.contains(where: { $0.weekday == weekday }) else { return false }
        }
        if !rule.byMonthDay.isEmpty {
            let month = month(of: day)
            let isDay = rule.byMonthDay.contains {
                $0 > 0 ? $0 == name.day : month.count + 1 + $0 == name.day
            }
            guard isDay else { return false }
        }
        guard !rule.byYearDay.isEmpty else { return true }
        let year = year(of: day)
        let index = day.number - year[0].number
        return rule.byYearDay.contains { $0 > 0 ? $0 - 1 == index : year.count + $0 == index }
    }

    private func filtered(before horizon: LocalDateTime, limit: Int) throws -> [LocalDateTime] {
        var lists = rule.lists?.values ?? RuleLists.Values()
        lists.calendar = .gregorian
        lists.skip = .omit
        lists.byMonth = []
        lists.byLeapMonth = []
        lists.byMonthDay = []
        lists.byYearDay = []
        let inner = NaiveRecurrence(rule: rule.with(lists), start: start, isDate: isDate)
        let allowed = Set(
            days.filter { fits($0) && $0.number >= start.date.dayNumber }
                .map(\.number))
        return inner.instances(in: start..<horizon, limit: .max)
            .filter { allowed.contains($0.date.dayNumber) }
            .prefix(limit).map { $0 }
    }
}
