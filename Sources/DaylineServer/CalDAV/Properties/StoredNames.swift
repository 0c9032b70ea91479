import WebDAV

/// Live properties whose value is what a client set, kept with the dead ones.
enum StoredNames {
    private static let names: Set<XMLName> = [
        DAV.displayname, CalDAV.calendarDescription, CalDAV.calendarTimezone,
        CalDAV.scheduleCalendarTransp, Apple.calendarColor, Apple.calendarOrder,
    ]

    static func isStored(_ name: XMLName) -> Bool { names.contains(name) }
}
