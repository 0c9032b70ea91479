import TestTools

@testable import Core

/// Draws rules of RFC 7529 in all calendars.
struct RandomCalendarRules {
    var generator: SplitMix

    init(seed: UInt64) { generator = SplitMix(seed: seed) }

    mutating func next() throws -> RandomCase {
        let calendar = CalendarSystem.allCases.randomElement(using: &generator) ?? .hebrew
        let weighted: [Frequency] = [
            .yearly, .yearly, .yearly, .yearly, .monthly, .monthly, .monthly, .weekly, .daily,
            .hourly, .minutely, .secondly,
        ]
        let freq = weighted.randomElement(using: &generator) ?? .yearly
        var parts = ["RSCALE=\(calendar.rawValue)", "FREQ=\(freq.rawValue)"]
        if !chance(3) {
            parts.append(["SKIP=OMIT", "SKIP=BACKWARD", "SKIP=FORWARD"][number(0...2)])
        }
        if chance(3) { parts.append("INTERVAL=\(number(1...(freq.isSubDaily ? 50 : 5)))") }
        if chance(5) { parts.append("WKST=\(weekday())") }
        let hasLists = parts.count
        if chance(2) { parts.append("BYMONTH=" + list(3) { $0.month(calendar) }) }
        if freq != .weekly, chance(2) { parts.append("BYMONTHDAY=" + list(4) { $0.signed(31) }) }
        if freq == .yearly || freq.isSubDaily, chance(6) {
            parts.append("BYYEARDAY=" + list(9) { $0.signed($0.chance(2) ? 366 : 30) })
        }
        let hasWeeks = freq == .yearly && chance(6)
        if hasWeeks { parts.append("BYWEEKNO=" + list(5) { $0.signed(53) }) }
        if chance(3) {
            let mayNumber = (freq == .monthly || freq == .yearly) && !hasWeeks
            parts.append(
                "BYDAY="
                    + list(3) {
                        (mayNumber && $0.chance(2) ? $0.signed($0.chance(5) ? 53 : 5) : "")
                            + $0.weekday()
                    })
        }
        if chance(5) { parts.append("BYHOUR=" + list(3) { "\($0.number(0...23))" }) }
        if chance(5) { parts.append("BYMINUTE=" + list(3) { "\($0.number(0...59))" }) }
        if parts.count > hasLists, chance(4) {
            parts.append("BYSETPOS=" + list(3) { $0.signed($0.chance(4) ? 40 : 3) })
        }
        let rule = try RecurrenceRule(
            parsing: parts.shuffled(using: &generator).joined(separator: ";"))
        let isDate = !freq.isSubDaily && chance(4)
        let day = CivilDate(dayNumber: number(-5_000...25_000))
        return RandomCase(
            rule: rule,
            start: LocalDateTime(day, secondOfDay: isDate ? 0 : number(0...86_399)), isDate: isDate)
    }

    /// True once in `times`.
    mutating func chance(_ times: Int) -> Bool { number(0...(times - 1)) == 0 }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    mutating func signed(_ largest: Int) -> String {
        // Numbers that not every month or year has are what SKIP is for.
        let value = chance(3) ? largest - number(0...min(3, largest - 1)) : number(1...largest)
        return String(chance(3) ? -value : value)
    }

    private mutating func weekday() -> String {
        (Weekday.allCases.randomElement(using: &generator) ?? .monday).code
    }

    private mutating func month(_ calendar: CalendarSystem) -> String {
        guard let leap = calendar.leapMonths, chance(2) else {
            return String(number(1...calendar.plainMonths))
        }
        return "\(number(leap))L"
    }

    private mutating func list(_ most: Int, _ element: (inout Self) -> String) -> String {
        (0..<number(1...most)).map { _ in element(&self) }.joined(separator: ",")
    }
}
