/// How often a rule looks for instances (RFC 5545 §3.3.10 `FREQ`).
public enum Frequency: String, Hashable, Sendable, CaseIterable {
    case secondly = "SECONDLY"
    case minutely = "MINUTELY"
    case hourly = "HOURLY"
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"

    /// Whether the period is shorter than a day.
    public var isSubDaily: Bool { self == .secondly || self == .minutely || self == .hourly }
}

/// An element of BYDAY (RFC 5545 §3.3.10): `MO`, `2TU`, `-1SU`.
public struct WeekdayNumber: Hashable, Sendable, CustomStringConvertible {
    /// -53 ... 53: which of the month's or year's; 0 is every one.
    public let ordinal: Int
    /// The day of the week.
    public let weekday: Weekday

    public init(ordinal: Int = 0, weekday: Weekday) {
        self.ordinal = ordinal
        self.weekday = weekday
    }

    public var description: String {
        ordinal == 0 ? weekday.code : "\(ordinal)\(weekday.code)"
    }
}

/// A recurrence rule as a value (RFC 5545 §3.3.10 `RECUR`).
///
/// Every initialiser checks, so that a value is always a rule that the engine can compile. Lists
/// are kept in the order written; `parse(print(rule)) == rule`.
public struct RecurrenceRule: Hashable, Sendable {
    /// The last moment that may be an instance (`UNTIL`), inclusive.
    public enum Until: Hashable, Sendable {
        /// A day: midnight at its start where instances have a time.
        case date(CivilDate)
        /// A wall clock of the event's zone.
        case local(LocalDateTime)
        /// A fixed instant.
        case utc(Instant)
    }

    /// What becomes of a leap month that a year does not have, and of a day that a month or year
    /// does not have (RFC 7529 §4.1).
    public enum Skip: String, Hashable, Sendable, CaseIterable {
        /// It is left out.
        case omit = "OMIT"
        /// The month or day before it is taken.
        case backward = "BACKWARD"
        /// The month or day behind it is taken.
        case forward = "FORWARD"
    }

    /// A part that this engine does not know; kept for printing, without effect.
    public struct UnknownPart: Hashable, Sendable {
        /// The name in upper case.
        public let name: String
        /// The value as written.
        public let value: String
    }

    /// The unit that `interval` counts.
    public let freq: Frequency
    /// 1 ... `largestNumber`.
    public let interval: Int
    /// 1 ... `largestNumber`; how many instances there are at most.
    public private(set) var count: Int?
    /// The last moment; with `count` set too, the earlier of both ends the rule.
    public private(set) var until: Until?
    /// The day that weeks begin with (`WKST`).
    public let weekStart: Weekday
    /// Nil when the rule has none.
    private(set) var lists: RuleLists?

    /// The largest INTERVAL and COUNT that are accepted.
    public static let largestNumber = Int(Int32.max)
    /// The longest text that is read, in bytes.
    public static let longestText = 16_384

    /// Builds a rule from its parts.
    /// - Throws: the first thing wrong with it, as the parser does.
    public init(
        _ freq: Frequency, interval: Int = 1, count: Int? = nil, until: Until? = nil,
        bySecond: [Int] = [], byMinute: [Int] = [], byHour: [Int] = [],
        byDay: [WeekdayNumber] = [], byMonthDay: [Int] = [], byYearDay: [Int] = [],
        byWeekNumber: [Int] = [], byMonth: [Int] = [], byLeapMonth: [Int] = [],
        bySetPosition: [Int] = [], weekStart: Weekday = .monday,
        unknownParts: [UnknownPart] = [], calendar: CalendarSystem = .gregorian,
        skip: Skip = .omit
    ) throws(RuleError) {
        try self.init(
            freq, interval: interval, count: count, until: until, weekStart: weekStart,
            lists: RuleLists.Values(
                bySecond: bySecond, byMinute: byMinute, byHour: byHour, byDay: byDay,
                byMonthDay: byMonthDay, byYearDay: byYearDay, byWeekNumber: byWeekNumber,
                byMonth: byMonth, byLeapMonth: byLeapMonth, bySetPosition: bySetPosition,
                unknownParts: unknownParts, calendar: calendar, skip: skip))
    }

