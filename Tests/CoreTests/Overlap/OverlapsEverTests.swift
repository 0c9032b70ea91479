import Testing

@testable import Core

/// Goal: every pair of events that ever shares time, once, with its first time. Method: a replica
/// with series in Berlin that meet soon, late and never; the search begins on 5 January 2026.
struct OverlapsEverTests {
    private let folder: TestFolder
    private let replica: Replica
    private let home: CalendarID
    private let work: CalendarID
    private let ids: [String: ObjectID]
    private let berlin: Zone

    private static let from = Instant(seconds: 1_767_567_600)

    init() throws {
        folder = try TestFolder()
        replica = try folder.replica()
        home = try replica.addTestCalendar()
        work = try replica.addTestCalendar("Work")
        berlin = try testZone("Europe/Berlin")
        let events = [
            "daily": PlannedSaveRow.times("20260105T0900", "20260105T1000") + "RRULE:FREQ=DAILY\n",
            "after": PlannedSaveRow.times("20260105T1000", "20260105T1100") + "RRULE:FREQ=DAILY\n",
            "late": PlannedSaveRow.times("20310105T0930", "20310105T1030"),
            "past": PlannedSaveRow.times("20251201T0900", "20251201T1000"),
            "moved": PlannedSaveRow.times("20260105T1200", "20260105T1300")
                + "RRULE:FREQ=WEEKLY\n---\nRECURRENCE-ID;TZID=Europe/Berlin:20260209T120000\n"
                + PlannedSaveRow.times("20260209T1030", "20260209T1130"),
            "free": PlannedSaveRow.times("20260105T0900", "20260105T1000")
                + "RRULE:FREQ=DAILY\nTRANSP:TRANSPARENT\n",
            "day": "DTSTART;VALUE=DATE:20260301\n",
        ]
        var ids: [String: ObjectID] = [:]
        for (uid, lines) in events {
            ids[uid] = try replica.add(try testObject(lines, uid: uid), to: home)
        }
        // The same event in another calendar is no other event.
        _ = try replica.add(try testObject(events["daily"] ?? "", uid: "daily"), to: work)
        self.ids = ids
    }

    private func text(_ found: LifeOverlaps) -> [String] {
        found.pairs.map { pair in
            let names = [pair.first.uid.text, pair.second.uid.text].sorted()
            let start = berlin.local(at: pair.shared.lowerBound)
            return "\(names.joined(separator: " ")) \(start)"
        }
    }

    @Test("of all events") func all() throws {
        let found = try replica.overlapsEver(
            from: Self.from, calendars: [home], display: berlin)
        #expect(
            text(found) == [
                "after moved 2026-02-09T10:30:00", "daily late 2031-01-05T09:30:00",
                "after late 2031-01-05T10:00:00",
            ])
        #expect(found.provenUntil == nil)
    }

    @Test("of one event, with those of other calendars") func one() throws {
        let found = try replica.overlapsEver(
            from: Self.from, of: ids["late"], display: berlin)
        // The event that is in two calendars counts in both.
        #expect(
            text(found) == [
                "daily late 2031-01-05T09:30:00", "daily late 2031-01-05T09:30:00",
                "after late 2031-01-05T10:00:00",
            ])
        let never = try replica.overlapsEver(
            from: Self.from, of: ids["past"], display: berlin)
        #expect(never.pairs.isEmpty)
    }

    @Test("all-day events when told") func allDay() throws {
        let found = try replica.overlapsEver(
            from: Self.from, of: ids["day"], calendars: [home], display: berlin,
            rules: OverlapRules(countsAllDay: true))
        #expect(
            text(found) == [
                "daily day 2026-03-01T09:00:00", "after day 2026-03-01T10:00:00",
            ])
    }

    @Test("not more than the limit") func limit() throws {
        #expect(throws: ReplicaError.tooManyOverlaps(limit: 2)) {
            try replica.overlapsEver(
                from: Self.from, calendars: [home], display: berlin, rules: OverlapRules(limit: 2))
        }
    }
}
