/// The weekdays that MONTHLY;BYDAY=2TU,-1FR counts from either end of a month, as bits: which days
/// they are follows by shifting.
struct NumberedWeekdays: Sendable {
    /// Five rows of seven bits: bit `7 * (n - 1) + w` for the nth weekday w, Monday = 0.
    private var fromStart: UInt64 = 0
    /// The last row has the last of each weekday: bit `7 * (5 - n) + w` for the nth last.
    private var fromEnd: UInt64 = 0

    /// Adds a weekday; a month has no sixth one, so that such an ordinal adds nothing.
    mutating func insert(_ day: WeekdayNumber) {
        let weekday = day.weekday.rawValue
        switch day.ordinal {
        case 1...5: fromStart |= 1 << UInt64(7 * (day.ordinal - 1) + weekday)
        case -5 ... -1: fromEnd |= 1 << UInt64(7 * (5 + day.ordinal) + weekday)
        default: break
        }
    }

    /// The days of a month of 28 ... 31 days, bit d - 1; bits behind its end may be set.
    /// - Parameter firstWeekday: of the first day, Monday = 0.
    func days(inMonthOf length: Int, firstWeekday: Int) -> UInt64 {
        var days = Self.rotated(fromStart, by: firstWeekday)
        if fromEnd != 0 {
            // The 35 days that end with the month begin with the weekday of its end.
            let last = Self.rotated(fromEnd, by: (firstWeekday + length) % 7)
            days |= last >> UInt64(35 - length)
        }
        return days
    }

    /// The rows turned from weekdays to days: bit w of a row goes to `(w - first) mod 7`.
    private static func rotated(_ rows: UInt64, by first: Int) -> UInt64 {
        // 0x0000_0000_1020_4081 has the first bit of every row.
        let low = ((1 << UInt64(7 - first)) - 1) * 0x1020_4081 as UInt64
        let all = (1 << 35) - 1 as UInt64
        return rows >> UInt64(first) & low | rows << UInt64(7 - first) & all & ~low
    }
}
