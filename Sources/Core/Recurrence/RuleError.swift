/// A rule part that this engine knows (RFC 5545 §3.3.10, RFC 7529 §4).
public enum RulePart: String, Hashable, Sendable, CaseIterable {
    case freq = "FREQ"
    case until = "UNTIL"
    case count = "COUNT"
    case interval = "INTERVAL"
    case bySecond = "BYSECOND"
    case byMinute = "BYMINUTE"
    case byHour = "BYHOUR"
    case byDay = "BYDAY"
    case byMonthDay = "BYMONTHDAY"
    case byYearDay = "BYYEARDAY"
    case byWeekNumber = "BYWEEKNO"
    case byMonth = "BYMONTH"
    case bySetPosition = "BYSETPOS"
    case weekStart = "WKST"
    case calendar = "RSCALE"
    case skip = "SKIP"
}

/// Why a recurrence rule was refused (RFC 5545 §3.3.10).
public enum RuleError: Error, Hashable, Sendable {
    /// The text has more than `limit` bytes.
    case tooLong(limit: Int)
    /// A part is not `NAME=VALUE`.
    case malformedPart(String)
    /// There is no FREQ.
    case missingFrequency
    /// FREQ is none of SECONDLY ... YEARLY.
    case unknownFrequency(String)
    /// A part stands twice.
    case duplicatePart(RulePart)
    /// A value, or an element of a list, is not of the part's form.
    case malformedValue(RulePart, String)
    /// A number is outside what the part allows; zero is outside of ranges that span it.
    case outOfRange(RulePart, String, allowed: ClosedRange<Int>)
    /// The part has no meaning at this frequency: BYWEEKNO outside YEARLY, BYMONTHDAY in WEEKLY,
    /// BYYEARDAY in DAILY, WEEKLY or MONTHLY.
    case notAllowed(RulePart, Frequency)
    /// A numbered weekday (`2MO`) outside MONTHLY and YEARLY, or together with BYWEEKNO.
    case ordinalNotAllowed(Frequency)
    /// BYSETPOS without any other BYxxx part.
    case positionAlone
    /// RSCALE names a calendar that is none of `CalendarSystem` (RFC 7529); the text is its name.
    case unsupportedCalendar(String)
    /// SKIP without RSCALE (RFC 7529 §4.1).
    case skipWithoutCalendar
}
