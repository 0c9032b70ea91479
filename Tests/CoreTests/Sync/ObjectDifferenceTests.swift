import Testing

@testable import Core

/// Goal: a person sees what differs, who changed it, and what has to be decided. Method: three
/// texts per row, and the rows of the difference as lines.
@Suite("differences of objects")
struct ObjectDifferenceTests {
    struct Case: CustomTestStringConvertible {
        let reason: String
        var base: [String]?
        var mine: [String]?
        var theirs: [String]?
        /// `VEVENT.SUMMARY mine: base | mine | theirs`; a component as a whole has no property.
        let rows: [String]

        var testDescription: String { reason }
    }

    static let cases: [Case] = [
        Case(
            reason: "nothing differs but how it is written",
            base: ["DTSTART:20260105", "SUMMARY:a"],
            mine: ["SUMMARY:a", "DTSTART;VALUE=DATE:20260105"],
            theirs: ["DTSTART:20260105", "SUMMARY:a", "TRANSP:OPAQUE"], rows: []),
        Case(
            reason: "who changed what", base: ["DTSTART:20260105", "SUMMARY:a", "LOCATION:l"],
            mine: ["DTSTART:20260105", "SUMMARY:b", "LOCATION:l"],
            theirs: ["DTSTART:20260105", "SUMMARY:a", "DESCRIPTION:d"],
            rows: [
                "VEVENT.SUMMARY mine: a | b | a", "VEVENT.LOCATION theirs: l | l | -",
                "VEVENT.DESCRIPTION theirs: - | - | d",
            ]),
        Case(
            reason: "times move together", base: ["DTSTART:20260105T12Z", "DTEND:20260105T13Z"],
            mine: ["DTSTART:20260105T14Z", "DTEND:20260105T16Z"],
            theirs: ["DTSTART:20260105T15Z", "DTEND:20260105T16Z"],
            rows: [
                "VEVENT.DTSTART clash DTSTART: 2026-01-05 12:00 UTC | 2026-01-05 14:00 UTC "
                    + "| 2026-01-05 15:00 UTC",
                "VEVENT.DTEND clash DTSTART: 2026-01-05 13:00 UTC | 2026-01-05 16:00 UTC "
                    + "| 2026-01-05 16:00 UTC",
            ]),
        Case(
            reason: "both did the same", base: ["DTSTART:20260105", "SUMMARY:a"],
            mine: ["DTSTART:20260105", "SUMMARY:b"], theirs: ["DTSTART:20260105", "SUMMARY:b"],
            rows: ["VEVENT.SUMMARY both: a | b | b"]),
        Case(
            reason: "without a base only what differs", base: nil,
            mine: ["DTSTART:20260105", "SUMMARY:a", "URL:u"],
            theirs: ["DTSTART:20260105", "SUMMARY:b", "COLOR:red"],
            rows: [
                "VEVENT.SUMMARY clash SUMMARY: - | a | b", "VEVENT.URL mine: - | u | -",
                "VEVENT.COLOR theirs: - | - | red",
            ]),
        Case(
            reason: "lists", base: ["DTSTART:20260105", "CATEGORIES:a", "EXDATE:20260106"],
            mine: ["DTSTART:20260105", "CATEGORIES:a,b", "EXDATE:20260106,20260107"],
            theirs: [
                "DTSTART:20260105", "CATEGORIES:c", "CATEGORIES:a", "EXDATE:20260106",
                "ATTENDEE;CN=A;PARTSTAT=ACCEPTED:mailto:a@x",
            ],
            rows: [
                "VEVENT.EXDATE mine: - | 2026-01-07 | -",
                "VEVENT.CATEGORIES both: a | a, b | c, a",
                "VEVENT.ATTENDEE theirs: - | - | A <a@x> (accepted)",
            ]),
        Case(
            reason: "overrides and alarms",
            base: [
                "DTSTART:20260105T12Z", "RRULE:FREQ=DAILY", "BEGIN:VALARM", "ACTION:DISPLAY",
                "TRIGGER:-PT15M", "END:VALARM", "---", "RECURRENCE-ID:20260107T12Z",
                "DTSTART:20260107T12Z", "SUMMARY:a",
            ],
            mine: [
                "DTSTART:20260105T12Z", "RRULE:FREQ=DAILY", "BEGIN:VALARM", "ACTION:DISPLAY",
                "TRIGGER:-PT30M", "END:VALARM", "---", "RECURRENCE-ID:20260107T12Z",
                "DTSTART:20260107T12Z", "SUMMARY:b", "---", "RECURRENCE-ID:20260106T12Z",
                "DTSTART:20260106T13Z", "SUMMARY:c",
            ],
            theirs: [
                "DTSTART:20260105T12Z", "RRULE:FREQ=DAILY;COUNT=9", "BEGIN:VALARM",
                "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM",
            ],
            rows: [
                "VEVENT.RRULE theirs: FREQ=DAILY | FREQ=DAILY | FREQ=DAILY;COUNT=9",
                "VALARM.TRIGGER mine: -PT15M | -PT30M | -PT15M",
                "20260106T120000Z VEVENT mine: - | c, 2026-01-06 13:00 UTC | -",
                "20260107T120000Z VEVENT clash VEVENT: a, 2026-01-07 12:00 UTC "
                    + "| b, 2026-01-07 12:00 UTC | -",
            ]),
        Case(
            reason: "deleted here, edited there", base: ["DTSTART:20260105", "SUMMARY:a"],
            mine: nil, theirs: ["DTSTART:20260105", "SUMMARY:b"],
            rows: [
                "VCALENDAR clash VCALENDAR: a, 2026-01-05 | - | b, 2026-01-05",
                "VEVENT.SUMMARY theirs: a | - | b",
            ]),
    ]

    @Test("rows", arguments: cases)
    func rows(_ row: Case) throws {
        let difference = ObjectDifference(
            base: try mergeText(row.base), mine: try mergeText(row.mine),
            theirs: try mergeText(row.theirs), zones: testZones)
        #expect(difference.rows.map(\.line) == row.rows)
        #expect(!difference.isUnreadable)
    }

    @Test("a text that cannot be read is one row")
    func unreadable() throws {
        let text = try #require(try mergeText(["DTSTART:20260105", "SUMMARY:a"]))
        let difference = ObjectDifference(
            base: nil, mine: text, theirs: Array("BEGIN:VEVENT".utf8), zones: testZones)
        #expect(difference.isUnreadable)
        #expect(
            difference.rows.map(\.line) == ["VCALENDAR clash VCALENDAR: - | a, 2026-01-05 | -"])
    }
}

extension ObjectDifference.Row {
    /// As the table has it.
    fileprivate var line: String {
        let id = recurrenceID.map { $0.valueText + " " } ?? ""
        let name = property.map { ".\($0.text)" } ?? ""
        let group = clash.map { " " + ($0.property?.text ?? $0.component) } ?? ""
        let values = [base, mine, theirs].map { $0?.description ?? "-" }.joined(separator: " | ")
        return "\(id)\(component)\(name) \(change.rawValue)\(group): \(values)"
    }
}
