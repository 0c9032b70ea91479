import Testing

@testable import Core

/// Goal: what is asked before an event is stored. Method: one event a row against others in
/// Berlin; now is Monday 5 January 2026, 12:00.
struct PlannedSaveRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The event as it will be, without its UID.
    let lines: String
    /// The start that the user gave.
    let start: String
    var isOneInstance = false
    /// UIDs and starts of what it overlaps.
    let overlapped: String

    static let rows = [
        PlannedSaveRow(
            testDescription: "one event", lines: Self.times("20260106T0900", "20260106T1000"),
            start: "20260106T09", overlapped: "series 06T0930"),
        PlannedSaveRow(
            testDescription: "back to back", lines: Self.times("20260106T0800", "20260106T0930"),
            start: "20260106T08", overlapped: ""),
        PlannedSaveRow(
            testDescription: "a past event that does not recur is compared too",
            lines: Self.times("20260101T0900", "20260101T1000"), start: "20260101T09",
            overlapped: "past 01T0900"),
        PlannedSaveRow(
            testDescription: "of a recurring one only what is to come, each event once",
            lines: Self.times("20260101T0900", "20260101T1000") + "RRULE:FREQ=DAILY;COUNT=14\n",
            start: "20260101T09", overlapped: "series 06T0930"),
        PlannedSaveRow(
            testDescription: "dates of RDATE recur as well",
            lines: Self.times("20260107T0900", "20260107T1000")
                + "RDATE;TZID=Europe/Berlin:20260113T090000\n",
            start: "20260107T09", overlapped: "series 13T0930"),
        PlannedSaveRow(
            testDescription: "one instance of several, and no other",
            lines: Self.times("20260106T0900", "20260106T1000") + "RRULE:FREQ=WEEKLY\n",
            start: "20260113T09", isOneInstance: true, overlapped: "series 13T0930"),
        PlannedSaveRow(
            testDescription: "a recurring one over its whole life, years ahead",
            lines: Self.times("20270601T0900", "20270601T1000") + "RRULE:FREQ=WEEKLY\n",
            start: "20270601T09", overlapped: "far 30T0900"),
        PlannedSaveRow(
            testDescription: "two that recur and first meet after 26 years",
            lines: Self.times("20260107T0700", "20260107T0800")
                + "RRULE:FREQ=MONTHLY;BYDAY=1WE\n",
            start: "20260107T07", overlapped: "leap 03T0700"),
        PlannedSaveRow(
            testDescription: "what has an exception where it would overlap",
            lines: Self.times("20260106T0900", "20260106T1000")
                + "RRULE:FREQ=WEEKLY;COUNT=2\nEXDATE;TZID=Europe/Berlin:20260106T090000\n",
            start: "20260113T09", overlapped: "series 13T0930"),
        PlannedSaveRow(
            testDescription: "all-day events are not busy",
            lines: "DTSTART;VALUE=DATE:20260106\n", start: "20260106", overlapped: ""),
        PlannedSaveRow(
            testDescription: "transparent ones neither",
            lines: Self.times("20260106T0900", "20260106T1000") + "TRANSP:TRANSPARENT\n",
            start: "20260106T09", overlapped: ""),
        PlannedSaveRow(
            testDescription: "a moment has no length to share",
            lines: Self.times("20260106T0945", "20260106T0945"), start: "20260106T094500",
            overlapped: ""),
    ]

    /// Start and end in Berlin, without seconds.
    static func times(_ start: String, _ end: String) -> String {
        "DTSTART;TZID=Europe/Berlin:\(start)00\nDTEND;TZID=Europe/Berlin:\(end)00\n"
    }

    /// What is stored. "leap" is on 3 January of every fourth year, at seven.
    static let stored = [
        "series": times("20260106T0930", "20260106T1030") + "RRULE:FREQ=WEEKLY;COUNT=2\n",
        "past": times("20260101T0900", "20260101T1000"),
        "far": times("20280530T0900", "20280530T1000")
            + "RDATE;TZID=Europe/Berlin:20280606T090000\n",
        "leap": times("20240103T0700", "20240103T0800") + "RRULE:FREQ=YEARLY;INTERVAL=4\n",
    ]
}

private let noon = Instant(seconds: 1_767_610_800)

@Test("overlaps of what is to be saved", arguments: PlannedSaveRow.rows)
func plannedSave(_ row: PlannedSaveRow) throws {
    let folder = try TestFolder()
    let replica = try folder.replica()
    let home = try replica.addTestCalendar()
    for (uid, lines) in PlannedSaveRow.stored {
        try replica.add(try testObject(lines, uid: uid), to: home)
    }
    let planned = PlannedSave(
        try testObject(row.lines, uid: "new"), start: try testTime(row.start),
        isOneInstance: row.isOneInstance)
    let berlin = try testZone("Europe/Berlin")
    let found = try replica.overlaps(of: planned, in: home, now: noon, display: berlin)
    #expect(found.provenUntil == nil)
    let text = found.instances.map { "\($0.uid) \($0.start.valueText.dropFirst(6).dropLast(2))" }
    #expect(text.joined(separator: ", ") == row.overlapped)
}

@Test(
    "an event never overlaps itself, but one changed instance may run into another of it",
    arguments: [(false, ""), (true, "13T0930")])
func plannedSaveOfItself(_ isOneInstance: Bool, _ expected: String) throws {
    let folder = try TestFolder()
    let replica = try folder.replica()
    let home = try replica.addTestCalendar()
    let series = PlannedSaveRow.stored["series"] ?? ""
    let id = try replica.add(try testObject(series, uid: "series"), to: home)
    // The instance of the 6th, moved to where the one of the 13th is.
    let changed =
        series + "---\nRECURRENCE-ID;TZID=Europe/Berlin:20260106T093000\n"
        + PlannedSaveRow.times("20260113T0900", "20260113T1000")
    let planned = PlannedSave(
        try testObject(changed, uid: "series"), start: try testTime("20260113T09"), replaced: id,
        isOneInstance: isOneInstance)
    let found = try replica.overlaps(
        of: planned, in: home, now: noon, display: try testZone("Europe/Berlin"))
    let text = found.instances.map { String($0.start.valueText.dropFirst(6).dropLast(2)) }
    #expect(text.joined(separator: ", ") == expected)
}

@Test("hidden calendars do not count, but for the one that it goes to")
func plannedSaveInHiddenCalendars() throws {
    let folder = try TestFolder()
    let replica = try folder.replica()
    let home = try replica.addTestCalendar()
    let work = try replica.addTestCalendar("Work")
    try replica.add(
        try testObject(PlannedSaveRow.times("20260106T0900", "20260106T1000"), uid: "a"), to: home)
    try replica.setVisible(home, to: false)
    let planned = PlannedSave(
        try testObject(PlannedSaveRow.times("20260106T0900", "20260106T1000"), uid: "b"),
        start: try testTime("20260106T09"))
    let berlin = try testZone("Europe/Berlin")
    let elsewhere = try replica.overlaps(of: planned, in: work, now: noon, display: berlin)
    #expect(elsewhere.instances.isEmpty)
    let there = try replica.overlaps(of: planned, in: home, now: noon, display: berlin)
    #expect(there.instances.map(\.uid) == [UID("a")])
}
