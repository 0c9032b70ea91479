extension RecurrenceRule {
    /// Checks ranges and combinations (RFC 5545 §3.3.10, the table and the MUST NOTs around it).
    func check() throws(RuleError) {
        try Self.check(.interval, interval, 1...Self.largestNumber)
        if let count { try Self.check(.count, count, 1...Self.largestNumber) }
        try Self.check(.bySecond, bySecond, 0...60)
        try Self.check(.byMinute, byMinute, 0...59)
        try Self.check(.byHour, byHour, 0...23)
        try Self.checkSigned(.byMonthDay, byMonthDay, 31)
        try Self.checkSigned(.byYearDay, byYearDay, 366)
        try Self.checkSigned(.byWeekNumber, byWeekNumber, 53)
        try Self.check(.byMonth, byMonth, 1...12)
        try Self.checkSigned(.bySetPosition, bySetPosition, 366)
        for day in byDay { try Self.check(.byDay, day.ordinal, -53...53) }
        try checkCombinations()
    }

    private func checkCombinations() throws(RuleError) {
        if !byWeekNumber.isEmpty, freq != .yearly { throw .notAllowed(.byWeekNumber, freq) }
        if !byMonthDay.isEmpty, freq == .weekly { throw .notAllowed(.byMonthDay, freq) }
        if !byYearDay.isEmpty, freq == .daily || freq == .weekly || freq == .monthly {
            throw .notAllowed(.byYearDay, freq)
        }
        if byDay.contains(where: { $0.ordinal != 0 }) {
            let mayNumber = freq == .monthly || (freq == .yearly && byWeekNumber.isEmpty)
            guard mayNumber else { throw .ordinalNotAllowed(freq) }
        }
        if !bySetPosition.isEmpty {
            let isAlone =
                bySecond.isEmpty && byMinute.isEmpty && byHour.isEmpty && byDay.isEmpty
                && byMonthDay.isEmpty && byYearDay.isEmpty && byWeekNumber.isEmpty
                && byMonth.isEmpty
            if isAlone { throw .positionAlone }
        }
    }

    private static func check(
        _ part: RulePart, _ value: Int, _ allowed: ClosedRange<Int>
    ) throws(RuleError) {
        guard allowed.contains(value) else {
            throw .outOfRange(part, String(value), allowed: allowed)
        }
    }

    private static func check(
        _ part: RulePart, _ values: [Int], _ allowed: ClosedRange<Int>
    ) throws(RuleError) {
        for value in values { try check(part, value, allowed) }
    }

    private static func checkSigned(
        _ part: RulePart, _ values: [Int], _ largest: Int
    ) throws(RuleError) {
        for value in values where value == 0 || abs(value) > largest {
            throw .outOfRange(part, String(value), allowed: -largest...largest)
        }
    }
}
