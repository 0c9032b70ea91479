import Core
import Testing

@testable import DaylineServer

/// Goal: conditions on components, properties, parameters and texts mean what RFC 4791 §9.7 says.
/// Method: a condition on an event a row, with its verdict.
@Suite("conditions of filters")
struct FilterMatchTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let filter: String
        let component: String
        let isIn: Bool
        let why: String

        init(_ filter: String, _ component: String, _ isIn: Bool, _ why: String) {
            (self.filter, self.component, self.isIn, self.why) = (filter, component, isIn, why)
        }

        var testDescription: String { "\(filter) on \(component): \(why)" }
    }

    static func property(_ name: String, _ inside: String) -> String {
        "<prop-filter name='\(name)'>\(inside)</prop-filter>"
    }

    static func text(_ text: String, _ attributes: String = "") -> String {
        "<text-match \(attributes)>\(text)</text-match>"
    }

    static let meeting =
        "VEVENT|DTSTART:20260310T100000Z|SUMMARY:Weekly meeting\\, room 5|CATEGORIES:WORK,Team A"
        + "|ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=CHAIR:mailto:lisa@example.com"
        + "|ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.com|DESCRIPTION:one\\ntwo fold\r\n ed"

    static let presence = [
        Row("<prop-filter name='SUMMARY'/>", meeting, true, "it is there"),
        Row("<prop-filter name='LOCATION'/>", meeting, false, "it is not"),
        Row(property("LOCATION", "<is-not-defined/>"), meeting, true, "it must not be there"),
        Row(property("SUMMARY", "<is-not-defined/>"), meeting, false, "it is there"),
        Row("<comp-filter name='VALARM'/>", meeting, false, "no alarm"),
        Row(
            "<comp-filter name='VALARM'><is-not-defined/></comp-filter>", meeting, true,
            "no alarm wanted"),
        Row(
            "<comp-filter name='VALARM'><is-not-defined/></comp-filter>",
            meeting + "|BEGIN:VALARM|TRIGGER:PT0S|END:VALARM", false, "there is an alarm"),
        Row(
            "<comp-filter name='VALARM'>" + property("ACTION", text("DISPLAY")) + "</comp-filter>",
            meeting + "|BEGIN:VALARM|ACTION:EMAIL|END:VALARM|BEGIN:VALARM|ACTION:DISPLAY"
                + "|END:VALARM", true, "the second alarm"),
    ]

    static let texts = [
        Row(property("SUMMARY", text("MEETING")), meeting, true, "ASCII without case"),
        Row(property("SUMMARY", text("MEETING", "collation='i;octet'")), meeting, false, "octets"),
        Row(property("SUMMARY", text("meeting, room")), meeting, true, "escapes are resolved"),
        Row(property("SUMMARY", text("\\,")), meeting, false, "and not in the text"),
        Row(property("DESCRIPTION", text("folded")), meeting, true, "folds are resolved"),
        Row(property("DESCRIPTION", text("one\ntwo")), meeting, true, "line breaks too"),
        Row(property("SUMMARY", text("")), meeting, true, "nothing is part of everything"),
        Row(
            property("SUMMARY", text("meeting", "negate-condition='yes'")), meeting, false,
            "it must not be part"),
        Row(
            property("SUMMARY", text("holiday", "negate-condition='yes'")), meeting, true,
            "it is not part"),
        Row(
            property("LOCATION", text("x", "negate-condition='yes'")), meeting, false,
            "a property must be there to be compared"),
        Row(
            property("SUMMARY", text("weekly", "match-type='starts-with'")), meeting, true,
            "the start"),
        Row(property("SUMMARY", text("room 5", "match-type='ends-with'")), meeting, true, "end"),
        Row(property("SUMMARY", text("weekly", "match-type='ends-with'")), meeting, false, "end"),
        Row(
            property("SUMMARY", text("weekly meeting, room 5", "match-type='equals'")), meeting,
            true, "the whole text"),
        Row(property("SUMMARY", text("weekly", "match-type='equals'")), meeting, false, "a part"),
        Row(
            property("CATEGORIES", text("team a", "match-type='equals'")), meeting, true,
            "one of a list"),
        Row(property("CATEGORIES", text("work,team")), meeting, true, "the list as a text"),
        Row(
            property("SUMMARY", text("ÉTÉ", "collation='i;unicode-casemap'")),
            "VEVENT|SUMMARY:Un été", true, "letters beyond ASCII without case"),
        Row(
            property("SUMMARY", text("ÉTÉ")), "VEVENT|SUMMARY:Un été", false,
            "which ASCII's collation does not know"),
        Row(
            property("SUMMARY", text("e\u{301}", "collation='i;unicode-casemap'")),
            "VEVENT|SUMMARY:été", true, "composed or not"),
        Row(
            property("SUMMARY", text("e\u{301}", "collation='i;octet'")), "VEVENT|SUMMARY:été",
            false, "octets are compared as they are"),
        Row(
            property("SUMMARY", text("straße", "collation='i;unicode-casemap'")),
            "VEVENT|SUMMARY:STRASSE", false, "RFC 5051 maps one letter to one"),
    ]

    static let lisa = text("mailto:lisa@example.com")
    static let parameters = [
        Row(
            property(
                "ATTENDEE",
                lisa + "<param-filter name='PARTSTAT'>\(text("NEEDS-ACTION"))</param-filter>"),
            meeting, true, "the same attendee"),
        Row(
            property(
                "ATTENDEE",
                lisa + "<param-filter name='PARTSTAT'>\(text("ACCEPTED"))</param-filter>"),
            meeting, false, "another attendee accepted"),
        Row(
            property("ATTENDEE", "<param-filter name='ROLE'/>"), meeting, true, "one has it"),
        Row(
            property("ATTENDEE", "<param-filter name='ROLE'><is-not-defined/></param-filter>"),
            meeting, true, "another one has it not"),
        Row(
            property("ATTENDEE", "<param-filter name='CN'/>"), meeting, false, "nobody has it"),
    ]

    static func during(_ start: String, _ end: String) -> String {
        "<time-range start='\(start)' end='\(end)'/>"
    }

    static let march = during("20260301T000000Z", "20260401T000000Z")
    static let propertyTimes = [
        Row(property("DTSTART", march), meeting, true, "a time inside"),
        Row(
            property("DTSTART", during("20260310T100001Z", "20260311T000000Z")), meeting, false,
            "a property has no length"),
        Row(
            property("COMPLETED", march), "VEVENT|COMPLETED:20260331T235959Z", true,
            "the last second"),
        Row(property("SUMMARY", march), meeting, false, "a text is no time"),
        Row(
            property("EXDATE", march), "VEVENT|EXDATE:20260201T000000Z,20260302T000000Z", true,
            "one of a list"),
        Row(
            property("RDATE", march), "VEVENT|RDATE;VALUE=PERIOD:20260228T230000Z/PT2H", true,
            "a period that goes on inside"),
        Row(
            property("DUE", march), "VEVENT|DUE;VALUE=DATE:20260331", true, "a date"),
    ]

    @Test("conditions", arguments: presence + texts + parameters + propertyTimes)
    func check(_ row: Row) throws {
        let filter = try Made.filter(on: "VEVENT", row.filter)
        #expect(try Made.matches(filter, Made.calendar(row.component)) == row.isIn)
    }

    static let series =
        "VEVENT|DTSTART:20260301T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=10|SUMMARY:plain"
    static let moved =
        "VEVENT|RECURRENCE-ID:20260305T090000Z|DTSTART:20260320T090000Z|DURATION:PT1H|SUMMARY:moved"
    static let later =
        "VEVENT|RECURRENCE-ID;RANGE=THISANDFUTURE:20260308T090000Z|DTSTART:20260308T150000Z"
        + "|DURATION:PT1H|SUMMARY:later"

    @Test(
        "one component must satisfy all: the override its own time, the master the rest",
        arguments: [
            ("plain", "20260304T000000Z", "20260305T000000Z", true),
            ("plain", "20260305T000000Z", "20260306T000000Z", false),  // moved away
            ("moved", "20260305T000000Z", "20260306T000000Z", false),
            ("moved", "20260320T000000Z", "20260321T000000Z", true),
            ("plain", "20260320T000000Z", "20260321T000000Z", false),
            ("later", "20260309T150000Z", "20260309T160000Z", true),  // this and future
            ("plain", "20260309T000000Z", "20260310T000000Z", false),
            ("later", "20260307T000000Z", "20260308T000000Z", false),
        ])
    func overrides(_ title: String, _ start: String, _ end: String, _ isIn: Bool) throws {
        let filter = try Made.filter(
            on: "VEVENT",
            Self.during(start, end) + Self.property("SUMMARY", Self.text(title)))
        let calendar = try Made.calendar(Self.series, Self.moved, Self.later)
        #expect(try Made.matches(filter, calendar) == isIn)
    }

    @Test("a range on the calendar holds for any of its components")
    func calendarRange() throws {
        let filter = try Made.filter(
            "<comp-filter name='VCALENDAR'>\(Self.march)</comp-filter>")
        #expect(try Made.matches(filter, Made.calendar(Self.meeting)))
        #expect(try Made.matches(filter, Made.calendar("VTODO|DUE:20260305T000000Z")))
        #expect(try !Made.matches(filter, Made.calendar("VTODO|DUE:20260405T000000Z")))
    }

    @Test("conditions on the calendar itself")
    func calendar() throws {
        let filter = try Made.filter(
            "<comp-filter name='VCALENDAR'>\(Self.property("PRODID", Self.text("test")))"
                + "<comp-filter name='VTODO'><is-not-defined/></comp-filter></comp-filter>")
        #expect(try Made.matches(filter, Made.calendar(Self.meeting)))
        #expect(try !Made.matches(filter, Made.calendar("VTODO|SUMMARY:x")))
    }
}
