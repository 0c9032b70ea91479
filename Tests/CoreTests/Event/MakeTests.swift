import Testing

@testable import Core

private func draft(_ start: String, _ end: String) throws -> EventDraft {
    EventDraft(title: "Lunch, with Mina", start: try testTime(start), end: try testTime(end))
}

@Test("make writes a strict object and reads back what the draft said")
func makeFromDraft() throws {
    var draft = try draft("20260330T12", "20260330T133000")
    draft.location = "Café; left"
    draft.notes = "one\ntwo"
    draft.rule = try RecurrenceRule(parsing: "FREQ=WEEKLY;UNTIL=20260413")
    draft.status = .tentative
    draft.isTransparent = true
    draft.categories = ["a,b", "c"]
    draft.url = "https://example.com/x"
    draft.color = "teal"
    let object = try CalendarObject.make(draft, uid: UID("u"), now: editTime, zones: testZones)
    let master = try #require(object.master)
    draft.rule = try RecurrenceRule(parsing: "FREQ=WEEKLY;UNTIL=20260413T215959Z")
    #expect(EventDraft(master) == draft)
    #expect(try testStarts(object) == "20260330T12 20260406T12 20260413T12")
    #expect(parseICalendar(object.calendar.bytes).diagnostics.isEmpty)
    #expect(object.calendar.components.map(\.name) == ["VTIMEZONE", "VEVENT"])
    let names = master.component.properties.map(\.name)
    #expect(names.contains(.dtstamp) && names.contains(.created))
}

/// Some servers refuse events without `DTEND`, though RFC 5545 §3.6.1 lets it be left out.
@Test(
    "what is made says when it ends", arguments: ["20260330T12 20260330T13", "20260330 20260331"])
func madeWithEnd(times: String) throws {
    let parts = times.split(separator: " ").map(String.init)
    let draft = try draft(parts[0], parts[1])
    let object = try CalendarObject.make(draft, uid: UID("u"), now: editTime, zones: testZones)
    let names = try #require(object.master).component.properties.map(\.name)
    #expect(names.contains(.dtend) && !names.contains(.duration))
}

@Test(
    "drafts that are refused",
    arguments: [
        ("20260330T12", "20260330T11", EditError.endBeforeStart),
        ("20260330", "20260330", .endBeforeStart),  // the end of a date is the day after
        ("20260330T12", "20260331", .mixedDateAndTime),
    ])
func refusedDrafts(_ start: String, _ end: String, _ error: EditError) throws {
    let draft = try draft(start, end)
    #expect(throws: error) {
        try CalendarObject.make(draft, uid: UID("u"), now: editTime, zones: testZones)
    }
}

@Test("a draft in an unknown zone is refused, and so is a rule without times on dates")
func refusedZoneAndRule() throws {
    var draft = try draft("20260330T12", "20260330T13")
    draft.start = .zoned(draft.start.wallClock, TimeZoneID("Nowhere/At_All"))
    #expect(throws: EditError.unknownZone(TimeZoneID("Nowhere/At_All"))) {
        try CalendarObject.make(draft, uid: UID("u"), now: editTime, zones: testZones)
    }
    var day = try MakeTestsDraft.day()
    day.rule = try RecurrenceRule(parsing: "FREQ=HOURLY")
    #expect(throws: EditError.rule(.timeFrequencyOnDate(.hourly))) {
        try CalendarObject.make(day, uid: UID("u"), now: editTime, zones: testZones)
    }
}

private enum MakeTestsDraft {
    static func day() throws -> EventDraft { try draft("20260330", "20260331") }
}

/// Goal: an edit changes the lines it means and no other byte.
@Test("lines that an edit does not mean stay as they are")
func untouchedLines() throws {
    let text = [
        "BEGIN:VCALENDAR", "PRODID:x", "VERSION:2.0", "X-CAL:1", "BEGIN:VEVENT",
        "UID:a", "DTSTART;TZID=\"Europe/Berlin\":20260330T090000", "dtend;tzid=Europe/Berlin:2026",
        " 0330T100000", "SUMMARY;LANGUAGE=en:Old", "ATTENDEE;CN=\"A; B\":mailto:a@b", "X-FOO:bar",
        "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "END:VALARM", "END:VEVENT",
        "END:VCALENDAR", "",
    ].joined(separator: "\r\n")
    let calendar = try #require(parseICalendar(Array(text.utf8)).components.first)
    let object = try CalendarObject(calendar: calendar)
    var draft = EventDraft(try #require(object.master))
    draft.title = "New"
    let edited = try object.edited(
        draft, at: nil, scope: .all, newUID: UID("n"), now: editTime, zones: testZones)
    let lines = Set(edited[0].calendar.text.split(separator: "\r\n"))
    for line in text.split(separator: "\r\n") where !line.hasPrefix("SUMMARY") {
        #expect(lines.contains(line), "\(line)")
    }
    #expect(lines.contains("SUMMARY;LANGUAGE=en:New"))
    #expect(!edited[0].calendar.text.contains("SEQUENCE"))
}

/// Goal: a written VTIMEZONE says what the zone does. Method: read it back under a name that
/// nobody knows, and compare offsets every few days for 60 years.
@Test(
    "a written VTIMEZONE is the zone",
    arguments: [
        ("Europe/Berlin", 2), ("America/New_York", 2), ("Australia/Lord_Howe", 2),
        ("Asia/Seoul", 1),
        ("Africa/Casablanca", 2), ("Asia/Tehran", 1), ("Africa/Cairo", 3), ("Asia/Jerusalem", 2),
        ("Europe/Dublin", 2), ("America/Nuuk", 4), ("UTC", 1), ("Pacific/Apia", 1),
    ])
func writtenZone(_ name: String, _ observances: Int) throws {
    let zone = try testZone(name)
    let id = TimeZoneID("Written elsewhere")
    let since = Instant(seconds: 1_672_531_200)
    let component = VTimeZoneWriter(zone, id, since: since).component()
    #expect(component.components.count <= observances, "\(component.text)")
    let calendar = Component("VCALENDAR", components: [component])
    let read = try #require(ZoneResolver(database: testZones, calendar: calendar).zone(id))
    for day in stride(from: 0, to: 60 * 365, by: 3) {
        let instant = since.adding(seconds: day * 86_400 + 7200)
        #expect(read.offset(at: instant) == zone.offset(at: instant), "\(instant)")
    }
}
