import Testing

@testable import Core

/// Goal: every form of `VALARM` gives its times (RFC 5545 §3.6.6, RFC 9074), and none that is wrong
/// costs the others. Method: the event is Monday 2026-11-23 from 12:00 to 13:00 UTC; the alarms of
/// a row, and when the week's alerts are due.
struct AlarmReadingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let alarms: [[String]]
        let due: [String]

        init(_ name: String, _ alarms: [String]..., due: String...) {
            testDescription = name
            self.alarms = alarms
            self.due = due
        }
    }

    static let rows = [
        Row("before the start", alarm("TRIGGER:-PT15M"), due: "11-23 11:45"),
        Row("sound", alarm("TRIGGER:-PT15M", action: "AUDIO"), due: "11-23 11:45"),
        Row("at the start", alarm("TRIGGER:PT0S"), due: "11-23 12:00"),
        Row("after the end", alarm("TRIGGER;RELATED=END:PT5M"), due: "11-23 13:05"),
        Row("before the end", alarm("TRIGGER;RELATED=END:-PT5M"), due: "11-23 12:55"),
        Row(
            "a moment", alarm("TRIGGER;VALUE=DATE-TIME:20261122T080000Z"), due: "11-22 08:00"),
        Row(
            "more than a day before", alarm("TRIGGER:-P2D"), due: "11-21 12:00"),
        Row(
            "again and again", alarm("TRIGGER:-PT15M", "REPEAT:2", "DURATION:PT5M"),
            due: "11-23 11:45", "11-23 11:50", "11-23 11:55"),
        Row("a count without a duration", alarm("TRIGGER:-PT1M", "REPEAT:2"), due: "11-23 11:59"),
        Row(
            "a duration of nothing", alarm("TRIGGER:-PT1M", "REPEAT:2", "DURATION:PT0S"),
            due: "11-23 11:59"),
        Row("a mail is sent by others", alarm("TRIGGER:-PT15M", action: "EMAIL")),
        Row("an unknown action", alarm("TRIGGER:-PT15M", action: "X-LAMP")),
        Row("no program is run", alarm("TRIGGER:-PT15M", action: "PROCEDURE")),
        Row("a place", alarm("TRIGGER:-PT15M", "PROXIMITY:ARRIVE")),
        Row("no trigger", alarm("X-A:b"), alarm("TRIGGER:-PT1M"), due: "11-23 11:59"),
        Row(
            "a trigger that is none", alarm("TRIGGER:soon"), alarm("TRIGGER:-PT1M"),
            due: "11-23 11:59"),
        Row(
            "two alarms of one moment are one alert", alarm("TRIGGER:-PT15M"),
            alarm("TRIGGER:-PT900S", action: "AUDIO"), due: "11-23 11:45"),
        Row(
            "acknowledged", alarm("TRIGGER:-PT15M", "ACKNOWLEDGED:20261123T114500Z"),
            alarm("TRIGGER:-PT5M"), due: "11-23 11:55"),
        Row(
            "acknowledged before it went off",
            alarm("TRIGGER:-PT15M", "ACKNOWLEDGED:20261123T114459Z"), due: "11-23 11:45"),
        Row(
            "acknowledged between its times",
            alarm(
                "TRIGGER:-PT15M", "REPEAT:2", "DURATION:PT5M", "ACKNOWLEDGED:20261123T114600Z"),
            due: "11-23 11:50", "11-23 11:55"),
        Row(
            "an acknowledgement that is none",
            alarm("TRIGGER:-PT15M", "ACKNOWLEDGED:yes"), due: "11-23 11:45"),
    ]

    @Test("times of alarms", arguments: rows)
    func times(_ row: Row) throws {
        let object = try testObject(
            text: eventText(
                "a",
                ["DTSTART:20261123T120000Z", "DTEND:20261123T130000Z"] + row.alarms.flatMap { $0 }))
        #expect(try object.dues(from: "2026-11-20 00:00") == row.due)
    }

    @Test("alarms and repetitions have limits")
    func limits() throws {
        let event = ["DTSTART:20261123T120000Z"]
        let many = (1...AlertLimits.alarms + 5).flatMap { alarm("TRIGGER:-PT\($0)M") }
        #expect(
            try alerting(event, many).dues(from: "2026-11-23 00:00").count == AlertLimits.alarms)
        let often = alarm("TRIGGER:-PT1M", "REPEAT:2000000000", "DURATION:PT1S")
        #expect(
            try alerting(event, often).dues(from: "2026-11-23 00:00").count
                == AlertLimits.repetitions + 1)
        // Numbers that no year holds.
        let far = alarm("TRIGGER:-P1000000D", "REPEAT:100", "DURATION:P4000000D")
        _ = try alerting(event, far).nextAlert(
            after: .distantPast, rules: alertRules, zones: testZones)
    }
}
