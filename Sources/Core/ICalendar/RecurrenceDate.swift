/// One value of RDATE or FREEBUSY: a time, or a period (RFC 5545 §3.3.9, §3.8.5.2).
public struct RecurrenceDate: Hashable, Sendable {
    /// How long a period lasts.
    public enum End: Hashable, Sendable {
        /// A plain time: as long as the event.
        case none
        /// An explicit end.
        case time(CalendarTime)
        /// A length.
        case duration(NominalDuration)
    }

    /// When it starts.
    public let start: CalendarTime
    /// How it ends.
    public let end: End

    public init(start: CalendarTime, end: End = .none) {
        self.start = start
        self.end = end
    }
}
