/// What holds of all instances of a rule, without expanding it: enough to prove that two rules
/// never meet. Each part may say too much, never too little.
struct RuleShape: Sendable {
    /// The instances are exactly these, from the start of the series on; nil when the pattern
    /// follows the calendar.
    var cycle: SecondsCycle?
    /// Seconds of the day, ascending, of days that begin at midnight; nil when they are too many to
    /// be listed.
    var times: [Int]?
    /// Bit per weekday, Monday = bit 0.
    var weekdays: UInt8 = 0x7F
    /// For each month a bit per day, 1 ... 31.
    var monthDays = [UInt32](repeating: 0xFFFF_FFFE, count: 12)
    /// Which months count at all; nil when not known.
    var months: MonthCycle?
    /// The days of each of the 28 types of month, bit d - 1; nil when days do not go by months.
    var daysOfMonthTypes: [UInt64]?

    /// The most times of a day that are listed.
    static let longestTimes = 48
}

/// `base + k * step + offsets[i]`, in wall-clock seconds.
struct SecondsCycle: Hashable, Sendable {
    let base: Int
    let step: Int
    /// Within 0 ..< `step`, ascending.
    let offsets: [Int]
}

/// Months that count: those whose number (12 * year + month - 1) leaves one of the rests.
struct MonthCycle: Hashable, Sendable {
    let modulus: Int
    let rests: [Int]

    /// Whether some month is in both.
    func meets(_ other: MonthCycle) -> Bool {
        let common = greatestCommonDivisor(modulus, other.modulus)
        let mine = Set(rests.map { $0 % common })
        return other.rests.contains { mine.contains($0 % common) }
    }
}

extension RuleSeries {
    /// What holds of all instances; nil when nothing is known.
    var shape: RuleShape? {
        switch kernel {
        case .empty, .stepped, .calendar, .calendarDays: nil
        case .stride(let stride):
            RuleShape(SecondsCycle(base: stride.first, step: stride.step, offsets: [0]))
        case .pattern(let pattern):
            RuleShape(
                SecondsCycle(base: pattern.base, step: pattern.step, offsets: pattern.offsets))
        case .weekday(let weekdays):
            RuleShape(
                SecondsCycle(base: weekdays.base, step: weekdays.step, offsets: weekdays.offsets))
        case .period(let period): RuleShape(period)
        }
    }
}

extension RuleShape {
    init(_ cycle: SecondsCycle) {
        self.cycle = cycle
        guard cycle.step % 86_400 == 0 else { return }
        let starts = cycle.offsets.map { cycle.base + $0 }
        times = Self.listed(starts.map { CivilDate.floorMod($0, 86_400) })
        guard cycle.step / 86_400 % 7 == 0 else { return }
        weekdays = starts.reduce(0) { $0 | 1 << UInt8(weekday(CivilDate.floorDiv($1, 86_400))) }
    }

    init(_ kernel: PeriodKernel) {
        let days = kernel.days
        times = Self.listed(days.timesOfDay)
        switch kernel.unit {
        case .month, .monthOfYear: addMonths(kernel)
        case .year: addYears(kernel)
        case .week:
            weekdays = Self.weekdays(days.days(ofType: 7), from: days.weekStart)
            monthDays = (0..<12).map { days.rule.months >> UInt16($0) & 1 == 1 ? 0xFFFF_FFFE : 0 }
        case .weekYear:
            // These have all types of years.
            weekdays = (2001...2028).reduce(0) { found, year in
                let place = PeriodUnit.weekYear.place(
                    year, weekStart: days.weekStart, months: DayRule.allMonths)
                return found | Self.weekdays(days.days(of: place), from: days.weekStart)
            }
        }
    }

    /// - Parameter first: the weekday of day 0.
    private static func weekdays(_ days: [Int], from first: Int) -> UInt8 {
        days.reduce(0) { $0 | 1 << UInt8(($1 + first) % 7) }
    }

    private static func listed(_ times: [Int]) -> [Int]? {
        let times = sortedUnique(times)
        return times.count <= longestTimes ? times : nil
    }

    private mutating func addMonths(_ kernel: PeriodKernel) {
        var types = [UInt64](repeating: 0, count: 28)
        weekdays = 0
        for type in 0..<28 {
            let days = kernel.days.days(ofType: type)
            for day in days { types[type] |= 1 << UInt64(day) }
            weekdays |= Self.weekdays(days, from: type % 7)
        }
        for month in 0..<12 {
            monthDays[month] = 0
            guard kernel.days.rule.months >> UInt16(month) & 1 == 1 else { continue }
            for length in CivilDate.lengths(ofMonth: month + 1) {
                for type in ((length - 28) * 7)..<((length - 27) * 7) {
                    monthDays[month] |= UInt32(truncatingIfNeeded: types[type] << 1)
                }
            }
        }
        let allowed = (0..<12).filter { kernel.days.rule.months >> UInt16($0) & 1 == 1 }
        months =
            kernel.unit == .month
            ? MonthCycle(modulus: kernel.interval, rests: [kernel.origin % kernel.interval])
            : MonthCycle(
                modulus: 12 * kernel.interval,
                rests: allowed.map { kernel.origin % kernel.interval * 12 + $0 })
        daysOfMonthTypes = kernel.dayStride == 1 ? types : nil
    }

    private mutating func addYears(_ kernel: PeriodKernel) {
        weekdays = 0
        monthDays = [UInt32](repeating: 0, count: 12)
        for type in 0..<14 {
            let days = kernel.days.days(ofType: type)
            weekdays |= Self.weekdays(days, from: type % 7)
            let first = CivilDate.firstDay(ofLeapYear: type >= 7)
            for day in days {
                let parts = CivilDate(dayNumber: first + day).parts
                monthDays[parts.month - 1] |= 1 << UInt32(parts.day)
            }
        }
        months = MonthCycle(
            modulus: 12 * kernel.interval,
            rests: (0..<12).map { kernel.origin % kernel.interval * 12 + $0 })
    }
}

extension CivilDate {
    /// How many days a month, 1 ... 12, may have.
    fileprivate static func lengths(ofMonth month: Int) -> [Int] {
        month == 2 ? [28, 29] : [daysInMonth(year: 2001, month: month)]
    }

    /// 1 January of some year of that kind.
    fileprivate static func firstDay(ofLeapYear isLeap: Bool) -> Int {
        dayNumber(year: isLeap ? 2004 : 2001, month: 1, day: 1)
    }
}

extension PeriodDays {
    /// The times at which instances begin, seconds of the day; BYSETPOS may leave some out.
    fileprivate var timesOfDay: [Int] { (0..<times.count).map { times[$0] } }

    /// The days of a type of week, month or calendar year, from 0.
    fileprivate func days(ofType type: Int) -> [Int] {
        days(of: PeriodPlace(firstDay: 0, type: type))
    }

    /// The days of a period, from 0; of those that BYSETPOS picks instances from all.
    fileprivate func days(of place: PeriodPlace) -> [Int] {
        let bits = days(place, mask: ~0)
        var days: [Int] = []
        var from = 0
        while let day = bits.next(from) {
            days.append(day)
            from = day + 1
        }
        return days
    }
}
