/// Finds the zone that a TZID of one iCalendar object means.
///
/// Names come first and the object's own VTIMEZONE last: today's zone data knows the changes of
/// law that a VTIMEZONE written years ago does not.
public struct ZoneResolver: Sendable {
    private let database: ZoneDatabase
    private let embedded: EmbeddedZones?

    /// For objects without VTIMEZONE.
    public init(database: ZoneDatabase) {
        self.database = database
        self.embedded = nil
    }

    init(database: ZoneDatabase, embedded: EmbeddedZones?) {
        self.database = database
        self.embedded = embedded
    }

    /// Looks for, in this order: an IANA name; a path that ends in one
    /// (`/mozilla.org/20050126_1/Europe/Berlin`); a Windows name or its display text
    /// (`(UTC+01:00) Amsterdam, Berlin, …`); the `X-LIC-LOCATION` of the object's VTIMEZONE; its
    /// rules; an offset (`GMT+0100`). Nil when unknown.
    public func zone(_ id: TimeZoneID) -> Zone? {
        let name = id.name
        guard name.utf8.count <= ZoneNameForms.maxBytes else {
            return embedded?.compiled(id, database)
        }
        if let zone = database.understood(name) { return zone }
        if let location = embedded?.location(id), let zone = database.named(location) {
            return zone
        }
        if let zone = embedded?.compiled(id, database) { return zone }
        return ZoneNameForms.display(name).offset.map { Zone.fixed(offset: $0, id: id) }
            ?? ZoneNameForms.utcOffset(name).map { Zone.fixed(offset: $0, id: id) }
    }

    /// The instant of a time. Dates begin at midnight; they, floating times and times of an
    /// unknown zone are read in `display`.
    public func instant(_ time: CalendarTime, display: Zone) -> Instant {
        switch time {
        case .utc(let instant): instant
        case .date(let date): display.instant(at: date.midnight)
        case .floating(let local): display.instant(at: local)
        case .zoned(let local, let id): (zone(id) ?? display).instant(at: local)
        }
    }
}
