import Core
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: calendar data is given as asked, and byte for byte where nothing is asked. Method: an
/// object, a request, and what must come out.
@Suite("calendar data")
struct CalendarDataTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let request: String
        let stored: [String]
        let given: [String]
        let why: String
        var zone = "UTC"

        init(
            _ request: String, _ stored: [String], _ given: [String], _ why: String,
            zone: String = "UTC"
        ) {
            (self.request, self.stored, self.given) = (request, stored, given)
            (self.why, self.zone) = (why, zone)
        }

        var testDescription: String { why }
    }

    static func march(_ element: String, _ start: String, _ end: String) -> String {
        "<\(element) start='202603\(start)Z' end='202603\(end)Z'/>"
    }

    static let berlin = "VTIMEZONE|TZID:Europe/Berlin"
    static let daily =
        "VEVENT|UID:u|DTSTART;TZID=Europe/Berlin:20260301T090000"
        + "|DTEND;TZID=Europe/Berlin:20260301T100000|RRULE:FREQ=DAILY|SUMMARY:daily"
        + "|EXDATE;TZID=Europe/Berlin:20260311T090000"
    static let override =
        "VEVENT|UID:u|RECURRENCE-ID;TZID=Europe/Berlin:20260310T090000"
        + "|DTSTART;TZID=Europe/Berlin:20260320T150000|DURATION:PT2H|SUMMARY:moved"

    static func instance(_ start: String, _ end: String) -> String {
        "VEVENT|UID:u|DTSTART:202603\(start)Z|DTEND:202603\(end)Z|SUMMARY:daily"
            + "|RECURRENCE-ID:202603\(start)Z"
    }

    static let expanded: [Row] = [
        Row(
            march("expand", "28T000000", "30T000000"), [berlin, daily],
            [instance("28T080000", "28T090000"), instance("29T070000", "29T080000")],
            "instances in UTC across a change of offset, zones and rules gone"),
        Row(
            march("expand", "11T000000", "12T000000"), [berlin, daily], [],
            "an excluded day has none"),
        Row(
            march("expand", "10T000000", "11T000000"), [berlin, daily, override], [],
            "what was moved away is not there"),
        Row(
            march("expand", "20T120000", "21T000000"), [berlin, daily, override],
            [
                "VEVENT|UID:u|DTSTART:20260320T140000Z|DURATION:PT2H|SUMMARY:moved"
                    + "|RECURRENCE-ID:20260310T080000Z"
            ], "but where it went, with its original start"),
        Row(
            march("expand", "01T000000", "02T000000"),
            ["VEVENT|UID:u|DTSTART;TZID=Asia/Tokyo:20260301T090000|DURATION:PT1H"],
            ["VEVENT|UID:u|DTSTART:20260301T000000Z|DURATION:PT1H"],
            "what does not recur has no recurrence id"),
        Row(
            march("expand", "02T000000", "03T000000"),
            [
                "VEVENT|UID:u|DTSTART;VALUE=DATE:20260301|DTEND;VALUE=DATE:20260302"
                    + "|RRULE:FREQ=DAILY"
            ],
            [
                "VEVENT|UID:u|DTSTART;VALUE=DATE:20260302|DTEND;VALUE=DATE:20260303"
                    + "|RECURRENCE-ID;VALUE=DATE:20260302"
            ], "dates stay dates"),
        Row(
            march("expand", "02T000000", "03T000000"),
            ["VEVENT|UID:u|DTSTART;VALUE=DATE:20260301|RRULE:FREQ=DAILY"],
            [
                "VEVENT|UID:u|DTSTART;VALUE=DATE:20260302|RECURRENCE-ID;VALUE=DATE:20260302",
                "VEVENT|UID:u|DTSTART;VALUE=DATE:20260303|RECURRENCE-ID;VALUE=DATE:20260303",
            ], "which days touch the window is the zone's word", zone: "Asia/Tokyo"),
        Row(
            march("expand", "02T000000", "02T120000"),
            ["VEVENT|UID:u|DTSTART:20260301T090000|DTEND:20260301T100000|RRULE:FREQ=DAILY"],
            [
                "VEVENT|UID:u|DTSTART:20260302T090000|DTEND:20260302T100000"
                    + "|RECURRENCE-ID:20260302T090000"
            ], "floating times stay floating", zone: "Europe/Berlin"),
        Row(
            march("expand", "02T000000", "03T000000"),
            ["VTODO|UID:u|DUE;TZID=Europe/Berlin:20260301T090000|RRULE:FREQ=DAILY"],
            ["VTODO|UID:u|DUE:20260302T080000Z|RECURRENCE-ID:20260302T080000Z"],
            "todos with a due date alone"),
        Row(
            march("expand", "28T000000", "29T000000"),
            [
                berlin,
                "VEVENT|UID:u|DTSTART;TZID=Europe/Berlin:20260301T120000|DURATION:P1D"
                    + "|RRULE:FREQ=WEEKLY;BYDAY=SA",
            ],
            ["VEVENT|UID:u|DTSTART:20260328T110000Z|DURATION:PT23H|RECURRENCE-ID:20260328T110000Z"],
            "a day of the zone is not a day of UTC"),
        Row(
            march("expand", "28T000000", "29T000000"),
            ["VEVENT|UID:u|DTSTART;TZID=Europe/Berlin:20260328T120000|DURATION:P1D"],
            ["VEVENT|UID:u|DTSTART:20260328T110000Z|DURATION:PT23H"],
            "nor for what does not recur"),
        Row(
            march("expand", "05T000000", "06T000000"),
            [
                "VEVENT|UID:u|DTSTART:20260301T090000Z|DURATION:PT1H"
                    + "|RDATE;VALUE=PERIOD:20260305T090000Z/PT3H"
            ],
            ["VEVENT|UID:u|DTSTART:20260305T090000Z|DURATION:PT3H|RECURRENCE-ID:20260305T090000Z"],
            "a period lasts as long as it says"),
        Row(
            march("expand", "04T000000", "06T000000"),
            [
                "VEVENT|UID:u|DTSTART:20260301T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY|SUMMARY:a",
                "VEVENT|UID:u|RECURRENCE-ID;RANGE=THISANDFUTURE:20260305T090000Z"
                    + "|DTSTART:20260305T150000Z|DURATION:PT2H|SUMMARY:b",
            ],
            [
                "VEVENT|UID:u|DTSTART:20260304T090000Z|DURATION:PT1H|SUMMARY:a"
                    + "|RECURRENCE-ID:20260304T090000Z",
                "VEVENT|UID:u|DTSTART:20260305T150000Z|DURATION:PT2H|SUMMARY:b"
                    + "|RECURRENCE-ID:20260305T090000Z",
            ], "this and future instances"),
    ]

    static let limited: [Row] = [
        Row(
            march("limit-recurrence-set", "01T000000", "05T000000"), [berlin, daily, override],
            [berlin, daily], "an override that has nothing to do with the window"),
        Row(
            march("limit-recurrence-set", "10T000000", "10T120000"), [berlin, daily, override],
            [berlin, daily, override], "one whose instance was there"),
        Row(
            march("limit-recurrence-set", "20T150000", "20T160000"), [berlin, daily, override],
            [berlin, daily, override], "one whose instance is there now"),
        Row(
            march("limit-recurrence-set", "10T090000", "20T140000"), [berlin, daily, override],
            [berlin, daily], "the window is half-open at both"),
        Row(
            march("limit-freebusy-set", "10T000000", "11T000000"),
            [
                "VFREEBUSY|UID:u|FREEBUSY:20260309T100000Z/PT1H,20260310T100000Z/PT1H"
                    + "|FREEBUSY:20260312T100000Z/PT1H"
            ], ["VFREEBUSY|UID:u|FREEBUSY:20260310T100000Z/PT1H"], "busy periods of the window"),
    ]

    static let selected: [Row] = [
        Row(
            "<comp name='VCALENDAR'><allprop/><comp name='VEVENT'><prop name='UID'/>"
                + "<prop name='dtstart' novalue='yes'/></comp></comp>",
            [berlin, daily], ["VEVENT|UID:u|DTSTART;TZID=Europe/Berlin:"],
            "some properties, one without its value"),
        Row(
            "<comp name='VCALENDAR'><comp name='VEVENT'><allprop/></comp></comp>",
            ["VEVENT|UID:u|DTSTART:20260301T000000Z|BEGIN:VALARM|TRIGGER:PT0S|END:VALARM"],
            ["VEVENT|UID:u|DTSTART:20260301T000000Z"],
            "no components inside, and what makes it a calendar"),
        Row(
            "<comp name='VCALENDAR'><allprop/><allcomp/></comp>", [berlin, daily],
            [berlin, daily], "everything"),
        Row(
            "<comp name='VCALENDAR'><allprop/><comp name='VEVENT'><prop name='SUMMARY'/></comp>"
                + "</comp>" + march("expand", "02T000000", "03T000000"),
            [berlin, daily], ["VEVENT|SUMMARY:daily"], "parts of instances"),
    ]

    @Test("what is given", arguments: expanded + limited + selected)
    func check(_ row: Row) throws {
        let element = try Made.xml("<calendar-data>\(row.request)</calendar-data>")
        var renderer = CalendarDataRenderer(
            try CalendarDataRequest(element),
            display: row.zone == "UTC" ? .utc : try Made.zone(row.zone), zones: Made.zones,
            instanceLimit: 100)
        let given = try renderer.bytes(of: Made.text(row.stored))
        let expected = String(decoding: Made.text(row.given), as: UTF8.self)
            .replacing("BEGIN:VEVENT\r\nUID:u1\r\nSUMMARY", with: "BEGIN:VEVENT\r\nSUMMARY")
        #expect(String(decoding: given, as: UTF8.self) == expected)
    }

    @Test("the stored bytes, whatever they are")
    func plain() throws {
        let stored = Array("BEGIN:VCALENDAR\nX:\u{1F600}\r\n folded\nEND:VCALENDAR".utf8)
        var renderer = CalendarDataRenderer(
            try CalendarDataRequest(Made.xml("<calendar-data version='2.0'/>")), display: .utc,
            zones: Made.zones, instanceLimit: 1)
        #expect(renderer.isPlain)
        #expect(try renderer.bytes(of: stored) == stored)
    }

    @Test("instances are counted over a whole report")
    func limit() throws {
        let element = try Made.xml(
            "<calendar-data>\(Self.march("expand", "02T000000", "04T000000"))</calendar-data>")
        var renderer = CalendarDataRenderer(
            try CalendarDataRequest(element), display: .utc, zones: Made.zones, instanceLimit: 5)
        let series = Made.text("VEVENT|UID:u|DTSTART:20260301T090000Z|RRULE:FREQ=DAILY")
        _ = try renderer.bytes(of: series)
        _ = try renderer.bytes(of: series)
        #expect(throws: CalendarDataError.tooManyInstances(limit: 5)) {
            try renderer.bytes(of: series)
        }
    }

    @Test(
        "requests that are refused",
        arguments: [
            ("content-type='text/vcard'", "", "text/vcard"),
            ("version='1.0'", "", "text/calendar"),
            ("", "<expand start='20260101T000000Z'/>", nil),  // both ends are needed
            ("", "<expand/>", nil),
            ("", "<limit-recurrence-set start='x' end='y'/>", nil),
            (
                "",
                march("expand", "01T000000", "02T000000")
                    + march("limit-recurrence-set", "01T000000", "02T000000"), nil
            ),  // one of them
            ("", "<comp name='VEVENT'/>", nil),
            ("", "<comp/>", nil),
            ("", "<filter/>", nil),
        ] as [(String, String, String?)])
    func refused(_ attributes: String, _ inside: String, _ type: String?) throws {
        let element = try Made.xml("<calendar-data \(attributes)>\(inside)</calendar-data>")
        let version = attributes.contains("version") ? "1.0" : "2.0"
        let expected =
            type.map { CalendarDataError.unsupportedType($0, version: version) } ?? .malformed
        #expect(throws: expected) { try CalendarDataRequest(element) }
    }
}
