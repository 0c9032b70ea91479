/// The clock on which an event's times are read, in a form that needs no iCalendar object.
public enum SeriesClock: Hashable, Sendable {
    /// Whole days in the display zone.
    case date
    /// Wall clock of the display zone.
    case floating
    case utc
    /// A zone by the name written in the event, and the zone that it means.
    case zoned(written: TimeZoneID, zone: SeriesZone)

    /// The time at a wall-clock second, as the event would write it.
    public func time(at wallSeconds: Int) -> CalendarTime {
        switch self {
        case .date: .date(LocalDateTime(seconds: wallSeconds).date)
        case .floating: .floating(LocalDateTime(seconds: wallSeconds))
        case .utc: .utc(Instant(seconds: wallSeconds))
        case .zoned(let written, _): .zoned(LocalDateTime(seconds: wallSeconds), written)
        }
    }

    /// The kind of its times.
    var kind: TimeKind {
        switch self {
        case .date: .date
        case .floating: .floating
        case .utc: .utc
        case .zoned: .zoned
        }
    }

    /// The zone that its times name.
    var zoneID: TimeZoneID? {
        if case .zoned(let written, _) = self { written } else { nil }
    }

    /// Whether times depend on the display zone.
    public var isLocal: Bool {
        switch self {
        case .date, .floating, .zoned(_, .unknown): true
        case .utc, .zoned: false
        }
    }
}

/// Where a zone is found again without the object that named it.
public enum SeriesZone: Hashable, Sendable {
    /// In the zone database, under this name.
    case named(TimeZoneID)
    /// Always this many seconds east of UTC.
    case fixed(offset: Int)
    /// Only in the object: the text of its `VTIMEZONE`.
    case embedded(String)
    /// Nowhere: its times count as floating.
    case unknown
}
