@testable import Core

/// A rule and a start for it.
struct RandomCase {
    let rule: RecurrenceRule
    let start: LocalDateTime
    let isDate: Bool
}

/// Draws rules that the RFC allows, dense ones and very sparse ones.
struct RandomRules {
    var generator: SplitMix

    init(seed: UInt64) { generator = SplitMix(seed: seed) }

    mutating func next() throws -> RandomCase {
        let freq = Frequency.allCases.randomElement(using: &generator) ?? .daily
        var parts: [String] = ["FREQ=\(freq.rawValue)"]
        if chance(3) {
            let largest = freq == .yearly ? 5 : freq.isSubDaily ? 50 : 9
            parts.append("INTERVAL=\(Int.random(in: 1...largest, using: &generator))")
        }
        if chance(4) {
            let day = Weekday.allCases.randomElement(using: &generator) ?? .sunday
            parts.append("WKST=\(day.code)")
        }
        let hasLists = parts.count
        if chance(3) { parts.append("BYMONTH=" + list(1...12, 4)) }
        if freq != .weekly, chance(4) { parts.append("BYMONTHDAY=" + signed(31, 5)) }
        if freq == .yearly || freq.isSubDaily, chance(6) {
            parts.append("BYYEARDAY=" + signed(366, 30))
        }
        let hasWeeks = freq == .yearly && chance(5)
        if hasWeeks { parts.append("BYWEEKNO=" + signed(53, 6)) }
        if chance(3) { parts.append("BYDAY=" + weekdays(freq, hasWeeks)) }
        if chance(4) { parts.append("BYHOUR=" + list(0...23, 4)) }
        if chance(4) { parts.append("BYMINUTE=" + list(0...59, 4)) }
        if chance(5) { parts.append("BYSECOND=" + list(0...60, 3)) }
        if parts.count > hasLists, chance(4) { parts.append("BYSETPOS=" + positions()) }
        let rule = try RecurrenceRule(
            parsing: parts.shuffled(using: &generator)
                .joined(separator: ";"))
        let isDate = !freq.isSubDaily && chance(5)
        let second = isDate ? 0 : Int.random(in: 0..<86_400, using: &generator)
        let day = Int.random(in: 5_000...25_000, using: &generator)
        return RandomCase(
            rule: rule, start: LocalDateTime(CivilDate(dayNumber: day), secondOfDay: second),
            isDate: isDate)
    }

    /// True once in `times`.
    mutating func chance(_ times: Int) -> Bool {
        Int.random(in: 0..<times, using: &generator) == 0
    }

    private mutating func list(_ range: ClosedRange<Int>, _ most: Int) -> String {
        let count = Int.random(in: 1...most, using: &generator)
        return (0..<count).map { _ in String(Int.random(in: range, using: &generator)) }
            .joined(separator: ",")
    }

    private mutating func signed(_ largest: Int, _ most: Int) -> String {
        let count = Int.random(in: 1...most, using: &generator)
        return (0..<count).map { _ in
            let value = Int.random(in: 1...largest, using: &generator)
            return String(chance(3) ? -value : value)
        }
        .joined(separator: ",")
    }

    private mutating func positions() -> String {
        let count = Int.random(in: 1...3, using: &generator)
        return (0..<count).map { _ in
            let value = Int.random(in: 1...(chance(4) ? 40 : 3), using: &generator)
            return String(chance(2) ? -value : value)
        }
        .joined(separator: ",")
    }

    private mutating func weekdays(_ freq: Frequency, _ hasWeeks: Bool) -> String {
        let mayNumber = (freq == .monthly || freq == .yearly) && !hasWeeks
        let count = Int.random(in: 1...4, using: &generator)
        return (0..<count).map { _ in
            let day = Weekday.allCases.randomElement(using: &generator) ?? .monday
            guard mayNumber, chance(2) else { return day.code }
            let largest = freq == .yearly && chance(2) ? 53 : 5
            let ordinal = Int.random(in: 1...largest, using: &generator)
            return "\(chance(3) ? -ordinal : ordinal)\(day.code)"
        }
        .joined(separator: ",")
    }
}
