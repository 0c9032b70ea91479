import Testing

@testable import Core

/// Goal: alerts follow the instances of an event, in its zone and in the zone in which dates are
/// read (Berlin). Method: an event, its alarms, a day, and when the days' alerts are due in UTC.
struct AlertTimeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let event: [String]
        let trigger: String
        let from: String
        let due: [String]
    }

    static let rows = [
        Row(
            testDescription: "a series, in the middle of it",
            event: ["DTSTART:20200101T120000Z", "RRULE:FREQ=DAILY"], trigger: "-PT15M",
            from: "2026-11-23 00:00", due: ["11-23 11:45", "11-24 11:45"]),
        Row(
            testDescription: "its excluded instance gives none",
            event: [
                "DTSTART:20200101T120000Z", "RRULE:FREQ=DAILY", "EXDATE:20261123T120000Z",
            ], trigger: "-PT15M", from: "2026-11-23 00:00", due: ["11-24 11:45"]),
        Row(
            testDescription: "a zone keeps its wall clock over the change of 2026-10-25",
            event: ["DTSTART;TZID=Europe/Berlin:20261001T080000", "RRULE:FREQ=DAILY"],
            trigger: "-PT10M", from: "2026-10-24 00:00", due: ["10-24 05:50", "10-25 06:50"]),
        Row(
            testDescription: "a day before is the same wall clock, though 25 hours earlier",
            event: ["DTSTART;TZID=Europe/Berlin:20261025T080000"], trigger: "-P1D",
            from: "2026-10-24 00:00", due: ["10-24 06:00"]),
        Row(
            testDescription: "24 hours before is another",
            event: ["DTSTART;TZID=Europe/Berlin:20261025T080000"], trigger: "-PT24H",
            from: "2026-10-24 00:00", due: ["10-24 07:00"]),
        Row(
            testDescription: "a day begins at midnight of the display zone",
            event: ["DTSTART;VALUE=DATE:20261123"], trigger: "-PT6H", from: "2026-11-22 00:00",
            due: ["11-22 17:00"]),
        Row(
            testDescription: "the end of a day is the next midnight",
            event: ["DTSTART;VALUE=DATE:20261123"], trigger: "PT0S;END", from: "2026-11-22 12:00",
            due: ["11-23 23:00"]),
        Row(
            testDescription: "floating",
            event: ["DTSTART:20261123T090000"], trigger: "-PT30M", from: "2026-11-23 00:00",
            due: ["11-23 07:30"]),
        Row(
            testDescription: "cancelled", event: ["DTSTART:20261123T090000Z", "STATUS:CANCELLED"],
            trigger: "-PT30M", from: "2026-11-23 00:00", due: []),
        Row(
            testDescription: "tentative", event: ["DTSTART:20261123T090000Z", "STATUS:TENTATIVE"],
            trigger: "-PT30M", from: "2026-11-23 00:00", due: ["11-23 08:30"]),
        Row(
            testDescription: "transparent",
            event: ["DTSTART:20261123T090000Z", "TRANSP:TRANSPARENT"],
            trigger: "-PT30M", from: "2026-11-23 00:00", due: ["11-23 08:30"]),
        Row(
            testDescription: "declined by the user",
            event: [
                "DTSTART:20261123T090000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:Mina@Example.org",
            ], trigger: "-PT30M", from: "2026-11-23 00:00", due: []),
        Row(
            testDescription: "declined by another guest",
            event: [
                "DTSTART:20261123T090000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:jo@example.org",
            ], trigger: "-PT30M", from: "2026-11-23 00:00", due: ["11-23 08:30"]),
    ]

    @Test("alerts of two days", arguments: rows)
    func times(_ row: Row) throws {
        let isEnd = row.trigger.hasSuffix(";END")
        let trigger =
            isEnd ? "TRIGGER;RELATED=END:\(row.trigger.dropLast(4))" : "TRIGGER:\(row.trigger)"
        var rules = alertRules
        rules.addresses = ["mina@example.org"]
        let object = try alerting(row.event, alarm(trigger))
        #expect(try object.dues(from: row.from, days: 2, rules) == row.due)
        // Seeking finds what the window has.
        let before = try utc(row.from).adding(seconds: -1)
        let next = object.nextAlert(after: before, rules: rules, zones: testZones)
        #expect(next.map { short($0.due) } ?? "none" == row.due.first ?? "none")
    }

    /// An override speaks for its instance alone: moved, cancelled, or without alarms.
    @Test(
        "overrides",
        arguments: [
            (
                ["DTSTART:20261124T150000Z"] + alarm("TRIGGER:-PT15M"),
                ["11-23 11:45", "11-24 14:45"]
            ),
            (
                ["DTSTART:20261124T150000Z"] + alarm("TRIGGER:-PT1H"),
                ["11-23 11:45", "11-24 14:00"]
            ),
            (["DTSTART:20261124T150000Z"], ["11-23 11:45"]),
            (
                ["DTSTART:20261124T120000Z", "STATUS:CANCELLED"] + alarm("TRIGGER:-PT15M"),
                ["11-23 11:45"]
            ),
        ])
    func overrides(_ lines: [String], _ due: [String]) throws {
        let master =
            ["DTSTART:20200101T120000Z", "RRULE:FREQ=DAILY"] + alarm("TRIGGER:-PT15M")
            + ["END:VEVENT", "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20261124T120000Z"]
        let object = try testObject(text: eventText("a", master + lines))
        #expect(try object.dues(from: "2026-11-23 00:00", days: 2) == due)
    }

    /// The rows' questions are about the present; these are about rules that are far from it.
    @Test(
        "the next alert is found however far it is",
        arguments: [
            (["DTSTART:19700101T120000Z", "RRULE:FREQ=YEARLY"], "2027-01-01T11:45:00Z"),
            (["DTSTART:20000229T120000Z", "RRULE:FREQ=YEARLY"], "2028-02-29T11:45:00Z"),
            (["DTSTART:29000101T120000Z"], "2900-01-01T11:45:00Z"),
            (
                ["DTSTART:20000229T120000Z", "RRULE:FREQ=YEARLY;INTERVAL=100"],
                "2400-02-29T11:45:00Z"
            ),
            (["DTSTART:20200101T120000Z", "RRULE:FREQ=SECONDLY"], "2026-11-23T00:00:01Z"),
            (["DTSTART:20200101T120000Z", "RRULE:FREQ=DAILY;COUNT=3"], "none"),
        ])
    func far(_ event: [String], _ due: String) throws {
        let object = try alerting(event, alarm("TRIGGER:-PT15M"))
        let next = object.nextAlert(
            after: try utc("2026-11-23 00:00"), rules: alertRules, zones: testZones)
        #expect(next?.due.description ?? "none" == due)
    }
}
