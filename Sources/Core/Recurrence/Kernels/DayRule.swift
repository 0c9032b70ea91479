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
    /// Whether BYDAY numbers weekdays; those that are counted in the month, not in the year.
    var hasNumbered = false
    var numbered = NumberedWeekdays()
    /// Whether BYDAY counts weekdays through the year.
    var countsInYear = false
    var hasYearDays = false
    var hasWeeks = false
    /// BYYEARDAY, BYWEEKNO and BYSETPOS are read where they are; most rules have none of them.
    private let lists: RuleLists?

    static let allMonths: UInt16 = 0xFFF

    init(_ rule: RecurrenceRule) {
        lists = rule.lists
        guard let lists else { return }
        // One list at a time: a copy of all of them would retain each.
        if !lists.values.byMonth.isEmpty { months = 0 }
        for month in lists.values.byMonth { months |= 1 << UInt16(month - 1) }
        for day in lists.values.byMonthDay { allow(monthDay: day) }
        let inYear = rule.freq == .yearly && lists.values.byMonth.isEmpty
        for day in lists.values.byDay {
            if day.ordinal == 0 {
                allow(weekday: day.weekday.rawValue)
            } else {
                hasWeekdays = true
                hasNumbered = true
                if inYear { countsInYear = true } else { numbered.insert(day) }
            }
        }
        hasYearDays = !lists.values.byYearDay.isEmpty
        hasWeeks = !lists.values.byWeekNumber.isEmpty
    }

    var yearDays: [Int] { lists?.values.byYearDay ?? [] }
    var weeks: [Int] { lists?.values.byWeekNumber ?? [] }
    var positions: [Int] { lists?.values.bySetPosition ?? [] }
    /// BYDAY as written.
    var byDay: [WeekdayNumber] { lists?.values.byDay ?? [] }

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
        months == Self.allMonths && !hasMonthDays && !hasYearDays && !hasWeeks
            && !hasNumbered
    }

    func allows(month: Int) -> Bool { months >> UInt16(month - 1) & 1 == 1 }
}
