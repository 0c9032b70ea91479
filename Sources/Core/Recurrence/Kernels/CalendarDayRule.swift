/// What a rule says about the days of a calendar's periods (RFC 7529 §4.1).
struct CalendarDayRule: Sendable {
    let calendar: CalendarSystem
    let skip: RecurrenceRule.Skip
    /// BYMONTH, or its default from the start; empty for all.
    let months: [MonthCode]
    /// BYMONTHDAY, or its default.
    let monthDays: [Int]
    let yearDays: [Int]
    let weeks: [Int]
    /// Bit w for every such weekday, Monday = 0.
    let weekdays: UInt8
    /// Numbered weekdays; counted in the month or, with `countsInYear`, in the year.
    let numbered: [WeekdayNumber]
    let countsInYear: Bool

    /// Whether SKIP may put a day into the period before or behind its own.
    var spills: Bool {
        guard skip != .omit, weeks.isEmpty else { return false }
        if !yearDays.isEmpty { return months.isEmpty && monthDays.isEmpty }
        // The leap month behind the last one of the year.
        if months.contains(where: { $0.isLeap && $0.number == calendar.plainMonths }) {
            return true
        }
        return monthDays.contains { $0.magnitude > calendar.shortestMonth }
    }

    private var hasWeekdays: Bool { weekdays != 0 || !numbered.isEmpty }

    /// Adds the days that the rule has in a period, sorted; SKIP may have moved some out of it.
    func append(_ period: CalendarPeriod, _ unit: CalendarUnit, to days: inout [Int]) {
        let first = days.count
        switch unit {
        case .week: for day in period.days where allows(day) { days.append(day) }
        case .weekYear: appendWeeks(period, to: &days)
        case .month where !limits(period.year, period.month): return
        case .month, .year: appendParts(period, unit, to: &days)
        }
        days.sortUnique(from: first)
        // SKIP comes before BYDAY, so that BYDAY asks the day that it led to.
        let isFiltered = !monthDays.isEmpty || !yearDays.isEmpty
        if hasWeekdays, isFiltered, unit == .month || unit == .year {
            var kept = first
            for index in first..<days.count where allowsWeekday(days[index]) {
                days[kept] = days[index]
                kept += 1
            }
            days.removeSubrange(kept...)
        }
    }

    private func appendParts(
        _ period: CalendarPeriod, _ unit: CalendarUnit, to days: inout [Int]
    ) {
        let year = period.year
        if !yearDays.isEmpty { return appendYearDays(period, to: &days) }
        if unit == .month { return appendMonth(year, period.month, to: &days) }
        if !months.isEmpty {
            for code in months {
                if let index = index(of: code, in: year) { appendMonth(year, index, to: &days) }
            }
        } else if monthDays.isEmpty {
            appendWeekdays(of: period.days, to: &days)
        } else {
            for index in 0..<year.monthCount { appendMonth(year, index, to: &days) }
        }
    }

    /// - Parameter index: `monthCount` for the first month of the next year.
    private func appendMonth(_ year: CalendarYear, _ index: Int, to days: inout [Int]) {
        if index == year.monthCount {
            if let next = calendar.year(year.number + 1) { appendMonth(next, 0, to: &days) }
            return
        }
        let start = year.start(ofMonth: index)
        let end = year.start(ofMonth: index + 1)
        if monthDays.isEmpty { return appendWeekdays(of: start..<end, to: &days) }
        for day in monthDays { append(day, of: start..<end, to: &days) }
    }

    /// Adds the day with a number, counted from either end, or what SKIP puts in its place.
    private func append(_ number: Int, of range: Range<Int>, to days: inout [Int]) {
        let day = number > 0 ? range.lowerBound + number - 1 : range.upperBound + number
        if range.contains(day) { return days.append(day) }
        let border = number > 0 ? range.upperBound : range.lowerBound
        switch skip {
        case .omit: return
        case .backward: days.append(border - 1)
        case .forward: days.append(border)
        }
    }

    /// BYYEARDAY. Where other parts limit it, a day that there is not is none that they allow.
    private func appendYearDays(_ period: CalendarPeriod, to days: inout [Int]) {
        let year = period.year
        let isAlone = months.isEmpty && monthDays.isEmpty
        for number in yearDays {
            let day = number > 0 ? year.firstDay + number - 1 : year.endDay + number
            if day >= year.firstDay, day < year.endDay {
                if period.days.contains(day), limits(day, in: year) { days.append(day) }
            } else if isAlone {
                append(number, of: year.firstDay..<year.endDay, to: &days)
            }
        }
    }

