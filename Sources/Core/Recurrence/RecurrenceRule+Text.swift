extension RecurrenceRule: CustomStringConvertible {
    /// The rule as RFC 5545 writes it, FREQ first but for RSCALE, as in the examples of RFC 7529;
    /// defaults are left out.
    public var description: String {
        var text = isOfRFC5545 ? "" : "RSCALE=\(calendar.rawValue);"
        text += "FREQ=\(freq.rawValue)"
        func add(_ part: RulePart, _ value: String) { text += ";\(part.rawValue)=\(value)" }
        func add(_ part: RulePart, _ values: [Int]) {
            if !values.isEmpty { add(part, values.map(String.init).joined(separator: ",")) }
        }
        if let until { add(.until, until.description) }
        if let count { add(.count, String(count)) }
        if interval != 1 { add(.interval, String(interval)) }
        add(.bySecond, bySecond)
        add(.byMinute, byMinute)
        add(.byHour, byHour)
        if !byDay.isEmpty { add(.byDay, byDay.map(\.description).joined(separator: ",")) }
        add(.byMonthDay, byMonthDay)
        add(.byYearDay, byYearDay)
        add(.byWeekNumber, byWeekNumber)
        if !months.isEmpty { add(.byMonth, months.map(\.description).joined(separator: ",")) }
        add(.bySetPosition, bySetPosition)
        if weekStart != .monday { add(.weekStart, weekStart.code) }
        if skip != .omit { add(.skip, skip.rawValue) }
        for part in unknownParts { text += ";\(part.name)=\(part.value)" }
        return text
    }
}

extension RecurrenceRule.Until: CustomStringConvertible {
    /// `20261123`, `20261123T140500` or `20261123T140500Z`.
    public var description: String {
        switch self {
        case .date(let date): Self.digits(date)
        case .local(let local): Self.digits(local)
        case .utc(let instant): Self.digits(instant.local(offset: 0)) + "Z"
        }
    }

    private static func digits(_ date: CivilDate) -> String {
        let parts = date.parts
        return zeroPadded(parts.year, 4) + zeroPadded(parts.month, 2) + zeroPadded(parts.day, 2)
    }

    private static func digits(_ local: LocalDateTime) -> String {
        digits(local.date) + "T" + zeroPadded(local.hour, 2) + zeroPadded(local.minute, 2)
            + zeroPadded(local.second, 2)
    }
}
