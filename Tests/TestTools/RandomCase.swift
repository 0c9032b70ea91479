import Core

/// A rule without end, and a start for it.
public struct RandomCase: CustomStringConvertible {
    public let rule: RecurrenceRule
    public let start: LocalDateTime
    public let isDate: Bool

    public var description: String { "DTSTART \(start)\(isDate ? " (a date)" : ""), RRULE:\(rule)" }

    /// A case that was drawn elsewhere.
    public init(rule: RecurrenceRule, start: LocalDateTime, isDate: Bool) {
        self.rule = rule
        self.start = start
        self.isDate = isDate
    }

    /// Draws one from a seed of its own, so that it can be drawn again alone.
    public init(seed: UInt64) throws {
        var rules = RandomRules(seed: seed)
        let rule = try rules.next()
        let isDate = !rule.freq.isSubDaily && rules.generator.chance(5)
        var start = rules.start(isDate: isDate)
        // Often the start fits the rule, as it should.
        if rules.generator.chance(3),
            let fitting = try RuleSeries(rule, start: start, isDate: isDate, until: nil)
                .first(atOrAfter: start)
        {
            start = fitting
        }
        self.init(rule: rule, start: start, isDate: isDate)
    }
}

extension RandomRules {
    /// Starts where calendars are odd, and everywhere else.
    mutating func start(isDate: Bool) -> LocalDateTime {
        let all = CivilDate.range
        let year = Int.random(in: 2...9998, using: &generator)
        func days(_ range: ClosedRange<Int>, after day: CivilDate) -> CivilDate {
            day.adding(days: Int.random(in: range, using: &generator))
        }
        let day =
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: CivilDate(year: year - year % 4, month: 2, day: 28) ?? all.lowerBound
            case 1: days(-7...7, after: CivilDate(year: year, month: 1, day: 1) ?? all.lowerBound)
            case 2: days(0...800, after: all.lowerBound)
            case 3: days(-4_000...0, after: all.upperBound)
            case 4: days(0...3_652_058, after: all.lowerBound)
            default: days(5_000...25_000, after: CivilDate(dayNumber: 0))
            }
        // 29 February, where there is one.
        let start = day.day == 28 && day.month == 2 ? day.adding(days: 1) : day
        if isDate { return start.midnight }
        let second = generator.chance(6) ? 0 : Int.random(in: 0..<86_400, using: &generator)
        return LocalDateTime(start, secondOfDay: generator.chance(12) ? 86_399 : second)
    }
}
