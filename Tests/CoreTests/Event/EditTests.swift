import Testing

@testable import Core

/// Goal: what an edit of one, later or all instances leaves. Method: an object, the instance, a
/// change of the draft made from it; starts as `testStarts` writes them, objects apart by `|`.
struct EditRow: Sendable, CustomTestStringConvertible {
    let reason: String
    let lines: String
    /// Recurrence id of the instance.
    let at: String
    let scope: EditScope
    let change: @Sendable (inout EventDraft) throws -> Void
    let starts: String
    /// Lines that the objects must have, in order of the objects.
    var has: [String] = []

    var testDescription: String { "\(scope.rawValue): \(reason)" }

    static let weekly = """
        DTSTART;TZID=Europe/Berlin:20260105T090000
        DTEND;TZID=Europe/Berlin:20260105T100000
        RRULE:FREQ=WEEKLY;COUNT=4

        """
    static let days = """
        DTSTART;VALUE=DATE:20260105
        RRULE:FREQ=DAILY;UNTIL=20260108

        """
    static let override = """
        ---
        RECURRENCE-ID;TZID=Europe/Berlin:20260119T090000
        DTSTART;TZID=Europe/Berlin:20260119T090000
        SUMMARY:Special

        """

    /// Moves the draft by hours.
    static func by(_ hours: Int) -> @Sendable (inout EventDraft) -> Void {
        { $0 = $0.moved(bySeconds: hours * 3600) }
    }

    static let this = [
        EditRow(
            reason: "an override in the form of DTSTART", lines: weekly, at: "20260112T09",
            scope: .this, change: by(3), starts: "20260105T09 20260112T12 20260119T09 20260126T09",
            has: [
                "RECURRENCE-ID;TZID=Europe/Berlin:20260112T090000",
                "DTEND;TZID=Europe/Berlin:20260112T130000", "SEQUENCE:1",
            ]),
        EditRow(
            reason: "a date as recurrence id", lines: days, at: "20260106", scope: .this,
            change: by(240), starts: "20260105 20260107 20260108 20260116",
            has: ["RECURRENCE-ID;VALUE=DATE:20260106", "DTSTART;VALUE=DATE:20260116"]),
        EditRow(
            reason: "an override is edited in place", lines: weekly + override, at: "20260119T09",
            scope: .this, change: { $0.title = "Other" },
            starts: "20260105T09 20260112T09 20260119T09 20260126T09", has: ["SUMMARY:Other"]),
        EditRow(
            reason: "the first of a future override gets its own",
            lines: weekly + """
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260112T090000
                DTSTART;TZID=Europe/Berlin:20260112T110000

                """, at: "20260112T09", scope: .this, change: by(4),
            starts: "20260105T09 20260112T15 20260119T11 20260126T11"),
        EditRow(
            reason: "one instance becomes all-day", lines: weekly, at: "20260112T09", scope: .this,
            change: {
                $0.start = try testTime("20260113")
                $0.end = try testTime("20260114")
            }, starts: "20260105T09 20260113 20260119T09 20260126T09"),
    ]

    static let future = [
        EditRow(
            reason: "COUNT is divided", lines: weekly, at: "20260119T09", scope: .thisAndFuture,
            change: by(1), starts: "20260105T09 20260112T09|20260119T10 20260126T10",
            has: [
                "RRULE:FREQ=WEEKLY;UNTIL=20260119T075959Z", "RRULE:FREQ=WEEKLY;COUNT=2", "UID:new",
            ]),
        EditRow(
            reason: "UNTIL of dates is a date", lines: days, at: "20260107", scope: .thisAndFuture,
            change: { $0.title = "Later" }, starts: "20260105 20260106|20260107 20260108",
            has: [
                "RRULE:FREQ=DAILY;UNTIL=20260106", "RRULE:FREQ=DAILY;UNTIL=20260108",
                "SUMMARY:Later",
            ]),
        EditRow(
            reason: "dates, exclusions and overrides go where they belong and move along",
            lines: weekly + """
                EXDATE;TZID=Europe/Berlin:20260112T090000,20260126T090000
                RDATE;TZID=Europe/Berlin:20260107T090000,20260121T090000

                """ + override, at: "20260119T09", scope: .thisAndFuture, change: by(2),
            starts: "20260105T09 20260107T09|20260119T11 20260121T11",
            has: [
                "EXDATE;TZID=Europe/Berlin:20260112T090000",
                "EXDATE;TZID=Europe/Berlin:20260126T110000",
                "RDATE;TZID=Europe/Berlin:20260121T110000",
            ]),
        EditRow(
            reason: "a later override in place moves along", lines: weekly + override,
            at: "20260112T09", scope: .thisAndFuture, change: by(2),
            starts: "20260105T09|20260112T11 20260119T11 20260126T11",
            has: ["RECURRENCE-ID;TZID=Europe/Berlin:20260119T110000", "SUMMARY:Special"]),
        EditRow(
            reason: "a new rule is taken as it is", lines: weekly, at: "20260119T09",
            scope: .thisAndFuture,
            change: { $0.rule = try RecurrenceRule(parsing: "FREQ=DAILY;COUNT=3") },
            starts: "20260105T09 20260112T09|20260119T09 20260120T09 20260121T09"),
        EditRow(
            reason: "a birthday in a leap month keeps it, split in a year without",
            lines: """
                DTSTART;VALUE=DATE:20250730
                RRULE:RSCALE=DANGI;FREQ=YEARLY;SKIP=BACKWARD;COUNT=4

                """, at: "20270709", scope: .thisAndFuture, change: { $0.title = "Birthday" },
            starts: "20250730 20260719|20270709 20280727",
            has: [
                "RRULE:RSCALE=DANGI;FREQ=YEARLY;COUNT=2;BYMONTHDAY=6;BYMONTH=6L;SKIP=BACKWAR"
                    + "\r\n D"
            ]),
        EditRow(
            reason: "split at a day that SKIP moved into the next month",
            lines: """
                DTSTART;VALUE=DATE:20260131
                RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;COUNT=5

                """, at: "20260301", scope: .thisAndFuture, change: { $0.title = "Rent" },
            starts: "20260131|20260301 20260331 20260501 20260531",
            has: [
                "RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;UNTIL=20260531;BYMONTHDAY=31;SKIP=FORWA"
                    + "\r\n RD"
            ]),
        EditRow(
            reason: "no rule any more", lines: weekly, at: "20260119T09", scope: .thisAndFuture,
            change: { $0.rule = nil }, starts: "20260105T09 20260112T09|20260119T09"),
        EditRow(
            reason: "from the first one on is all", lines: weekly, at: "20260105T09",
            scope: .thisAndFuture, change: by(1),
            starts: "20260105T10 20260112T10 20260119T10 20260126T10"),
    ]

