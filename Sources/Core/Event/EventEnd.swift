/// How an event says when it ends (RFC 5545 §3.6.1): `DTEND`, `DURATION`, or not at all.
public enum EventEnd: Hashable, Sendable {
    /// Neither: one day for a date, no time for a date with time.
    case none
    case time(CalendarTime)
    case duration(NominalDuration)
}
