import Core

/// The zone of a calendar's floating times, as two properties say it (RFC 4791 §5.2.2,
/// RFC 7809 §5.2).
enum CalendarZone {
    /// The IANA name that a `CALDAV:calendar-timezone` means.
    ///
    /// - Returns: nil unless the text is a calendar with one `VTIMEZONE` and nothing else, of a
    ///   zone that is known by name.
    static func name(ofDefinition text: String, zones: ZoneDatabase) -> String? {
        let parsed = parseICalendar(Array(text.utf8))
        guard parsed.components.count == 1, let calendar = parsed.components.first,
            calendar.name == "VCALENDAR", calendar.components.count == 1,
            let definition = calendar.components.first, definition.name == "VTIMEZONE",
            let id = definition.firstText(.tzid), !id.isEmpty,
            let zone = ZoneResolver(database: zones, calendar: calendar)
                .zone(TimeZoneID(id))
        else { return nil }
        return known(zone.id.name, zones: zones)
    }

    /// The name as the zone data spells it; nil when that has no such zone.
    static func known(_ name: String, zones: ZoneDatabase) -> String? {
        zones.zone(TimeZoneID(name))?.id.name
    }

    /// A calendar with the `VTIMEZONE` of a zone.
    static func definition(of name: String, zones: ZoneDatabase) -> String? {
        guard let zone = zones.zone(TimeZoneID(name)) else { return nil }
        let calendar = Component(
            "VCALENDAR",
            properties: [Property(.version, "2.0"), Property(.prodid, "-//Dayline//EN")],
            components: [zone.definition(since: Instant(seconds: 0))])
        return String(decoding: calendar.bytes, as: UTF8.self)
    }
}