    init(
        _ freq: Frequency, interval: Int, count: Int?, until: Until?, weekStart: Weekday,
        lists: RuleLists.Values
    ) throws(RuleError) {
        self.freq = freq
        self.interval = interval
        self.count = count
        self.until = until
        self.weekStart = weekStart
        self.lists = RuleLists(lists)
        try check()
    }

    /// The same rule ending at `until`, without COUNT.
    public func ending(until: Until) -> RecurrenceRule {
        var rule = self
        rule.until = until
        rule.count = nil
        return rule
    }

    /// The same rule with `count` instances, without UNTIL.
    /// - Throws: `.outOfRange` unless `count` is 1 ... `largestNumber`.
    public func ending(count: Int) throws(RuleError) -> RecurrenceRule {
        var rule = self
        rule.until = nil
        rule.count = count
        try rule.check()
        return rule
    }

    /// The same rule with other lists, which are not checked.
    func with(_ lists: RuleLists.Values) -> RecurrenceRule {
        var rule = self
        rule.lists = RuleLists(lists)
        return rule
    }

    /// The same rule without an end.
    public var endless: RecurrenceRule {
        var rule = self
        rule.until = nil
        rule.count = nil
        return rule
    }
}

extension RecurrenceRule {
    /// 0 ... 60; a leap second is expanded as second 59.
    public var bySecond: [Int] { lists?.values.bySecond ?? [] }
    /// 0 ... 59.
    public var byMinute: [Int] { lists?.values.byMinute ?? [] }
    /// 0 ... 23.
    public var byHour: [Int] { lists?.values.byHour ?? [] }
    /// Weekdays; numbered ones in MONTHLY and YEARLY only.
    public var byDay: [WeekdayNumber] { lists?.values.byDay ?? [] }
    /// -31 ... 31 without 0; as all day, week and month numbers, of `calendar`.
    public var byMonthDay: [Int] { lists?.values.byMonthDay ?? [] }
    /// -366 ... 366 without 0; 385 where years can be longer.
    public var byYearDay: [Int] { lists?.values.byYearDay ?? [] }
    /// -53 ... 53 without 0; 55 where years can be longer; YEARLY only.
    public var byWeekNumber: [Int] { lists?.values.byWeekNumber ?? [] }
    /// 1 ... 12; 13 where years have as many.
    public var byMonth: [Int] { lists?.values.byMonth ?? [] }
    /// The numbers of leap months in BYMONTH (`5L`, RFC 7529 §4.2), where the calendar has them.
    public var byLeapMonth: [Int] { lists?.values.byLeapMonth ?? [] }
    /// BYMONTH as a whole: `byMonth`, then `byLeapMonth`.
    public var months: [MonthCode] {
        byMonth.map { MonthCode($0) } + byLeapMonth.map { MonthCode($0, isLeap: true) }
    }
    /// -366 ... 366 without 0; 385 where years can be longer.
    public var bySetPosition: [Int] { lists?.values.bySetPosition ?? [] }
    /// Parts with a name unknown to RFC 5545, X- names included.
    public var unknownParts: [UnknownPart] { lists?.values.unknownParts ?? [] }
    /// What months, days, weeks and years are counted in (`RSCALE`).
    public var calendar: CalendarSystem { lists?.values.calendar ?? .gregorian }
    /// What becomes of months and days that there are not (`SKIP`).
    public var skip: Skip { lists?.values.skip ?? .omit }

    /// Whether it is a rule of RFC 5545: Gregorian, without SKIP.
    public var isOfRFC5545: Bool { lists?.values.isOfRFC5545 ?? true }
}

extension RecurrenceRule.Until {
    /// The moment on the wall clock of the series: `RuleSeries` takes this.
    ///
    /// A date counts as its first second, as nearly all engines read it; against a DATE start
    /// that includes the day.
    /// - Parameter local: reads an instant on the wall clock of the series' zone.
    public func wallClock(_ local: (Instant) -> LocalDateTime) -> LocalDateTime {
        switch self {
        case .date(let date): date.midnight
        case .local(let time): time
        case .utc(let instant): local(instant)
        }
    }
}
