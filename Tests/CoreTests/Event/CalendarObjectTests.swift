import Testing

@testable import Core

private func calendar(_ lines: String) throws -> Component {
    let text =
        "BEGIN:VCALENDAR\n\(lines)END:VCALENDAR\n".split(separator: "\n")
        .joined(separator: "\r\n") + "\r\n"
    return try #require(parseICalendar(Array(text.utf8)).components.first)
}

/// Goal: a file becomes one object per UID and loses nothing. Method: one file with everything
/// that needs care.
@Test("split by UID")
func splitByUID() throws {
    let file = try calendar(
        """
        VERSION:1.0
        X-WR-CALNAME:Work
        METHOD:PUBLISH
        BEGIN:VTIMEZONE
        TZID:Here
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0330
        TZOFFSETTO:+0330
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VTIMEZONE
        TZID:Unused
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:a
        DTSTART;TZID=Here:20260105T090000
        RRULE:FREQ=DAILY;COUNT=3
        X-UNKNOWN;X-P=1:kept
        END:VEVENT
        BEGIN:VTODO
        UID:todo
        SUMMARY:Not shown
        END:VTODO
        BEGIN:VEVENT
        DTSTART:20260106T090000Z
        SUMMARY:Without UID
        END:VEVENT
        BEGIN:VEVENT
        UID:a
        RECURRENCE-ID;TZID=Here:20260106T090000
        DTSTART;TZID=Here:20260106T100000
        END:VEVENT
        BEGIN:VEVENT
        UID:b
        SUMMARY:No start
        END:VEVENT

        """)
    let (objects, diagnostics) = CalendarObject.split(file)
    #expect(objects.count == 4)
    #expect(objects.map(\.kind) == ["VEVENT", "VTODO", "VEVENT", "VEVENT"])
    #expect(objects[0].uid == UID("a"))
    #expect(objects[0].overrides.count == 1)
    #expect(
        objects[0].calendar.components.map(\.name) == ["VTIMEZONE", "VEVENT", "VEVENT"])
    #expect(objects[0].calendar.first(.version)?.rawValue == "2.0")
    #expect(objects[0].calendar.first(.prodid) != nil)
    #expect(objects[0].calendar.text.contains("X-UNKNOWN;X-P=1:kept\r\n"))
    #expect(try testStarts(objects[0]) == "20260105T09 20260106T10 20260107T09")
    #expect(objects[1].master == nil)
    #expect(try testStarts(objects[1]) == "")
    #expect(objects[1].calendar.text.contains("SUMMARY:Not shown"))
    #expect(objects[2].uid.text.hasPrefix("dayline-"))
    #expect(CalendarObject.split(file).objects == objects)
    #expect(try testStarts(objects[3]) == "")
    #expect(diagnostics.map(\.line) == [26, 35])
    #expect(
        diagnostics.map(\.kind) == [.event(.missingUID), .event(.missingStart)])
}

@Test(
    "the newest of several components for one instance counts",
    arguments: [
        // a higher SEQUENCE, wherever it stands
        ("SEQUENCE:2\nSUMMARY:New\n", "SEQUENCE:1\nSUMMARY:Old\n"),
        ("SEQUENCE:1\nSUMMARY:Old\n", "SEQUENCE:2\nSUMMARY:New\n"),
        // the same SEQUENCE: a later DTSTAMP
        ("DTSTAMP:20260102T000000Z\nSUMMARY:New\n", "DTSTAMP:20260101T000000Z\nSUMMARY:Old\n"),
        // no difference: the later in the file
        ("SUMMARY:Old\n", "SUMMARY:New\n"),
    ])
func newestOfSeveral(_ one: String, _ other: String) throws {
    let event = "BEGIN:VEVENT\nUID:a\nDTSTART:20260105T090000Z\n"
    let file = try calendar(event + one + "END:VEVENT\n" + event + other + "END:VEVENT\n")
    let object = try CalendarObject(calendar: file)
    #expect(object.master?.title == "New")
    #expect(object.calendar.components.count == 2)
    #expect(object.diagnostics.map(\.line) == [object.calendar.components[1].line])
}

/// Goal: what is wrong is said with its line, and the event is shown as far as possible.
@Test(
    "diagnostics",
    arguments: [
        ("DTSTART:20260105T090000Z\nDTEND:20260105T080000Z\n", 5, EventProblem.endBeforeStart),
        (
            "DTSTART;TZID=Europe/Berlin:20260105T090000\nDTEND;TZID=Asia/Seoul:20260105T090000\n",
            5,
            .endBeforeStart
        ),
        ("DTSTART:20260105T090000Z\nDURATION:-PT1H\n", 5, .endBeforeStart),
        ("DTSTART;TZID=Nowhere:20260105T090000\n", 4, .unknownZone(TimeZoneID("Nowhere"))),
        (
            "DTSTART:20260105T090000Z\nEXDATE:2026\nRRULE:FREQ=DAILY;COUNT=1\n", 5,
            .badTime(property: "EXDATE")
        ),
        ("DTSTART:20260105T090000Z\nDTEND:later\n", 5, .badTime(property: "DTEND")),
        ("DTSTART:20260105T090000Z\nDURATION:long\n", 5, .badDuration),
        ("DTSTART:20260105T090000Z\nSTATUS:NEEDS-ACTION\n", 5, .badStatus("NEEDS-ACTION")),
        (
            "DTSTART:20260105T090000Z\nDTEND;VALUE=DATE:20260106\n", 5,
            .mixedDateAndTime(property: "DTEND")
        ),
        (
            "DTSTART:20260105T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n", 5,
            .emptyRule(text: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
        ),
        (
            "DTSTART:20260105T090000Z\nEXRULE:FREQ=DAILY\nRRULE:FREQ=DAILY;COUNT=1\n", 5,
            .excludedRule
        ),
    ])
func diagnosticsOfEvents(_ lines: String, _ line: Int, _ problem: EventProblem) throws {
    let object = try testObject(lines)
    let found = object.diagnostics(zones: testZones)
    #expect(found.map(\.kind) == [.event(problem)])
    #expect(found.map(\.line) == [line + 3])
    #expect(try testStarts(object, limit: 1) != "")
}

@Test("a bad rule is named and kept")
func badRule() throws {
    let object = try testObject("DTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;INTERVAL=0\n")
    guard case .event(.badRule(let text, _)) = object.diagnostics.first?.kind else {
        Issue.record("no diagnostic")
        return
    }
    #expect(text == "FREQ=DAILY;INTERVAL=0")
    #expect(object.calendar.text.contains("RRULE:FREQ=DAILY;INTERVAL=0\r\n"))
}

@Test(
    "calendars that are no object",
    arguments: [
        ("", EventError.empty),
        ("BEGIN:VEVENT\nUID:a\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nEND:VEVENT\n", .severalUIDs),
    ])
func noObject(_ lines: String, _ error: EventError) throws {
    let file = try calendar(lines)
    #expect(throws: error) { try CalendarObject(calendar: file) }
}
