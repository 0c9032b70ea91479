extension RecurrenceRule {
    /// Checks ranges and combinations (RFC 5545 §3.3.10, the table and the MUST NOTs around it).
    func check() throws(RuleError) {
        try Self.check(.interval, interval, 1...Self.largestNumber)
        if let count { try Self.check(.count, count, 1...Self.largestNumber) }
        if let values = lists?.values { try check(values) }
    }

    private func check(_ lists: RuleLists.Values) throws(RuleError) {
        try Self.check(.bySecond, lists.bySecond, 0...60)
        try Self.check(.byMinute, lists.byMinute, 0...59)
        try Self.check(.byHour, lists.byHour, 0...23)
        try Self.checkSigned(.byMonthDay, lists.byMonthDay, 31)
        try Self.checkSigned(.byYearDay, lists.byYearDay, 366)
        try Self.checkSigned(.byWeekNumber, lists.byWeekNumber, 53)
        try Self.check(.byMonth, lists.byMonth, 1...12)
        try Self.checkSigned(.bySetPosition, lists.bySetPosition, 366)
        for day in lists.byDay { try Self.check(.byDay, day.ordinal, -53...53) }
        try checkCombinations(lists)
    }

    private func checkCombinations(_ lists: RuleLists.Values) throws(RuleError) {
        if !lists.byWeekNumber.isEmpty, freq != .yearly { throw .notAllowed(.byWeekNumber, freq) }
        if !lists.byMonthDay.isEmpty, freq == .weekly { throw .notAllowed(.byMonthDay, freq) }
        if !lists.byYearDay.isEmpty, freq == .daily || freq == .weekly || freq == .monthly {
            throw .notAllowed(.byYearDay, freq)
        }
        if lists.byDay.contains(where: { $0.ordinal != 0 }) {
            let mayNumber = freq == .monthly || (freq == .yearly && lists.byWeekNumber.isEmpty)
            guard mayNumber else { throw .ordinalNotAllowed(freq) }
        }
        if !lists.bySetPosition.isEmpty, lists.isEmptyButPositions { throw .positionAlone }
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
        for value in values where value == 0 || value.magnitude > largest {
            throw .outOfRange(part, String(value), allowed: -largest...largest)
        }
    }
}