    static let all = [
        EditRow(
            reason: "everything moves by the same wall-clock time",
            lines: weekly + """
                EXDATE;TZID=Europe/Berlin:20260112T090000
                RDATE;TZID=Europe/Berlin:20260107T090000

                """ + override, at: "20260119T09", scope: .all, change: by(26),
            starts: "20260106T11 20260108T11 20260120T11 20260127T11",
            has: [
                "DTEND;TZID=Europe/Berlin:20260106T120000",
                "EXDATE;TZID=Europe/Berlin:20260113T110000",
                "RECURRENCE-ID;TZID=Europe/Berlin:20260120T110000",
            ]),
        EditRow(
            reason: "of a draft made from an override, all take only the change",
            lines: weekly + override, at: "20260119T09", scope: .all,
            change: { $0.location = "Room 2" },
            starts: "20260105T09 20260112T09 20260119T09 20260126T09",
            has: [
                "DTEND;TZID=Europe/Berlin:20260105T100000\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"
                    + "LOCATION:Room 2", "SUMMARY:Special\r\nLOCATION:Room 2",
            ]),
        EditRow(
            reason: "the weekdays of the rule move",
            lines: """
                DTSTART;TZID=Europe/Berlin:20260105T090000
                RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260114T080000Z

                """, at: "20260107T09", scope: .all, change: by(24),
            starts: "20260106T09 20260108T09 20260113T09 20260115T09",
            has: ["RRULE:FREQ=WEEKLY;UNTIL=20260115T080000Z;BYDAY=TU,TH"]),
        EditRow(
            reason: "the second Tuesday becomes the second Wednesday",
            lines: """
                DTSTART;TZID=Europe/Berlin:20260113T090000
                RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=2

                """, at: "20260113T09", scope: .all, change: by(24),
            starts: "20260114T09 20260211T09"),
        EditRow(
            reason: "the day of the month moves",
            lines: """
                DTSTART;VALUE=DATE:20260115
                RRULE:FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2

                """, at: "20260215", scope: .all, change: by(48), starts: "20260117 20260217"),
        EditRow(
            reason: "a birthday was a day earlier",
            lines: """
                DTSTART;VALUE=DATE:20260301
                RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;COUNT=2

                """, at: "20260301", scope: .all, change: by(-24), starts: "20260228 20270228"),
        EditRow(
            reason: "a lunar birthday was a day later",
            lines: """
                DTSTART;VALUE=DATE:20260925
                RRULE:RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15;COUNT=2

                """, at: "20260925", scope: .all, change: by(24), starts: "20260926 20270916",
            has: ["RRULE:RSCALE=DANGI;FREQ=YEARLY;COUNT=2;BYMONTHDAY=16;BYMONTH=8"]),
        EditRow(
            reason: "into a leap month, and SKIP stays",
            lines: """
                DTSTART;VALUE=DATE:20230321
                RRULE:RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;SKIP=FORWARD;COUNT=2

                """, at: "20230321", scope: .all, change: by(24), starts: "20230322 20240409",
            has: [
                "RRULE:RSCALE=CHINESE;FREQ=YEARLY;COUNT=2;BYMONTHDAY=-29;BYMONTH=2L;SKIP=FOR"
                    + "\r\n WARD"
            ]),
        EditRow(
            reason: "to whole days", lines: weekly + "EXDATE:20260112T080000Z\n",
            at: "20260119T09", scope: .all,
            change: {
                $0.start = try testTime("20260119")
                $0.end = try testTime("20260120")
            }, starts: "20260105 20260119 20260126", has: ["EXDATE;VALUE=DATE:20260112"]),
        EditRow(
            reason: "UNTIL takes the form of the new start",
            lines: """
                DTSTART;TZID=Europe/Berlin:20260105T090000
                RRULE:FREQ=DAILY;UNTIL=20260107T080000Z

                """, at: "20260105T09", scope: .all,
            change: {
                $0.start = try testTime("20260105")
                $0.end = try testTime("20260106")
            }, starts: "20260105 20260106 20260107", has: ["RRULE:FREQ=DAILY;UNTIL=20260107"]),
        EditRow(
            reason: "a new rule drops overrides of instances that are no more",
            lines: weekly + override, at: "20260112T09", scope: .all,
            change: { $0.rule = try RecurrenceRule(parsing: "FREQ=DAILY;UNTIL=20260106") },
            starts: "20260105T09 20260106T09",
            has: ["RRULE:FREQ=DAILY;UNTIL=20260106T225959Z"]),
        EditRow(
            reason: "the title alone changes no time and no override", lines: weekly + override,
            at: "20260112T09", scope: .all, change: { $0.title = "New" },
            starts: "20260105T09 20260112T09 20260119T09 20260126T09",
            has: ["SUMMARY:New", "SUMMARY:Special"]),
        EditRow(
            reason: "no rule any more: one event, no overrides", lines: weekly + override,
            at: "20260105T09", scope: .all, change: { $0.rule = nil }, starts: "20260105T09"),
    ]
}

