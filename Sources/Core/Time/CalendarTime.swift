/// The name of a time zone as an iCalendar object says it (RFC 5545 §3.2.19 `TZID`).
public struct TimeZoneID: Hashable, Sendable, CustomStringConvertible {
    /// The name, byte for byte as it was read.
    public let name: String

    /// Wraps a name; whether there is such a zone is asked of a `ZoneResolver`.
    public init(_ name: String) { self.name = name }

    public var description: String { name }
}

/// When an event starts or ends (RFC 5545 §3.3.4, §3.3.5).
public enum CalendarTime: Hashable, Sendable {
    /// All day, no zone.
    case date(CivilDate)
    /// The same wall clock everywhere.
    case floating(LocalDateTime)
    /// A wall clock in a zone; the instant is computed late, with today's tzdata.
    case zoned(LocalDateTime, TimeZoneID)
    /// A fixed instant.
    case utc(Instant)

    /// The wall clock as written: midnight for a date, the UTC reading for `.utc`.
    public var wallClock: LocalDateTime {
        switch self {
        case .date(let date): date.midnight
        case .floating(let local), .zoned(let local, _): local
        case .utc(let instant): instant.local(offset: 0)
        }
    }

    /// Whether this is a date without a time.
    public var isDate: Bool {
        if case .date = self { true } else { false }
    }

    /// The zone named, if any.
    public var zoneID: TimeZoneID? {
        if case .zoned(_, let id) = self { id } else { nil }
    }

    /// The same kind of time (date, floating, zone, UTC) at another wall clock.
    public func with(wallClock local: LocalDateTime) -> CalendarTime {
        switch self {
        case .date: .date(local.date)
        case .floating: .floating(local)
        case .zoned(_, let id): .zoned(local, id)
        case .utc: .utc(Instant(seconds: local.seconds))
        }
    }
}
