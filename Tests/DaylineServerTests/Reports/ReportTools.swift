import Core
import Foundation
import Testing
import WebDAV

@testable import DaylineServer

/// Short ways to write calendars, filters and calendar data in tables.
enum Made {
    static let zones = StoreFixture.zones

    /// A calendar of components, each given by its lines with `|` between them; the first is its
    /// name. `VEVENT|DTSTART:…`.
    static func text(_ components: String...) -> [UInt8] { text(components) }

    static func text(_ components: [String]) -> [UInt8] {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"]
        for component in components {
            let parts = component.split(separator: "|").map(String.init)
            lines.append("BEGIN:\(parts[0])")
            if !component.contains("|UID:"), parts[0] != "VTIMEZONE" { lines.append("UID:u1") }
            lines += parts.dropFirst()
            lines.append("END:\(parts[0])")
        }
        lines.append("END:VCALENDAR")
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    static func calendar(_ components: String...) throws -> Component {
        try #require(parseICalendar(text(components)).components.first)
    }

    /// `20260101T000000Z`; nil for an empty text.
    static func instant(_ text: String) throws -> Instant? {
        if text.isEmpty { return nil }
        let instant: Instant = try #require(Instant(utcText: text))
        return instant
    }

    static func range(_ start: String, _ end: String) throws -> TimeRange {
        try #require(TimeRange(start: instant(start), end: instant(end)))
    }

    static func zone(_ name: String) throws -> Zone {
        try #require(zones.zone(TimeZoneID(name)))
    }

    /// A document whose elements are CalDAV's unless they have the prefix `D`.
    static func xml(_ text: String) throws -> WebDAV.XMLElement {
        let document = "<W xmlns:D='DAV:' xmlns='urn:ietf:params:xml:ns:caldav'>\(text)</W>"
        return try #require(parseXML(Array(document.utf8)).elements.first)
    }

    /// What is inside of `CALDAV:filter`.
    static func filter(_ text: String) throws -> CalendarFilter {
        try FilterReader.read(xml("<filter>\(text)</filter>"))
    }

    /// A filter on components of one name.
    static func filter(on name: String, _ text: String) throws -> CalendarFilter {
        try filter(
            "<comp-filter name='VCALENDAR'><comp-filter name='\(name)'>\(text)</comp-filter>"
                + "</comp-filter>")
    }

    static func matches(
        _ filter: CalendarFilter, _ calendar: Component, zone: String = "UTC"
    ) throws -> Bool {
        var matcher = FilterMatcher(
            filter, display: zone == "UTC" ? .utc : try Self.zone(zone), zones: zones)
        return matcher.matches(calendar)
    }
}
