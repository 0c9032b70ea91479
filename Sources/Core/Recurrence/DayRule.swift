/// What a rule says about days, as bit masks: which days of a month or year it allows.
struct DayRule: Sendable {
    /// Bit m - 1 for month m.
    var months: UInt16 = DayRule.allMonths
    /// Whether BYMONTHDAY (or its default from the start) limits the days.
    var hasMonthDays = false
    /// Bit d - 1 for day d from the front.
    var monthDays: UInt32 = 0
    /// Bit 32 - k for day -k, so that a shift by 32 less the length puts it in place.
    var monthDaysFromEnd: UInt32 = 0
    /// Whether BYDAY (or its default) limits the days.
    var hasWeekdays = false
    /// Bit w for every such weekday, Monday = 0.
    var weekdays: UInt8 = 0
    /// Numbered weekdays; counted in the month or, with `countsInYear`, in the year.
    var numbered: [WeekdayNumber] = []
    var countsInYear = false
    /// BYYEARDAY and BYWEEKNO as written.
    var yearDays: [Int] = []
    var weeks: [Int] = []

    static let allMonths: UInt16 = 0xFFF

    init(_ rule: RecurrenceRule) {
        let isYearly = rule.freq == .yearly
        guard let rule = rule.lists?.values else { return }
        if !rule.byMonth.isEmpty {
            months = rule.byMonth.reduce(0) { $0 | 1 << UInt16($1 - 1) }
        }
        for day in rule.byMonthDay { allow(monthDay: day) }
        for day in rule.byDay {
            if day.ordinal == 0 {
                allow(weekday: day.weekday.rawValue)
            } else {
                numbered.append(day)
            }
        }
        hasWeekdays = !rule.byDay.isEmpty
        countsInYear = isYearly && rule.byMonth.isEmpty && !numbered.isEmpty
        yearDays = rule.byYearDay
        weeks = rule.byWeekNumber
    }

    mutating func allow(monthDay day: Int) {
        hasMonthDays = true
        if day > 0 { monthDays |= 1 << UInt32(day - 1) }
        if day < 0 { monthDaysFromEnd |= 1 << UInt32(32 + day) }
    }

    mutating func allow(weekday: Int) {
        hasWeekdays = true
        weekdays |= 1 << UInt8(weekday)
    }

    /// Whether every day is allowed.
    var allowsAllDays: Bool { limitsWeekdaysOnly && !hasWeekdays }

    /// Whether nothing but plain weekdays limits the days.
    var limitsWeekdaysOnly: Bool {
        months == Self.allMonths && !hasMonthDays && yearDays.isEmpty && weeks.isEmpty
            && numbered.isEmpty
    }

    func allows(month: Int) -> Bool { months >> UInt16(month - 1) & 1 == 1 }

    /// The allowed days of a month: bit d - 1.
    /// - Parameter firstWeekday: of the first day, Monday = 0.
    func days(inMonthOf length: Int, firstWeekday: Int) -> UInt64 {
        var days = (UInt64(1) << UInt64(length)) - 1
        if hasMonthDays {
            days &= UInt64(monthDays) | UInt64(monthDaysFromEnd >> UInt32(32 - length))
        }
        if hasWeekdays, !countsInYear {
            days &= weekdayBits(length: length, firstWeekday: firstWeekday)
        }
        return days
    }

    /// The days of a stretch of `length` days, at most 56, that BYDAY means.
    private func weekdayBits(length: Int, firstWeekday: Int) -> UInt64 {
        // A bit for each of seven weeks: 0x0002_0408_1020_4081 has every seventh bit.
        var bits = (UInt64(weekdays) &* 0x0002_0408_1020_4081) >> UInt64(firstWeekday)
        for day in numbered {
            if let index = Self.index(of: day, length: length, firstWeekday: firstWeekday) {
                bits |= 1 << UInt64(index)
            }
        }
        return bits
    }

    /// Where a numbered weekday falls in a stretch of days, counted from 0.
    static func index(of day: WeekdayNumber, length: Int, firstWeekday: Int) -> Int? {
        let distance = day.weekday.rawValue - firstWeekday
        let first = distance < 0 ? distance + 7 : distance
        let index =
            day.ordinal > 0
            ? first + 7 * (day.ordinal - 1)
            : first + 7 * ((length - 1 - first) / 7 + 1 + day.ordinal)
        return index >= 0 && index < length ? index : nil
    }
}
