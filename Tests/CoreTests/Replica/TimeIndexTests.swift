import GRDB
import TestTools
import Testing

@testable import Core

/// Goal: the time index answers as the objects themselves would.
struct TimeIndexTests {
    @Test(
        "classes: the smallest that holds the span, and where to begin reading",
        arguments: [
            // seconds       class  first start that touches second 1,000,000
            (0, 0, 992_800),
            (7200, 0, 992_800),
            (7201, 1, 956_800),
            (86_400, 2, 654_400),
            (31_622_400, 5, -30_622_400),
            (1 << 60, 7, Int.min + 1_000_001),
        ])
    func classes(_ seconds: Int, _ code: Int, _ first: Int) {
        let utc = SpanClass(5..<(5 + seconds), isLocal: false)
        let local = SpanClass(5..<(5 + seconds), isLocal: true)
        #expect(utc.code == code)
        #expect(local.code == code + 8)
        #expect(utc.firstStart(touching: 1_000_000) == first)
        #expect(local.firstStart(touching: 1_000_000) == first)
        #expect(SpanClass.utc.contains(utc) && SpanClass.local.contains(local))
    }

    @Test(
        "what touches a window",
        arguments: [
            // DTSTART               DTEND                 touches 12:00–13:00
            ("20261123T120000Z", "20261123T130000Z", true),
            ("20261123T110000Z", "20261123T120000Z", false),  // ends as it begins
            ("20261123T130000Z", "20261123T140000Z", false),  // begins as it ends
            ("20261123T120000Z", "20261123T120000Z", true),  // no length, begins inside
            ("20261123T130000Z", "20261123T130000Z", false),
            ("20200101T000000Z", "20300101T000000Z", true),  // around it, ten years long
            ("19000101T000000Z", "99991231T000000Z", true),
        ])
    func touching(_ start: String, _ end: String, _ touches: Bool) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        try replica.add(
            testObject("a", "DTSTART:\(start)", "DTEND:\(end)"), to: replica.addTestCalendar())
        let window = testNow..<testNow.adding(seconds: 3600)
        #expect(try replica.instances(in: window, display: .utc).isEmpty == !touches)
    }

    @Test(
        "an all-day event is that day wherever it is shown",
        arguments: [
            "Pacific/Kiritimati", "Asia/Seoul", "UTC", "America/New_York", "Pacific/Pago_Pago",
        ])
    func allDay(_ name: String) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.add(testObject("a", "DTSTART;VALUE=DATE:20261123"), to: home)
        try replica.add(testObject("b", "DTSTART:20261123T000000", "DURATION:PT1H"), to: home)
        let zone = try testZone(name)
        let day = try #require(CivilDate(year: 2026, month: 11, day: 23))
        for (offset, expected) in [(-1, []), (0, ["a", "b"]), (1, [])] {
            let start = zone.instant(at: day.adding(days: offset).midnight)
            let end = zone.instant(at: day.adding(days: offset + 1).midnight)
            let found = try replica.instances(in: start..<end, display: zone)
            #expect(Set(found.map(\.uid.text)) == Set(expected), "\(offset)")
        }
    }

    @Test("only the calendars asked for, and no more than the limit")
    func calendarsAndLimit() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let (home, work) = (try replica.addTestCalendar(), try replica.addTestCalendar("Work"))
        try replica.add(testLunch("a"), to: home)
        try replica.add(
            testObject("b", "DTSTART:20261101T120000Z", "RRULE:FREQ=DAILY"), to: work)
        let window = testNow..<testNow.adding(seconds: 3 * 86_400)
        func uids(_ calendars: Set<CalendarID>?) throws -> [String] {
            try replica.instances(in: window, display: .utc, calendars: calendars).map(\.uid.text)
        }
        #expect(try uids([home]) == ["a"])
        #expect(try uids([work]) == ["b", "b", "b"])
        #expect(try uids([]) == [])
        #expect(try uids(nil).count == 4)
        #expect(try replica.instances(in: window, display: .utc, limit: 4).count == 4)
        #expect(throws: ReplicaError.tooManyInstances(limit: 3)) {
            try replica.instances(in: window, display: .utc, limit: 3)
        }
    }

    /// Goal: no row is missed or told otherwise. Method: random objects and windows; the answer of
    /// the index against every object expanded by itself, and against that of a reader which
    /// remembers what the windows before had.
    @Test("random objects", arguments: [UInt64.random(in: 0...UInt64.max)])
    func random(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let objects = try (0..<300).map { number in
            try RandomObject.make("\(number)", &random)
        }
        _ = try replica.importObjects(objects, into: home, label: "Import", now: testNow)
        let displays = try ["UTC", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe"].map {
            try testZone($0)
        }
        var summaries: EventSummaries? = EventSummaries()
        for _ in 0..<60 {
            let start = Instant(
                seconds: testNow.seconds + Int.random(in: -900...900, using: &random) * 86_400 / 2)
            let window =
                start..<start.adding(
                    seconds: [0, 3600, 86_400, 7 * 86_400, 42 * 86_400].randomElement(
                        using: &random)
                        ?? 0)
            let display = displays.randomElement(using: &random) ?? .utc
            let expected = objects.flatMap {
                $0.instances(in: window, zones: testZones, display: display)
            }
            let found = try replica.instances(in: window, display: display)
            #expect(
                try replica.instances(in: window, display: display, sharing: &summaries) == found)
            #expect(found.map(\.span.lowerBound) == found.map(\.span.lowerBound).sorted())
            let plain = found.map { instance in
                Instance(
                    uid: instance.uid, recurrenceID: instance.recurrenceID, start: instance.start,
                    span: instance.span, local: instance.local, title: instance.title,
                    location: instance.location, status: instance.status,
                    isTransparent: instance.isTransparent, isOverride: instance.isOverride)
            }
            #expect(Set(plain) == Set(expected), "\(window) \(display.id)")
            #expect(plain.count == expected.count, "\(window) \(display.id)")
        }
    }

    @Test("windows share what their series have in common, for as long as one of them is kept")
    func sharing() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.add(testObject("a", "DTSTART:20261101T120000Z", "RRULE:FREQ=DAILY"), to: home)
        try replica.add(testLunch("b"), to: home)
        var summaries: EventSummaries? = EventSummaries()
        func read(_ days: Range<Int>) throws -> [Instance] {
            let window =
                testNow.adding(
                    seconds: days.lowerBound * 86_400)..<testNow.adding(
                    seconds: days.upperBound * 86_400)
            return try replica.instances(in: window, display: .utc, sharing: &summaries)
                .filter(\.isRecurring)
        }
        var first = try read(0..<3)
        var second = try read(3..<6)
        let shared = Set((first + second).map { ObjectIdentifier($0.summary) })
        #expect(first.count == 3 && second.count == 3 && shared.count == 1)
        first = []
        summaries?.dropUnused()
        #expect(summaries?.count == 1)
        #expect(try read(0..<1).allSatisfy { $0.summary === second[0].summary })
        second = []
        summaries?.dropUnused()
        #expect(summaries?.count == 0)
        #expect(try read(0..<1).count == 1)
    }

    @Test("the index can be made anew from the texts")
    func rebuild() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        var random = SplitMix(seed: 7)
        for number in 0..<40 {
            try replica.add(RandomObject.make("\(number)", &random), to: home)
        }
        let before = try replica.dump()
        try replica.write { database in
            for table in ["single", "series", "search"] {
                try database.execute(sql: "DELETE FROM \(table)")
            }
            let fact = try #require(try Queries.fact("index", database))
            let form = try #require(fact.split(separator: " ").first)
            try Queries.setFact("index", "\(form) 1999a", database)
        }
        #expect(try replica.isIndexCurrent() == false)
        var last = 0
        try replica.renewIndex { done, _ in last = done }
        #expect(last == 40)
        #expect(try replica.dump() == before)
        #expect(try replica.isIndexCurrent())
        try replica.renewIndex { _, _ in Issue.record("it is current") }
        #expect(try replica.rebuildIndex { done, _ in last += done } == [])
        #expect(last > 40, "asked for, it is made anew all the same")
        #expect(try replica.dump() == before)
        try replica.expectSound()
    }

    @Test("an index of another form is made anew by whoever may write")
    func otherForm() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        try replica.add(testLunch("a"), to: replica.addTestCalendar())
        let before = try replica.dump()
        try replica.write { database in
            try database.execute(sql: "DELETE FROM single")
            try Queries.setFact("index", "0.1 2025b", database)
        }
        try replica.close()
        let version = Schema.migrations.count
        #expect(throws: ReplicaError.olderSchema(found: version, supported: version)) {
            try folder.replica(mode: .readOnly)
        }
        #expect(try folder.replica().dump() == before)
        _ = try folder.replica(mode: .readOnly)
    }

    @Test("flags come back as they were packed", arguments: EventStatus.allCases)
    func flags(_ status: EventStatus) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let word = ["TENTATIVE", "CONFIRMED", "CANCELLED"][Int(status.rawValue)]
        try replica.add(
            testObject(
                text: """
                    BEGIN:VCALENDAR
                    BEGIN:VEVENT
                    UID:a
                    RECURRENCE-ID;TZID=Asia/Seoul:20261123T200000
                    DTSTART;TZID=Europe/Paris:20261123T130000
                    DTEND;TZID=Europe/Paris:20261123T133000
                    STATUS:\(word)
                    TRANSP:TRANSPARENT
                    SUMMARY:점심
                    LOCATION:Cafe
                    END:VEVENT
                    END:VCALENDAR
                    """), to: home)
        let window = testNow..<testNow.adding(seconds: 3600)
        let found = try #require(try replica.instances(in: window, display: .utc).first)
        #expect(found.status == status)
        #expect(found.isTransparent && found.isOverride)
        #expect(found.start.zoneID?.name == "Europe/Paris")
        #expect(found.recurrenceID?.zoneID?.name == "Asia/Seoul")
        #expect(found.recurrenceID?.wallClock.hour == 20)
        #expect((found.title, found.location) == ("점심", "Cafe"))
        #expect(found.span == testNow..<testNow.adding(seconds: 1800))
    }
}
