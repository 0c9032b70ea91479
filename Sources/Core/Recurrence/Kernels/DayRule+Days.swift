/// The allowed days of one period, worked out when they are asked for: most queries look at one or
/// two periods, and making the bits of all types of period ahead would cost more than they do.
extension DayRule {
    /// The allowed days of a month: bit d - 1.
    /// - Parameter firstWeekday: of the first day, Monday = 0.
    @inline(__always)
    func days(inMonthOf length: Int, firstWeekday: Int) -> UInt64 {
        var days = (UInt64(1) << UInt64(length)) - 1
        if hasMonthDays {
            days &= UInt64(monthDays) | UInt64(monthDaysFromEnd >> UInt32(32 - length))
        }
        if hasWeekdays, !countsInYear {
            // A bit for each of seven weeks: 0x0002_0408_1020_4081 has every seventh bit.
            let plain = (UInt64(weekdays) &* 0x0002_0408_1020_4081) >> UInt64(firstWeekday)
            days &= plain | numbered.days(inMonthOf: length, firstWeekday: firstWeekday)
        }
        return days
    }

    /// The allowed days of a week, bit 0 its first, months left aside.
    func days(inWeekFrom weekStart: Int) -> UInt64 {
        let twice = UInt64(weekdays) << 7 | UInt64(weekdays)
        return twice >> UInt64(weekStart) & 0x7F
    }

    /// The allowed days of a calendar year.
    /// - Parameter firstWeekday: of 1 January, Monday = 0.
    func days(inYearOf length: Int, firstWeekday: Int) -> DayBits {
        var days = DayBits(yearOf: length)
        if months != Self.allMonths || hasMonthDays || (hasWeekdays && !countsInYear) {
            days = byMonth(inYearOf: length, firstWeekday: firstWeekday)
        }
        if hasYearDays {
            var allowed = DayBits.noneOfYear
            for day in yearDays {
                let index = day > 0 ? day - 1 : length + day
                if index >= 0, index < length { allowed.insert(index) }
            }
            days.formIntersection(allowed)
        }
        if countsInYear {
            days.formIntersection(counted(inYearOf: length, firstWeekday: firstWeekday))
        }
        return days
    }

    /// What months, days of the month and weekdays in the month allow.
    private func byMonth(inYearOf length: Int, firstWeekday: Int) -> DayBits {
        var days = DayBits.noneOfYear
        var first = 0
        var firstWeekday = firstWeekday
        // Only the lengths of the months matter.
        let year = length == 366 ? 2004 : 2001
        for month in 1...12 {
            let length = CivilDate.daysInMonth(year: year, month: month)
            if allows(month: month) {
                days.insert(
                    self.days(inMonthOf: length, firstWeekday: firstWeekday), from: first)
            }
            first += length
            firstWeekday = (firstWeekday + length) % 7
        }
        return days
    }

    /// Weekdays numbered within the year, and the plain ones beside them.
    private func counted(inYearOf length: Int, firstWeekday: Int) -> DayBits {
        var days = DayBits.noneOfYear
        for day in byDay where day.ordinal != 0 {
            if let index = day.index(inStretchOf: length, firstWeekday: firstWeekday) {
                days.insert(index)
            }
        }
        guard weekdays != 0 else { return days }
        for index in 0..<length where weekdays >> UInt8((firstWeekday + index) % 7) & 1 == 1 {
            days.insert(index)
        }
        return days
    }

    /// The allowed days of the year that weeks are counted in.
    /// - Parameters:
    ///   - firstDay: the first day of its week 1.
    ///   - count: its weeks, 52 or 53.
    func days(inWeekYearFrom firstDay: Int, weeks count: Int) -> DayBits {
        var days = DayBits.noneOfYear
        let limitsWeekdaysOnly =
            months == Self.allMonths && !hasMonthDays && !hasYearDays && hasWeekdays
        let everyWeek = self.days(inWeekFrom: weekday(firstDay))
        for week in weeks {
            let index = week > 0 ? week - 1 : count + week
            guard index >= 0, index < count else { continue }
            if limitsWeekdaysOnly {
                days.insert(everyWeek, from: index * 7)
                continue
            }
            for day in (index * 7)..<(index * 7 + 7) where allows(firstDay + day) {
                days.insert(day)
            }
        }
        return days
    }

    /// Whether a day is allowed, weeks and numbered weekdays left aside.
    private func allows(_ day: Int) -> Bool {
        if hasWeekdays, weekdays >> UInt8(weekday(day)) & 1 == 0 { return false }
        let parts = CivilDate(dayNumber: day).parts
        guard allows(month: parts.month) else { return false }
        if hasMonthDays {
            let length = CivilDate.daysInMonth(year: parts.year, month: parts.month)
            let bits = monthDays | monthDaysFromEnd >> UInt32(32 - length)
            guard bits >> UInt32(parts.day - 1) & 1 == 1 else { return false }
        }
        guard hasYearDays else { return true }
        let length = CivilDate.isLeap(parts.year) ? 366 : 365
        let first = CivilDate.dayNumber(year: parts.year, month: 1, day: 1)
        let index = day - first
        return yearDays.contains { $0 > 0 ? $0 - 1 == index : length + $0 == index }
    }
}

extension WeekdayNumber {
    /// Where a numbered weekday falls in a stretch of days, counted from 0; nil when it has not so
    /// many.
    /// - Parameter firstWeekday: of the first day, Monday = 0.
    func index(inStretchOf length: Int, firstWeekday: Int) -> Int? {
        let distance = weekday.rawValue - firstWeekday
        let first = distance < 0 ? distance + 7 : distance
        let fromEnd = (length - 1 - first) / 7 + 1
        let row = ordinal > 0 ? ordinal - 1 : fromEnd + ordinal
        let index = first + 7 * row
        return row >= 0 && index < length ? index : nil
    }
}
