/// One STANDARD or DAYLIGHT part of a VTIMEZONE: an offset and when it begins
/// (RFC 5545 §3.6.5).
struct Observance: Hashable, Sendable {
    /// DTSTART, on the wall clock of `offsetFrom`.
    var start: LocalDateTime
    /// Seconds east of UTC until it begins; nil when missing.
    var offsetFrom: Int?
    /// Seconds east of UTC while it holds.
    var offsetTo: Int
    /// TZNAME; empty when missing.
    var abbreviation = ""
    var isDaylight = false
    var rules: [RecurrenceRule] = []
    /// RDATEs, on the wall clock of `offsetFrom`, or fixed.
    var dates: [CalendarTime] = []
}
