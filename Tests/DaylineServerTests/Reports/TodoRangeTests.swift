import Testing

@testable import DaylineServer

/// Goal: todos and alarms take place in a time range as RFC 4791 §9.9 says. Method: a row for each
/// row of its tables, and for each border of the conditions.
@Suite("time ranges on todos and alarms")
struct TodoRangeTests {
    static let long = "VTODO|DTSTART:20260310T100000Z|DURATION:PT1H"
    static let due = "VTODO|DTSTART:20260310T100000Z|DUE:20260310T110000Z"
    static let start = "VTODO|DTSTART:20260310T100000Z"
    static let dueAlone = "VTODO|DUE:20260310T110000Z"
    static let both = "VTODO|COMPLETED:20260310T110000Z|CREATED:20260301T110000Z"
    static let completed = "VTODO|COMPLETED:20260310T110000Z"
    static let created = "VTODO|CREATED:20260310T110000Z"

    static let todos: [RangeRow] = [
        RangeRow(long, "310T110000Z", "310T120000Z", true, "start <= DTSTART+DURATION"),
        RangeRow(long, "310T110001Z", "310T120000Z", false, "behind it"),
        RangeRow(long, "310T090000Z", "310T100001Z", true, "end > DTSTART"),
        RangeRow(long, "310T090000Z", "310T100000Z", false, "neither condition on the end"),
        RangeRow(due, "310T105959Z", "310T120000Z", true, "start < DUE"),
        RangeRow(due, "310T110000Z", "310T120000Z", false, "start is DUE"),
        RangeRow(due, "310T090000Z", "310T100001Z", true, "end > DTSTART"),
        RangeRow(due, "310T090000Z", "310T100000Z", false, "end is DTSTART"),
        RangeRow(start, "310T100000Z", "310T110000Z", true, "start <= DTSTART"),
        RangeRow(start, "310T090000Z", "310T100000Z", false, "end > DTSTART fails"),
        RangeRow(start, "310T100001Z", "310T110000Z", false, "start is behind"),
        RangeRow(dueAlone, "310T105959Z", "310T120000Z", true, "start < DUE"),
        RangeRow(dueAlone, "310T110000Z", "310T120000Z", false, "start is DUE"),
        RangeRow(dueAlone, "310T090000Z", "310T110000Z", true, "end >= DUE"),
        RangeRow(dueAlone, "310T090000Z", "310T105959Z", false, "end is before"),
        RangeRow(both, "301T110000Z", "302T000000Z", true, "CREATED inside"),
        RangeRow(both, "305T000000Z", "306T000000Z", true, "between CREATED and COMPLETED"),
        RangeRow(both, "310T110000Z", "311T000000Z", true, "start <= COMPLETED"),
        RangeRow(both, "310T110001Z", "311T000000Z", false, "behind both"),
        RangeRow(both, "201T000000Z", "301T105959Z", false, "before both"),
        RangeRow(completed, "310T110000Z", "311T000000Z", true, "start <= COMPLETED"),
        RangeRow(completed, "310T000000Z", "310T110000Z", true, "end >= COMPLETED"),
        RangeRow(completed, "310T110001Z", "311T000000Z", false, "start is behind"),
        RangeRow(completed, "310T000000Z", "310T105959Z", false, "end is before"),
        RangeRow(created, "310T120000Z", "311T000000Z", true, "since CREATED it is to be done"),
        RangeRow(created, "310T000000Z", "310T110000Z", false, "end > CREATED fails"),
        RangeRow("VTODO|SUMMARY:x", "101T000000Z", "102T000000Z", true, "always to be done"),
        RangeRow(
            "VTODO|DUE;VALUE=DATE:20260310", "309T140000Z", "309T150000Z", true,
            "a date is due at midnight of the zone", zone: "Asia/Tokyo"),
        RangeRow(
            "VTODO|DTSTART:20260301T100000Z|RRULE:FREQ=DAILY", "310T100000Z", "310T110000Z", true,
            "recurring"),
        RangeRow(
            "VTODO|DUE;TZID=America/New_York:20260102T110000|RRULE:FREQ=DAILY;COUNT=5",
            "105T000000Z", "106T000000Z", true, "recurring by its due date alone"),
        RangeRow(
            "VTODO|DUE;TZID=America/New_York:20260102T110000|RRULE:FREQ=DAILY;COUNT=5",
            "107T000000Z", "", false, "the fifth was on the 6th"),
    ]

