import Core
import WebDAV

/// The zone in which a report reads floating times and dates (RFC 4791 §7.3, RFC 7809 §5.1).
enum QueryZone {
    /// What the request says in `CALDAV:timezone` or `CALDAV:timezone-id`, else the zone of the
    /// collection, else UTC.
    static func zone(
        of request: XMLElement, collection: String?, zones: ZoneDatabase
    ) throws(FilterError) -> Zone {
        if let element = request.first(CalDAV.timezoneId) {
            return try named(element.text, zones)
        }
        if let element = request.first(CalDAV.timezone) {
            return try embedded(element.text, zones)
        }
        return collection.flatMap { zones.zone(TimeZoneID($0)) } ?? .utc
    }

    private static func named(_ text: String, _ zones: ZoneDatabase) throws(FilterError) -> Zone {
        let name = text.trimmed
        guard let zone = ZoneResolver(database: zones).zone(TimeZoneID(name)) else {
            throw .unknownZone(name)
        }
        return zone
    }

    /// The one `VTIMEZONE` of a `VCALENDAR`.
    private static func embedded(
        _ text: String, _ zones: ZoneDatabase
    ) throws(FilterError) -> Zone {
        let found = parseICalendar(Array(text.trimmed.utf8)).components
        guard let calendar = found.first, found.count == 1, calendar.name == "VCALENDAR" else {
            throw .invalidZone
        }
        let components = calendar.components("VTIMEZONE")
        guard components.count == 1, let name = components[0].firstText(.tzid),
            let zone = ZoneResolver(database: zones, calendar: calendar).zone(TimeZoneID(name))
        else { throw .invalidZone }
        return zone
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
