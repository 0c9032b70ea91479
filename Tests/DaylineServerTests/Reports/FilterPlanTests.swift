import Core
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: the store answers what it can, and nothing that satisfies a filter is lost on the way.
/// Method: a filter and its plan a row; needles against objects that match, however they are
/// folded.
@Suite("plans of filters")
struct FilterPlanTests {
    static let uid =
        "<prop-filter name='UID'><text-match collation='i;octet'>u1</text-match>"
        + "</prop-filter>"
    static let range = "<time-range start='20260301T000000Z' end='20260401T000000Z'/>"
    static let window = Instant(seconds: 1_772_323_200)..<Instant(seconds: 1_775_001_600)

    static func calendar(_ inside: String) -> String {
        "<comp-filter name='VCALENDAR'>\(inside)</comp-filter>"
    }

    static func component(_ name: String, _ inside: String = "") -> String {
        "<comp-filter name='\(name)'>\(inside)</comp-filter>"
    }

    @Test(
        "where candidates come from, and whether all of them match",
        arguments: [
            (calendar(""), .kind(nil), true),
            (calendar("<is-not-defined/>"), .nothing, true),
            (calendar(component("VEVENT")), .kind("VEVENT"), true),
            (calendar(component("VEVENT", range)), .window(window), true),
            (calendar(component("VEVENT", range + uid)), .window(window), false),
            (calendar(component("VTODO", range)), .kind("VTODO"), false),
            (calendar(component("VEVENT", uid)), .uid(kind: "VEVENT", [octets]), true),
            (calendar(component("VTODO", uid + range)), .uid(kind: "VTODO", [octets]), false),
            (calendar(component("VEVENT") + component("VTODO")), .nothing, true),
            (
                calendar(component("VEVENT") + component("VTODO", "<is-not-defined/>")),
                .kind("VEVENT"), false
            ),
            (calendar(component("VTODO", "<is-not-defined/>")), .kind(nil), false),
            (calendar(range), .kind(nil), false),
            (calendar("<prop-filter name='METHOD'/>"), .kind(nil), false),
            (
                calendar("<prop-filter name='METHOD'/>" + component("VEVENT", range)),
                .window(window), false
            ),
            (calendar(component("X-THING")), .kind(nil), false),
        ] as [(String, FilterPlan.Source, Bool)])
    func plan(_ filter: String, _ source: FilterPlan.Source, _ isExact: Bool) throws {
        let plan = FilterPlan(try Made.filter(filter))
        #expect(plan.source == source)
        #expect(plan.isExact == isExact)
    }

    static let octets = TextMatch("u1", collation: .octet)

    @Test(
        "a needle stands in every object that can match",
        arguments: [
            ("Weekly meeting", "SUMMARY:weekly MEETING"),
            ("Weekly meeting", "SUMMARY:Weekly me\r\n eting"),
            ("Weekly meeting", "SUMMARY:Weekly\r\n  meeting"),  // the fold takes one space
            ("Weekly meeting", "SUMMARY:Weekly \r\n meeting"),
            ("a, b", "SUMMARY:a\\, b"),
            ("one\ntwo", "SUMMARY:one\\ntwo"),
            ("été en Italie", "SUMMARY:été en Italie"),
            ("x", "SUMMARY;ENCODING=QUOTED-PRINTABLE:=78"),
        ])
    func needle(_ wanted: String, _ line: String) throws {
        let needle = try #require(TextNeedle(TextMatch(wanted)))
        let text = Made.text("VEVENT|\(line)")
        #expect(needle.mayStand(in: text))
        let filter = try Made.filter(
            on: "VEVENT", FilterMatchTests.property("SUMMARY", FilterMatchTests.text(wanted)))
        let calendar = try #require(parseICalendar(text).components.first)
        #expect(try Made.matches(filter, calendar), "the row itself must match")
    }

    @Test("what cannot match is seen without reading it")
    func absent() throws {
        let needle = try #require(TextNeedle(TextMatch("Weekly meeting")))
        #expect(!needle.mayStand(in: Made.text("VEVENT|SUMMARY:Weekly meal")))
        #expect(!needle.mayStand(in: []))
    }

    @Test(
        "conditions that other bytes can meet have no needle",
        arguments: [
            TextMatch("x", isNegated: true), TextMatch("x", collation: .unicodeCasemap),
            TextMatch(""), TextMatch("ä"), TextMatch("\\;"),
        ])
    func without(_ match: TextMatch) { #expect(TextNeedle(match) == nil) }
}
