/// The property names that have a code of their own: RFC 5545 §3.7 and §3.8, RFC 7986, RFC 9074 and
/// the widespread `X-` names of at most 16 bytes (what `NameTable` can hold).
enum KnownProperty: UInt8, CaseIterable {
    case calscale, method, prodid, version, attach, categories, classification, comment
    case description, geo, location, percentComplete, priority, resources, status, summary
    case completed, dtend, due, dtstart, duration, freebusy, transp, tzid, tzname, tzoffsetfrom
    case tzoffsetto, tzurl, tzuntil, attendee, contact, organizer, recurrenceID, relatedTo, url
    case uid, exdate, exrule, rdate, rrule, action, `repeat`, trigger, acknowledged, created
    case dtstamp, lastModified, sequence, requestStatus, name, color, image, source, conference
    case refreshInterval, calendarName, calendarDescription, calendarTimeZone, libicalLocation

    /// The name as RFC 5545 writes it, upper-case.
    var text: String { KnownProperty.texts[Int(rawValue)] }

    /// In the order of the cases.
    private static let texts: [String] = [
        "CALSCALE", "METHOD", "PRODID", "VERSION", "ATTACH", "CATEGORIES", "CLASS", "COMMENT",
        "DESCRIPTION", "GEO", "LOCATION", "PERCENT-COMPLETE", "PRIORITY", "RESOURCES", "STATUS",
        "SUMMARY", "COMPLETED", "DTEND", "DUE", "DTSTART", "DURATION", "FREEBUSY", "TRANSP",
        "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZURL", "TZUNTIL", "ATTENDEE", "CONTACT",
        "ORGANIZER", "RECURRENCE-ID", "RELATED-TO", "URL", "UID", "EXDATE", "EXRULE", "RDATE",
        "RRULE", "ACTION", "REPEAT", "TRIGGER", "ACKNOWLEDGED", "CREATED", "DTSTAMP",
        "LAST-MODIFIED", "SEQUENCE", "REQUEST-STATUS", "NAME", "COLOR", "IMAGE", "SOURCE",
        "CONFERENCE", "REFRESH-INTERVAL", "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE",
        "X-LIC-LOCATION",
    ]
}