@Test("edit", arguments: EditRow.this + EditRow.future + EditRow.all)
func editOfInstances(_ row: EditRow) throws {
    let object = try testObject(row.lines)
    let id = try testTime(row.at)
    let instance = try #require(try testInstance(object, id))
    var draft = try #require(EventDraft(instance, of: object, zones: testZones))
    try row.change(&draft)
    let edited = try object.edited(
        draft, at: id, scope: row.scope, newUID: UID("new"), now: editTime, zones: testZones)
    #expect(try edited.map { try testStarts($0) }.joined(separator: "|") == row.starts)
    let text = edited.map(\.calendar.text).joined()
    for line in row.has {
        #expect(text.contains("\r\n\(line)\r\n"), "\(line) in\n\(text)")
    }
    for object in edited {
        let again = parseICalendar(object.calendar.bytes)
        #expect(again.diagnostics.isEmpty)
        #expect(try CalendarObject(calendar: #require(again.components.first)) == object)
        #expect(
            object.calendar.components("VEVENT").allSatisfy {
                $0.first(.uid)?.text == object.uid.text
            })
    }
}

/// The instance of a recurrence id.
func testInstance(_ object: CalendarObject, _ id: CalendarTime) throws -> Instance? {
    let window = Instant(seconds: 946_684_800)..<Instant(seconds: 2_524_608_000)
    return object.instances(
        in: window, zones: testZones, display: try testZone("Europe/Berlin"), limit: 1000
    ).first { $0.recurrenceID == id }
}

@Test(
    "delete",
    arguments: [
        // one: EXDATE
        (EditRow.weekly, "20260112T09", EditScope.this, "20260105T09 20260119T09 20260126T09"),
        // one with an override: both go
        (
            EditRow.weekly + EditRow.override, "20260119T09", .this,
            "20260105T09 20260112T09 20260126T09"
        ),
        // a day
        (EditRow.days, "20260106", .this, "20260105 20260107 20260108"),
        // this and future: UNTIL
        (
            EditRow.weekly + EditRow.override, "20260119T09", .thisAndFuture,
            "20260105T09 20260112T09"
        ),
        // from the first on: everything
        (EditRow.weekly, "20260105T09", .thisAndFuture, ""),
        (EditRow.weekly, "20260112T09", .all, ""),
        // the last one that was left
        (
            "DTSTART:20260105T090000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260106T090000\n",
            "20260105T09F", .this, ""
        ),
        // the first of a future override
        (
            EditRow.weekly + """
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260112T090000
                DTSTART;TZID=Europe/Berlin:20260112T110000

                """, "20260112T09", .this, "20260105T09 20260119T11 20260126T11"
        ),
    ])
func deleteOfInstances(
    _ lines: String, _ at: String, _ scope: EditScope, _ starts: String
) throws {
    let object = try testObject(lines)
    let left = object.deleted(at: try testTime(at), scope: scope, now: editTime, zones: testZones)
    #expect(try testStarts(left) == starts)
    #expect((left == nil) == starts.isEmpty)
}