    /// Adds the weekdays of a month or year; all its days when the rule has no weekdays.
    private func appendWeekdays(of range: Range<Int>, to days: inout [Int]) {
        guard hasWeekdays else { return days.append(contentsOf: range) }
        let first = weekday(range.lowerBound)
        for index in 0..<7 where weekdays >> UInt8((first + index) % 7) & 1 == 1 {
            for day in stride(from: range.lowerBound + index, to: range.upperBound, by: 7) {
                days.append(day)
            }
        }
        for day in numbered {
            if let index = day.index(inStretchOf: range.count, firstWeekday: first) {
                days.append(range.lowerBound + index)
            }
        }
    }

    private func appendWeeks(_ period: CalendarPeriod, to days: inout [Int]) {
        let count = period.days.count / 7
        for week in weeks {
            let index = week > 0 ? week - 1 : count + week
            guard index >= 0, index < count else { continue }
            let first = period.days.lowerBound + index * 7
            for day in first..<(first + 7) where allows(day) { days.append(day) }
        }
    }
}

/// Single days.
extension CalendarDayRule {
    /// Where a month is, or what SKIP puts in its place; `monthCount` is the next year's first.
    private func index(of code: MonthCode, in year: CalendarYear) -> Int? {
        if let index = year.monthIndex(of: code) { return index }
        guard code.isLeap, let plain = year.monthIndex(of: MonthCode(code.number)) else {
            return nil
        }
        switch skip {
        case .omit: return nil
        case .backward: return plain
        case .forward: return plain + 1
        }
    }

    /// Whether BYMONTH allows a month of a MONTHLY rule, where no month can be missing.
    private func limits(_ year: CalendarYear, _ index: Int) -> Bool {
        months.isEmpty || months.contains(year.code(ofMonth: index))
    }

    /// Whether BYMONTH and BYMONTHDAY allow a day.
    private func limits(_ day: Int, in year: CalendarYear) -> Bool {
        if months.isEmpty, monthDays.isEmpty { return true }
        let month = year.monthIndex(containing: day)
        if !months.isEmpty, !months.contains(where: { index(of: $0, in: year) == month }) {
            return false
        }
        let start = year.start(ofMonth: month)
        let end = year.start(ofMonth: month + 1)
        return monthDays.isEmpty
            || monthDays.contains { $0 > 0 ? start + $0 - 1 == day : end + $0 == day }
    }

    /// Whether everything but weeks and numbered weekdays allows a day.
    private func allows(_ day: Int) -> Bool {
        if weekdays != 0, weekdays >> UInt8(weekday(day)) & 1 == 0 { return false }
        if months.isEmpty, monthDays.isEmpty, yearDays.isEmpty { return true }
        guard let year = calendar.year(containing: day), limits(day, in: year) else {
            return false
        }
        return yearDays.isEmpty
            || yearDays.contains {
                $0 > 0 ? year.firstDay + $0 - 1 == day : year.endDay + $0 == day
            }
    }

    /// Whether BYDAY allows a day, numbers counted in the day's own month or year.
    private func allowsWeekday(_ day: Int) -> Bool {
        let own = weekday(day)
        if weekdays >> UInt8(own) & 1 == 1 { return true }
        guard numbered.contains(where: { $0.weekday.rawValue == own }),
            let year = calendar.year(containing: day)
        else { return false }
        let month = year.monthIndex(containing: day)
        let first = countsInYear ? year.firstDay : year.start(ofMonth: month)
        let end = countsInYear ? year.endDay : year.start(ofMonth: month + 1)
        return numbered.contains {
            $0.weekday.rawValue == own
                && ($0.ordinal == (day - first) / 7 + 1 || -$0.ordinal == (end - 1 - day) / 7 + 1)
        }
    }
}

extension [Int] {
    /// Sorts what stands from `first` on and drops duplicates; mostly there is nothing to do.
    mutating func sortUnique(from first: Int) {
        var isSorted = true
        for index in indices.dropFirst(first + 1) where self[index - 1] >= self[index] {
            isSorted = false
            break
        }
        if isSorted { return }
        self[first...].sort()
        var kept = first
        for index in (first + 1)..<count where self[index] != self[kept] {
            kept += 1
            self[kept] = self[index]
        }
        removeSubrange((kept + 1)...)
    }
}
