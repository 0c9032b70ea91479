/// A rule of which every day can be judged on its own: what nearly all rules are.
///
/// `RuleSeries` compiles a rule in order to seek over centuries. A window of the time index has
/// few days, and asking each day costs less than compiling: no memory is allocated. Both give the
/// same instances.
struct DayPattern: Hashable, Sendable {
    /// The period that the interval counts.
    enum Unit: Int, Sendable { case day, week, month, year }

    /// Longest window for which asking every day pays.
    static let maxDays = 400

    var unit = Unit.day
    /// 1 or more.
    var interval = 1
    /// `Weekday.rawValue` of the day that weeks begin with.
    var weekStart = 0
    /// Bit per month, 1...12; 0 for all.
    var months = 0
    /// Bit per day of the month from its start, 1...31, and from its end; both 0 for all.
    var monthDays = 0
    var monthDaysFromEnd = 0
    /// Bit per weekday, Monday first; with the two below 0 for all.
    var weekdays = 0
    /// Bit 5 × weekday + n - 1 for the n-th such weekday of a month, from its start and its end.
    var numbered = 0
    var numberedFromEnd = 0
    /// Bit per place among the days that a month allows (BYSETPOS), 1...31, from its first and from
    /// its last; both 0 for all. Only where the period is a month.
    var positions = 0
    var positionsFromEnd = 0

    /// Whether days are limited by what only the month knows.
    private var needsMonth: Bool {
        unit.rawValue >= Unit.month.rawValue
            || (months | monthDays | monthDaysFromEnd | numbered | numberedFromEnd) != 0
    }

    /// Calls `body` with the wall-clock seconds of the instances in `range`, ascending.
    /// - Parameters:
    ///   - start: the first instance or what the rule begins at; gives day and time of day.
    ///   - range: half-open, at most `maxDays` long, not before `start`.
    @inline(__always)
    func forEach(start: Int, in range: Range<Int>, _ body: (Int) -> Void) {
        let startDay = CivilDate.floorDiv(start, 86_400)
        let time = start - startDay * 86_400
        // First day whose instance is not before the range, and first whose is behind it.
        var day = CivilDate.floorDiv(range.lowerBound - time + 86_399, 86_400)
        let end = CivilDate.floorDiv(range.upperBound - time + 86_399, 86_400)
        guard day < end else { return }
        if needsMonth {
            forEachOfMonths(startDay, day, end) { body($0 * 86_400 + time) }
        } else if unit == .day {
            if interval > 1 { day += CivilDate.floorMod(startDay - day, interval) }
            while day < end {
                if matchesWeekday(CivilDate.floorMod(day + 3, 7)) { body(day * 86_400 + time) }
                day += interval
            }
        } else {
            let startWeek = week(startDay)
            while day < end {
                if interval > 1, CivilDate.floorMod(week(day) - startWeek, interval) != 0 {
                    day = week(day + 7) * 7 - 3 + weekStart
                    continue
                }
                if matchesWeekday(CivilDate.floorMod(day + 3, 7)) { body(day * 86_400 + time) }
                day += 1
            }
        }
    }

    /// Number of the week of a day; 1970-01-01 was a Thursday.
    private func week(_ day: Int) -> Int { CivilDate.floorDiv(day + 3 - weekStart, 7) }

    private func matchesWeekday(_ weekday: Int) -> Bool {
        weekdays == 0 || weekdays >> weekday & 1 != 0
    }

    @inline(__always)
    private func forEachOfMonths(
        _ startDay: Int, _ first: Int, _ end: Int, _ body: (Int) -> Void
    ) {
        let start = CivilDate(dayNumber: startDay).parts
        var parts = CivilDate(dayNumber: first).parts
        var monthStart = first - parts.day + 1
        while monthStart < end {
            let length = CivilDate.daysInMonth(year: parts.year, month: parts.month)
            if months == 0 || months >> parts.month & 1 != 0 {
                for day in max(first, monthStart)..<max(first, min(end, monthStart + length))
                where matches(day, day - monthStart + 1, length)
                    && hasPosition(day, monthStart, length)
                    && matchesPeriod(day, startDay, parts, start)
                {
                    body(day)
                }
            }
            monthStart += length
            let isLast = parts.month == 12
            parts = CivilDateParts(
                year: parts.year + (isLast ? 1 : 0), month: isLast ? 1 : parts.month + 1, day: 1)
        }
    }

    /// Whether the parts of the rule that limit days allow one.
    private func matches(_ day: Int, _ number: Int, _ length: Int) -> Bool {
        if monthDays | monthDaysFromEnd != 0 {
            let fromEnd = length - number + 1
            guard monthDays >> number & 1 | monthDaysFromEnd >> fromEnd & 1 != 0 else {
                return false
            }
        }
        guard weekdays | numbered | numberedFromEnd != 0 else { return true }
        let weekday = CivilDate.floorMod(day + 3, 7)
        if weekdays >> weekday & 1 != 0 { return true }
        let place = weekday * 5
        return numbered >> (place + (number - 1) / 7) & 1 != 0
            || numberedFromEnd >> (place + (length - number) / 7) & 1 != 0
    }

