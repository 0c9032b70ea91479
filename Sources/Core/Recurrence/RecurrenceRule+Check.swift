extension RecurrenceRule {
    /// Checks ranges and combinations (RFC 5545 §3.3.10, the table and the MUST NOTs around it).
    func check() throws(RuleError) {
        try Self.check(.interval, interval, 1...Self.largestNumber)
        if let count { try Self.check(.count, count, 1...Self.largestNumber) }
        if let lists { try check(lists) }
    }

    private func check(_ lists: RuleLists) throws(RuleError) {
        try Self.check(.bySecond, lists.values.bySecond, 0...60)
        try Self.check(.byMinute, lists.values.byMinute, 0...59)
        try Self.check(.byHour, lists.values.byHour, 0...23)
        let calendar = lists.values.calendar
        try Self.checkSigned(.byMonthDay, lists.values.byMonthDay, 31)
        try Self.checkSigned(.byYearDay, lists.values.byYearDay, calendar.largestYearDay)
        try Self.checkSigned(.byWeekNumber, lists.values.byWeekNumber, calendar.largestWeek)
        try Self.check(.byMonth, lists.values.byMonth, 1...calendar.plainMonths)
        for month in lists.values.byLeapMonth
        where calendar.leapMonths?.contains(month) != true {
            throw .malformedValue(.byMonth, MonthCode(month, isLeap: true).description)
        }
        try Self.checkSigned(.bySetPosition, lists.values.bySetPosition, calendar.largestYearDay)
        let weekdays = -calendar.largestWeek...calendar.largestWeek
        for day in lists.values.byDay { try Self.check(.byDay, day.ordinal, weekdays) }
        try checkCombinations(lists)
    }

    private func checkCombinations(_ lists: RuleLists) throws(RuleError) {
        if !lists.values.byWeekNumber.isEmpty, freq != .yearly {
            throw .notAllowed(.byWeekNumber, freq)
        }
        if !lists.values.byMonthDay.isEmpty, freq == .weekly {
            throw .notAllowed(.byMonthDay, freq)
        }
        if !lists.values.byYearDay.isEmpty, freq == .daily || freq == .weekly || freq == .monthly {
            throw .notAllowed(.byYearDay, freq)
        }
        if lists.values.byDay.contains(where: { $0.ordinal != 0 }) {
            let mayNumber =
                freq == .monthly || (freq == .yearly && lists.values.byWeekNumber.isEmpty)
            guard mayNumber else { throw .ordinalNotAllowed(freq) }
        }
        if !lists.values.bySetPosition.isEmpty, lists.values.isEmptyButPositions {
            throw .positionAlone
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
        for value in values where value == 0 || value.magnitude > largest {
            throw .outOfRange(part, String(value), allowed: -largest...largest)
        }
    }
}

extension CalendarSystem {
    /// The largest BYYEARDAY: a day that no year has is moved by SKIP, so that numbers which the
    /// Gregorian calendar has are sound everywhere.
    var largestYearDay: Int { max(366, longestYear) }

    /// The largest BYWEEKNO and number of a weekday.
    var largestWeek: Int { longestYear > 366 ? 55 : 53 }
}
