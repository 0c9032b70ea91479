/// A day of the proleptic Gregorian calendar, without time or zone (RFC 5545 §3.3.4 `DATE`).
///
/// Stored as days since 1970-01-01, so comparing and stepping are integer arithmetic. iCalendar
/// has four year digits; `CivilDate.range` is what can be written.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public let dayNumber: Int

    /// 0001-01-01 ... 9999-12-31, what four year digits can say.
    public static let range = CivilDate(dayNumber: -719_162)...CivilDate(dayNumber: 2_932_896)

    /// Wraps a count of days since 1970-01-01.
    @inlinable
    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Builds a date from its parts; nil when there is no such day, or the year is not 1...9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.daysInMonth(year: year, month: month)
        else { return nil }
        self.dayNumber = CivilDate.dayNumber(year: year, month: month, day: day)
    }

    @inlinable
    public static func < (one: CivilDate, other: CivilDate) -> Bool {
        one.dayNumber < other.dayNumber
    }
}

/// Year, month and day of a `CivilDate`, computed together.
public struct CivilDateParts: Hashable, Sendable {
    /// 1...9999 for a date in `CivilDate.range`.
    public let year: Int
    /// 1...12.
    public let month: Int
    /// 1...31.
    public let day: Int

    @inlinable
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

extension CivilDate {
    /// Year, month and day at once (Hinnant's `civil_from_days`).
    @inlinable
    public var parts: CivilDateParts {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return CivilDateParts(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
    }

    /// 1...9999 for a date in `CivilDate.range`.
    @inlinable public var year: Int { parts.year }
    /// 1...12.
    @inlinable public var month: Int { parts.month }
    /// 1...31.
    @inlinable public var day: Int { parts.day }

    /// The day of the week.
    @inlinable
    public var weekday: Weekday {
        Weekday(index: CivilDate.floorMod(dayNumber + 3, 7))
    }

    /// 1...366.
    @inlinable
    public var dayOfYear: Int {
        dayNumber - CivilDate.dayNumber(year: year, month: 1, day: 1) + 1
    }

    /// Steps by days; the result may leave `CivilDate.range`.
    @inlinable
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// Steps by months and keeps the day, or the last day of a shorter month.
    public func adding(months: Int) -> CivilDate {
        let parts = parts
        let index = parts.year * 12 + parts.month - 1 + months
        let year = CivilDate.floorDiv(index, 12)
        let month = CivilDate.floorMod(index, 12) + 1
        let day = min(parts.day, CivilDate.daysInMonth(year: year, month: month))
        return CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
    }

    /// The first day of this date's month.
    public var firstOfMonth: CivilDate { adding(days: 1 - day) }

    /// The latest day that is `first` and not after this date.
    public func startOfWeek(first: Weekday) -> CivilDate {
        adding(days: -CivilDate.floorMod(weekday.rawValue - first.rawValue, 7))
    }

    /// Year and number of the week this date is in (RFC 5545 §3.3.10 `BYWEEKNO`, ISO 8601 for
    /// `first: .monday`): week 1 is the first with at least four days in the year.
    public func weekOfYear(first: Weekday = .monday) -> (year: Int, week: Int) {
        let fourth = startOfWeek(first: first).adding(days: 3)
        return (fourth.year, (fourth.dayOfYear - 1) / 7 + 1)
    }

    /// Midnight of this date.
    @inlinable
    public var midnight: LocalDateTime { LocalDateTime(seconds: dayNumber * 86_400) }
}

extension CivilDate {
    /// Days since 1970-01-01 of a day given by its parts (Hinnant's `days_from_civil`); no check.
    @inlinable
    public static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Whether `year` has a 29 February.
    @inlinable
    public static func isLeap(_ year: Int) -> Bool {
        year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// 28...31; `month` is 1...12.
    @inlinable
    public static func daysInMonth(year: Int, month: Int) -> Int {
        if month == 2 { return isLeap(year) ? 29 : 28 }
        return 30 + ((month + month >> 3) & 1)
    }

    /// Division that rounds towards negative infinity; `divisor` is positive.
    @inlinable
    public static func floorDiv(_ value: Int, _ divisor: Int) -> Int {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    /// Remainder in 0 ..< `divisor`; `divisor` is positive.
    @inlinable
    public static func floorMod(_ value: Int, _ divisor: Int) -> Int {
        let remainder = value % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension CivilDate: CustomStringConvertible {
    /// `2026-11-23`.
    public var description: String {
        let parts = parts
        return "\(zeroPadded(parts.year, 4))-\(zeroPadded(parts.month, 2))"
            + "-\(zeroPadded(parts.day, 2))"
    }
}

/// Decimal digits, filled with zeros on the left.
func zeroPadded(_ value: Int, _ width: Int) -> String {
    let digits = String(abs(value))
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
}