    /// Whether a day that the rule allows stands where BYSETPOS wants it.
    private func hasPosition(_ day: Int, _ monthStart: Int, _ length: Int) -> Bool {
        if positions | positionsFromEnd == 0 { return true }
        var fromStart = 1
        for other in monthStart..<day where matches(other, other - monthStart + 1, length) {
            fromStart += 1
        }
        if positions >> fromStart & 1 != 0 { return true }
        if positionsFromEnd == 0 { return false }
        var fromEnd = 1
        for other in (day + 1)..<max(day + 1, monthStart + length)
        where matches(other, other - monthStart + 1, length) {
            fromEnd += 1
        }
        return positionsFromEnd >> fromEnd & 1 != 0
    }

    private func matchesPeriod(
        _ day: Int, _ startDay: Int, _ parts: CivilDateParts, _ start: CivilDateParts
    ) -> Bool {
        if interval == 1 { return true }
        let distance =
            switch unit {
            case .day: day - startDay
            case .week: week(day) - week(startDay)
            case .month: (parts.year - start.year) * 12 + parts.month - start.month
            case .year: parts.year - start.year
            }
        return CivilDate.floorMod(distance, interval) == 0
    }
}

extension DayPattern {
    /// nil for a rule that must be compiled: shorter periods than a day, times of day, BYSETPOS but
    /// of months, days counted within a year, other calendars and SKIP.
    init?(_ rule: RecurrenceRule, start: LocalDateTime) {
        switch rule.freq {
        case .daily: unit = .day
        case .weekly: unit = .week
        case .monthly: unit = .month
        case .yearly: unit = .year
        case .hourly, .minutely, .secondly: return nil
        }
        guard rule.isOfRFC5545, rule.byWeekNumber.isEmpty, rule.byYearDay.isEmpty,
            rule.byHour.isEmpty, rule.byMinute.isEmpty, rule.bySecond.isEmpty,
            rule.bySetPosition.allSatisfy({ unit == .month && abs($0) <= 31 })
        else { return nil }
        for position in rule.bySetPosition {
            if position > 0 {
                positions |= 1 << position
            } else {
                positionsFromEnd |= 1 << -position
            }
        }
        interval = rule.interval
        weekStart = rule.weekStart.rawValue
        months = rule.byMonth.reduce(0) { $0 | 1 << $1 }
        for day in rule.byMonthDay {
            if day > 0 { monthDays |= 1 << day } else { monthDaysFromEnd |= 1 << -day }
        }
        for day in rule.byDay {
            guard abs(day.ordinal) <= 5 else { return nil }
            let weekday = day.weekday.rawValue
            if day.ordinal == 0 { weekdays |= 1 << weekday }
            if day.ordinal > 0 { numbered |= 1 << (weekday * 5 + day.ordinal - 1) }
            if day.ordinal < 0 { numberedFromEnd |= 1 << (weekday * 5 - day.ordinal - 1) }
        }
        // Numbers count within the year when nothing names months.
        if unit == .year, months == 0, numbered | numberedFromEnd != 0 { return nil }
        guard rule.byDay.isEmpty, rule.byMonthDay.isEmpty else { return }
        switch unit {
        case .day: break
        case .week: weekdays = 1 << start.date.weekday.rawValue
        case .month: monthDays = 1 << start.date.day
        case .year:
            monthDays = 1 << start.date.day
            if months == 0 { months = 1 << start.date.month }
        }
    }
}

extension DayPattern {
    /// Writes a pattern, or that there is none: a bit for each part that is not 0, and those parts.
    static func encode(_ pattern: DayPattern?, into writer: inout ByteWriter) {
        guard let pattern else { return writer.write(0) }
        writer.write(pattern.unit.rawValue + 1)
        let parts = [
            pattern.interval - 1, pattern.weekStart, pattern.months, pattern.monthDays,
            pattern.monthDaysFromEnd, pattern.weekdays, pattern.numbered,
            pattern.numberedFromEnd, pattern.positions, pattern.positionsFromEnd,
        ]
        writer.write(parts.indices.reduce(0) { parts[$1] == 0 ? $0 : $0 | 1 << $1 })
        for part in parts where part != 0 { writer.write(part) }
    }

    private static let allParts = 1 << 10 - 1

    /// nil when there is none, or it is damaged.
    init?(_ reader: inout ByteReader) {
        guard let unit = reader.readInt().flatMap({ Unit(rawValue: $0 - 1) }),
            var parts = reader.readInt(), parts & ~Self.allParts == 0
        else { return nil }
        var isWhole = true
        func next() -> Int {
            defer { parts >>= 1 }
            if parts & 1 == 0 { return 0 }
            if let part = reader.readInt() { return part }
            isWhole = false
            return 0
        }
        self.unit = unit
        interval = next() + 1
        weekStart = next()
        months = next()
        monthDays = next()
        monthDaysFromEnd = next()
        weekdays = next()
        numbered = next()
        numberedFromEnd = next()
        positions = next()
        positionsFromEnd = next()
        guard isWhole, interval > 0, (0...6).contains(weekStart) else { return nil }
    }

    /// Passes a pattern, or that there is none; false when it is damaged.
    static func skip(_ reader: inout ByteReader) -> Bool {
        guard let unit = reader.readInt() else { return false }
        if unit == 0 { return true }
        guard let parts = reader.readInt(), parts & ~Self.allParts == 0 else { return false }
        for _ in 0..<parts.nonzeroBitCount where reader.readInt() == nil { return false }
        return true
    }
}