    /// The alarm of a component that begins on 10 March at 10:00 and lasts an hour.
    static func alarm(_ lines: String, of parent: String = long) -> String {
        "\(parent)|BEGIN:VALARM|ACTION:DISPLAY|\(lines)|END:VALARM"
    }

    static let event = "VEVENT|DTSTART:20260310T100000Z|DURATION:PT1H"
    static let alarms: [RangeRow] = [
        RangeRow(
            alarm("TRIGGER:-PT10M", of: event), "310T095000Z", "310T095001Z", true,
            "before the start: start <= trigger"),
        RangeRow(
            alarm("TRIGGER:-PT10M", of: event), "310T094000Z", "310T095000Z", false,
            "end > trigger fails"),
        RangeRow(
            alarm("TRIGGER:-PT10M", of: event), "310T095001Z", "310T110000Z", false,
            "the event is in the range, the alarm is not"),
        RangeRow(
            alarm("TRIGGER;RELATED=END:PT5M", of: event), "310T110500Z", "310T110501Z", true,
            "after the end"),
        RangeRow(
            alarm("TRIGGER;RELATED=END:PT5M"), "310T110500Z", "310T110501Z", true,
            "after a todo's end"),
        RangeRow(
            alarm("TRIGGER:-PT5M", of: dueAlone), "310T105500Z", "310T105501Z", true,
            "of a todo that has a due date alone"),
        RangeRow(
            alarm("TRIGGER;VALUE=DATE-TIME:20260305T080000Z", of: event), "305T080000Z",
            "305T080001Z", true, "at a fixed time"),
        RangeRow(
            alarm("TRIGGER:-PT10M|REPEAT:2|DURATION:PT3M", of: event), "310T095600Z",
            "310T095601Z", true, "the second repetition"),
        RangeRow(
            alarm("TRIGGER:-PT10M|REPEAT:2|DURATION:PT3M", of: event), "310T095301Z",
            "310T095600Z", false, "between repetitions"),
        RangeRow(
            alarm("TRIGGER:-PT10M|REPEAT:2|DURATION:PT3M", of: event), "310T095900Z",
            "310T100000Z", false, "there is no third"),
        RangeRow(
            alarm("TRIGGER:-P1D", of: event + "|RRULE:FREQ=WEEKLY"), "316T100000Z",
            "316T100001Z", true, "of every instance"),
        RangeRow(
            alarm(
                "TRIGGER:-P1D",
                of: "VEVENT|DTSTART;TZID=Europe/Berlin:20260329T090000|DURATION:PT1H"),
            "328T080000Z", "328T080001Z", true, "a day before is the same wall clock"),
        RangeRow(
            alarm("TRIGGER:PT0S", of: "VEVENT|DTSTART;VALUE=DATE:20260310"), "309T150000Z",
            "309T150001Z", true, "all-day: midnight of the zone", zone: "Asia/Tokyo"),
        RangeRow(
            alarm("ACTION:AUDIO", of: event), "101T000000Z", "", false, "without trigger never"),
    ]

    @Test("todos", arguments: todos)
    func checkTodos(_ row: RangeRow) throws { try row.check() }

    @Test("alarms", arguments: alarms)
    func checkAlarms(_ row: RangeRow) throws {
        let parent = String(row.component.prefix { $0 != "|" })
        let attributes = [("start", row.start), ("end", row.end)].filter { !$0.1.isEmpty }
            .map { "\($0.0)='20260\($0.1)'" }.joined(separator: " ")
        let filter = try Made.filter(
            on: parent, "<comp-filter name='VALARM'><time-range \(attributes)/></comp-filter>")
        let found = try Made.matches(filter, Made.calendar(row.component), zone: row.zone)
        #expect(found == row.isIn)
    }
}
