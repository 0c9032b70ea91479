import Core

/// Draws rules that the RFC allows, dense ones and very sparse ones.
struct RandomRules {
    var generator: SplitMix

    init(seed: UInt64) { generator = SplitMix(seed: seed) }

    mutating func next() throws -> RecurrenceRule {
        let freq = Frequency.allCases.randomElement(using: &generator) ?? .daily
        var parts: [String] = ["FREQ=\(freq.rawValue)"]
        if generator.chance(3) { parts.append("INTERVAL=\(interval(freq))") }
        if generator.chance(4) {
            let day = Weekday.allCases.randomElement(using: &generator) ?? .sunday
            parts.append("WKST=\(day.code)")
        }
        let hasLists = parts.count
        if generator.chance(3) { parts.append("BYMONTH=" + list(1...12, 4)) }
        if freq != .weekly, generator.chance(4) { parts.append("BYMONTHDAY=" + signed(31, 5)) }
        if freq == .yearly || freq.isSubDaily, generator.chance(6) {
            parts.append("BYYEARDAY=" + signed(366, 30))
        }
        let hasWeeks = freq == .yearly && generator.chance(5)
        if hasWeeks { parts.append("BYWEEKNO=" + signed(53, 6)) }
        if generator.chance(3) { parts.append("BYDAY=" + weekdays(freq, hasWeeks)) }
        if generator.chance(4) { parts.append("BYHOUR=" + list(0...23, 4)) }
        if generator.chance(4) { parts.append("BYMINUTE=" + list(0...59, 4)) }
        if generator.chance(5) { parts.append("BYSECOND=" + list(0...60, 3)) }
        if parts.count > hasLists, generator.chance(4) { parts.append("BYSETPOS=" + positions()) }
        return try RecurrenceRule(
            parsing: parts.shuffled(using: &generator).joined(separator: ";"))
    }

    /// Mostly small; a year of days, of hours and the like; the largest there is.
    private mutating func interval(_ freq: Frequency) -> Int {
        let largest = freq == .yearly ? 5 : freq.isSubDaily ? 50 : 9
        let odd = [24, 60, 366, 400, 1440, 3600, 86_399, 86_400, RecurrenceRule.largestNumber]
        return generator.chance(10)
            ? odd.randomElement(using: &generator) ?? 1
            : Int.random(in: 1...largest, using: &generator)
    }

    private mutating func list(_ range: ClosedRange<Int>, _ most: Int) -> String {
        texts(most) { String(Int.random(in: range, using: &$0.generator)) }
    }

    /// The ends are where most can go wrong.
    private mutating func signed(_ largest: Int, _ most: Int) -> String {
        texts(most) { rules in
            let value =
                rules.generator.chance(5)
                ? largest : Int.random(in: 1...largest, using: &rules.generator)
            return String(rules.generator.chance(3) ? -value : value)
        }
    }

    private mutating func positions() -> String {
        texts(3) { rules in
            let largest = rules.generator.chance(4) ? 40 : 3
            let value = Int.random(in: 1...largest, using: &rules.generator)
            return String(rules.generator.chance(2) ? -value : value)
        }
    }

    private mutating func weekdays(_ freq: Frequency, _ hasWeeks: Bool) -> String {
        let mayNumber = (freq == .monthly || freq == .yearly) && !hasWeeks
        return texts(4) { rules in
            let day = Weekday.allCases.randomElement(using: &rules.generator) ?? .monday
            guard mayNumber, rules.generator.chance(2) else { return day.code }
            let largest = freq == .yearly && rules.generator.chance(2) ? 53 : 5
            let ordinal = Int.random(in: 1...largest, using: &rules.generator)
            return "\(rules.generator.chance(3) ? -ordinal : ordinal)\(day.code)"
        }
    }

    /// One to `most` values, duplicates among them.
    private mutating func texts(_ most: Int, _ value: (inout RandomRules) -> String) -> String {
        let count = Int.random(in: 1...most, using: &generator)
        return (0..<count).map { _ in value(&self) }.joined(separator: ",")
    }
}
