import Core
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: filters are read as RFC 4791 §9.7 says, and refused with the precondition that says why.
/// Method: a filter a row.
@Suite("reading of filters")
struct FilterReaderTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let filter: String
        let error: FilterError
        let why: String

        init(_ filter: String, _ error: FilterError, _ why: String) {
            (self.filter, self.error, self.why) = (filter, error, why)
        }

        var testDescription: String { why }
    }

    /// Inside of a filter on events.
    static func events(_ text: String) -> String {
        "<comp-filter name='VCALENDAR'><comp-filter name='VEVENT'>\(text)</comp-filter>"
            + "</comp-filter>"
    }

    static let refused = [
        Refused("", .invalid(.noComponentFilter), "nothing is asked"),
        Refused(
            "<comp-filter name='VCALENDAR'/><comp-filter name='VCALENDAR'/>",
            .invalid(.noComponentFilter), "two roots"),
        Refused("<comp-filter name='VEVENT'/>", .invalid(.notACalendar), "the root is VCALENDAR"),
        Refused("<comp-filter/>", .invalid(.missingName), "no name"),
        Refused(
            events("<text-match>x</text-match>"), .invalid(.unexpected(CalDAV.textMatch)),
            "components have no text"),
        Refused(
            events("<is-not-defined/><prop-filter name='UID'/>"),
            .invalid(.unexpected(CalDAV.isNotDefined)), "not defined, and yet with properties"),
        Refused(events("<time-range/>"), .invalid(.badTimeRange), "open on both sides"),
        Refused(
            events("<time-range start='20260101T000000Z' end='20260101T000000Z'/>"),
            .invalid(.badTimeRange), "an end that is not after the start"),
        Refused(
            events("<time-range start='20260101T000000'/>"), .invalid(.badTimeRange),
            "a time that is not in UTC"),
        Refused(events("<time-range start='20260101'/>"), .invalid(.badTimeRange), "a date"),
        Refused(
            events("<time-range start='2026-01-01T00:00:00Z'/>"), .invalid(.badTimeRange),
            "another way to write times"),
        Refused(
            events("<time-range start='20260230T000000Z'/>"), .invalid(.badTimeRange),
            "a day that does not exist"),
        Refused(
            "<comp-filter name='VCALENDAR'><comp-filter name='VTIMEZONE'>"
                + "<time-range start='20260101T000000Z'/></comp-filter></comp-filter>",
            .unsupported(CalDAV.compFilter, name: "VTIMEZONE"), "zones take place at no time"),
        Refused(
            events(
                "<prop-filter name='SUMMARY'><text-match collation='i;basic'>x</text-match>"
                    + "</prop-filter>"),
            .unsupportedCollation("i;basic"), "a collation that nobody knows"),
        Refused(
            events(
                "<prop-filter name='SUMMARY'><text-match negate-condition='maybe'>x"
                    + "</text-match></prop-filter>"),
            .invalid(.badTextMatch), "neither yes nor no"),
        Refused(
            events(
                "<prop-filter name='SUMMARY'><text-match match-type='sounds-like'>x"
                    + "</text-match></prop-filter>"),
            .invalid(.badTextMatch), "a place that nobody knows"),
        Refused(
            events(
                "<prop-filter name='DTSTART'><text-match>x</text-match>"
                    + "<time-range start='20260101T000000Z'/></prop-filter>"),
            .invalid(.unexpected(CalDAV.timeRange)), "text and time of one property"),
        Refused(
            String(repeating: "<comp-filter name='VCALENDAR'>", count: 6)
                + String(repeating: "</comp-filter>", count: 6),
            .invalid(.tooDeep(limit: 5)), "deeper than any component"),
        Refused(
            events(String(repeating: "<prop-filter name='X'/>", count: 200)),
            .invalid(.tooMany(limit: 200)), "more conditions than anybody needs"),
    ]

    @Test("what is refused", arguments: refused)
    func checkRefused(_ row: Refused) throws {
        #expect(throws: row.error) { try Made.filter(row.filter) }
    }

    @Test("what is read: the example of RFC 4791 §7.8.6, with a parameter and in drafts' words")
    func values() throws {
        let filter = try Made.filter(
            Self.events(
                """
                <prop-filter name='attendee'>
                  <text-match collation='i;ascii-casemap'>mailto:lisa@example.com</text-match>
                  <param-filter name='partstat'>
                    <text-match collation='i;octet' negate-condition='yes'>DECLINED</text-match>
                  </param-filter>
                </prop-filter>
                <prop-filter name='DTSTART'><is-defined/></prop-filter>
                """))
        let attendee = PropertyFilter(
            name: "ATTENDEE",
            condition: .holds(
                value: .text(TextMatch("mailto:lisa@example.com")),
                parameters: [
                    ParameterFilter(
                        name: "PARTSTAT",
                        condition: .text(
                            TextMatch("DECLINED", collation: .octet, isNegated: true)))
                ]))
        let start = PropertyFilter(
            name: "DTSTART", condition: .holds(value: nil, parameters: []))
        let events = ComponentFilter(
            name: "VEVENT",
            condition: .holds(time: nil, properties: [attendee, start], components: []))
        let root = ComponentFilter(
            name: "VCALENDAR",
            condition: .holds(time: nil, properties: [], components: [events]))
        #expect(filter == CalendarFilter(root: root))
    }

    @Test("elements of other name spaces are passed over")
    func foreign() throws {
        let plain = try Made.filter(Self.events(""))
        #expect(try Made.filter(Self.events("<D:hint/>")) == plain)
    }

    static let berlin =
        "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n"
        + "END:VCALENDAR"

    @Test(
        "the zone of a report",
        arguments: [
            ("", nil, "UTC"),
            ("", "Asia/Tokyo", "Asia/Tokyo"),  // the collection's
            ("<timezone>\(berlin)</timezone>", "Asia/Tokyo", "Europe/Berlin"),
            ("<timezone-id>Europe/Paris</timezone-id>", "Asia/Tokyo", "Europe/Paris"),
            ("<timezone-id> Romance Standard Time </timezone-id>", nil, "Europe/Paris"),
        ] as [(String, String?, String)])
    func zone(_ inside: String, _ collection: String?, _ expected: String) throws {
        let request = try Made.xml("<calendar-query>\(inside)</calendar-query>")
        let zone = try QueryZone.zone(of: request, collection: collection, zones: Made.zones)
        #expect(zone.id.name == expected)
    }

    @Test(
        "zones that are refused",
        arguments: [
            ("<timezone>nonsense</timezone>", FilterError.invalidZone),
            ("<timezone>BEGIN:VCALENDAR\nEND:VCALENDAR</timezone>", .invalidZone),
            ("<timezone-id>Mars/Olympus</timezone-id>", .unknownZone("Mars/Olympus")),
        ])
    func badZone(_ inside: String, _ error: FilterError) throws {
        let request = try Made.xml("<calendar-query>\(inside)</calendar-query>")
        #expect(throws: error) {
            try QueryZone.zone(of: request, collection: nil, zones: Made.zones)
        }
    }
}
