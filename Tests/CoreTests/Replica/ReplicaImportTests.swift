import TestTools
import Testing

@testable import Core

/// Goal: an import adds what is new and nothing else, and can be undone.
struct ReplicaImportTests {
    private static let base = ["DTSTART:20261123T120000Z", "SUMMARY:Lunch"]

    private static func summary(
        _ replica: Replica, _ objects: [CalendarObject], _ calendar: CalendarID
    ) throws -> ImportSummary {
        try replica.importObjects(objects, into: calendar, label: "Import", now: testNow)
    }

    @Test("twice changes nothing, not even what can be redone")
    func twice() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        var random = SplitMix(seed: 11)
        let objects = try (0..<60).map { try RandomObject.make("\($0)", &random) }
        let first = try Self.summary(replica, objects, home)
        #expect(first.added + first.duplicates == 60)
        try replica.add(testLunch("own"), to: home)
        try replica.undo(now: testNow)
        let before = try replica.dump()
        let second = try Self.summary(replica, objects, home)
        #expect(second.changedNothing && second.unchanged == first.added)
        #expect(second.total == 60)
        #expect(try replica.dump() == before)
        #expect(try replica.nextRedo()?.label == "Add")
        // All of it is one step.
        #expect(try replica.undo(now: testNow)?.label == "Import")
        #expect(try replica.objectCount(in: home) == 0)
        try replica.redo(now: testNow)
        #expect(try replica.dump() == before)
        try replica.expectSound()
    }

    enum Outcome { case unchanged, updated, kept }

    @Test(
        "what becomes of an object whose UID is stored",
        arguments: [
            // lines of the stored one          lines of the file                       what happens
            ([], [], .unchanged),
            ([], ["DTSTAMP:20270101T000000Z", "SEQUENCE:9"], .unchanged),  // only stamps
            ([], ["X-A:1", "SEQUENCE:1"], .updated),  // a revision
            (["SEQUENCE:2"], ["X-A:1", "SEQUENCE:1"], .kept),  // an older one
            (["SEQUENCE:2"], ["X-A:1", "LAST-MODIFIED:20270101T000000Z"], .kept),
            (
                ["LAST-MODIFIED:20260101T000000Z"], ["X-A:1", "LAST-MODIFIED:20260102T000000Z"],
                .updated
            ),
            (
                ["LAST-MODIFIED:20260102T000000Z"], ["X-A:1", "LAST-MODIFIED:20260101T000000Z"],
                .kept
            ),
            (["DTSTAMP:20260101T000000Z"], ["X-A:1", "DTSTAMP:20260102T000000Z"], .updated),
            ([], ["X-A:1"], .kept),  // nothing tells
        ] as [([String], [String], Outcome)])
    func sameUID(
        _ stored: [String], _ file: [String], _ outcome: Outcome
    ) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let old = try testObject(text: eventText("a", Self.base + stored))
        let new = try testObject(text: eventText("a", Self.base + file))
        try replica.add(old, to: home)
        var expected = ImportSummary()
        switch outcome {
        case .unchanged: expected.unchanged = 1
        case .updated: expected.updated = 1
        case .kept: expected.kept = 1
        }
        #expect(try Self.summary(replica, [new], home) == expected)
        let present = try #require(try replica.objects(uid: UID("a")).first)
        let isReplaced = outcome == .updated
        #expect(present.object.calendar.bytes == (isReplaced ? new : old).calendar.bytes)
    }

    @Test("the same content under another UID is a duplicate, within a calendar")
    func duplicate() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let (home, work) = (try replica.addTestCalendar(), try replica.addTestCalendar("Work"))
        try replica.add(testLunch("a"), to: home)
        var expected = ImportSummary()
        expected.duplicates = 2
        expected.duplicateUIDs = ["b", "c"].map {
            DuplicateUID(imported: UID($0), stored: UID("a"))
        }
        #expect(try Self.summary(replica, [testLunch("b"), testLunch("c")], home) == expected)
        #expect(try Self.summary(replica, [testLunch("b")], work).added == 1)
    }

    @Test("an override alone joins the stored series")
    func overrideAlone() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.add(
            testObject("a", "DTSTART:20261101T120000Z", "RRULE:FREQ=DAILY", "SUMMARY:Walk"),
            to: home)
        let moved = try testObject(
            "a", "RECURRENCE-ID:20261123T120000Z", "DTSTART:20261123T150000Z", "SUMMARY:Late")
        #expect(try Self.summary(replica, [moved], home).updated == 1)
        #expect(try Self.summary(replica, [moved], home).kept == 1)
        let day = testNow.adding(seconds: -43_200)
        let window = day..<day.adding(seconds: 2 * 86_400)
        let found = try replica.instances(in: window, display: .utc)
        #expect(found.map(\.title) == ["Late", "Walk"])
    }

    @Test("too large an object is refused; in an import the others come")
    func tooLarge() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let large = try testObject(
            "big", "SUMMARY:" + String(repeating: "x", count: ReplicaLimits.objectBytes))
        let bytes = large.calendar.bytes.count
        #expect(
            throws: ReplicaError.objectTooLarge(bytes: bytes, limit: ReplicaLimits.objectBytes)
        ) {
            try replica.add(large, to: home)
        }
        let summary = try Self.summary(replica, [large, testLunch("a")], home)
        #expect((summary.tooLarge, summary.added) == (1, 1))
    }

    @Test("progress goes up to the count")
    func progress() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let objects = try (0..<600).map { try testLunch("\($0)", title: "\($0)") }
        var calls: [Int] = []
        _ = try replica.importObjects(objects, into: home, label: "", now: testNow) {
            calls.append($0)
        }
        #expect(calls == [0, 256, 512, 600])
    }

    @Test("what is exported comes back the same")
    func export() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let (home, copy) = (try replica.addTestCalendar("집"), try replica.addTestCalendar("Copy"))
        var random = SplitMix(seed: 5)
        let objects = try (0..<50).map { try RandomObject.make("\($0)", &random) }
        let count = try Self.summary(replica, objects, home).added
        let bytes = try replica.exportCalendar(home)
        let parsed = parseICalendar(bytes)
        #expect(parsed.diagnostics.isEmpty)
        let calendar = try #require(parsed.components.first)
        #expect(calendar.first(.calendarName)?.text == "집")
        let again = CalendarObject.split(calendar).objects
        #expect(try Self.summary(replica, again, home).unchanged == count)
        #expect(try Self.summary(replica, again, copy).added == count)
        #expect(try replica.exportCalendar(copy).count == bytes.count + 1)  // “Copy” for “집”
    }

    @Test("each zone is exported once")
    func exportZones() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let zone =
            "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
            + "TZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
        for uid in ["a", "b"] {
            let event = "BEGIN:VEVENT\nUID:\(uid)\nDTSTART;TZID=X:20261123T120000\nEND:VEVENT\n"
            try replica.add(
                testObject(text: "BEGIN:VCALENDAR\n\(zone)\(event)END:VCALENDAR\n"), to: home)
        }
        let exported = try #require(
            parseICalendar(try replica.exportCalendar(home)).components.first)
        #expect(exported.components.map(\.name) == ["VTIMEZONE", "VEVENT", "VEVENT"])
    }
}
