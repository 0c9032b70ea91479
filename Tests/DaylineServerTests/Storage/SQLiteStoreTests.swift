import Core
import Foundation
import GRDB
import Testing

@testable import DaylineServer

/// Goal: what `CalendarStore` promises. Method: one promise a test, on a real file.
@Suite("the store")
struct SQLiteStoreTests {
    @Test("stored bytes are returned bytes, and survive opening the file again")
    func roundTrip() async throws {
        let fixture = try await StoreFixture()
        let event = try StoreFixture.event(
            "a", "DTSTART:20261201T090000Z", "DURATION:PT1H", "X-OWN:kept")
        let info = try await fixture.put(event, named: "a.ics")
        try fixture.store.database.close()
        let stored = try await fixture.reopened().read(fixture.mina) { store in
            try store.collection(named: "work").flatMap {
                try store.resource(named: "a.ics", in: $0.id)
            }
        }
        #expect(stored?.text == event.text)
        #expect(stored?.info.etag == info.etag)
    }

    @Test("a closed store is one file; what is in it is all there is")
    func closed() async throws {
        let fixture = try await StoreFixture()
        let event = try StoreFixture.event("a", "DTSTART:20261201T090000Z")
        try await fixture.put(event, named: "a.ics")
        _ = try await fixture.store.read(fixture.mina) { try $0.collections() }
        try fixture.store.database.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
        #expect(names == ["server.db"])
    }

    @Test(
        "a database that is not ours, or of a later version, is refused and left as it is",
        arguments: [
            "CREATE TABLE note (text)",
            "PRAGMA application_id = 7",
            "PRAGMA user_version = 3",
            "PRAGMA application_id = \(ServerSchema.applicationID); PRAGMA user_version = 99",
        ])
    func foreign(_ sql: String) async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("dayline-\(UUID().uuidString).db").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let theirs = try DatabaseQueue(path: path)
        try await theirs.write { try $0.execute(sql: sql) }
        try theirs.close()
        let bytes = FileManager.default.contents(atPath: path)
        #expect(throws: StoreError.self) { try ServerDatabase.open(at: path, epoch: "e") }
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }

    @Test("numbers are gapless, and one event and one outbox row belong to each")
    func gapless() async throws {
        let fixture = try await StoreFixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let event = try StoreFixture.event("\(number)", "DTSTART:20261201T090000Z")
                    try await fixture.put(
                        event, named: "\(number).ics",
                        as: number % 2 == 0 ? fixture.mina : fixture.joon)
                }
            }
            try await group.waitForAll()
        }
        for account in [fixture.mina, fixture.joon] {
            let events = try await fixture.store.read(account) {
                try $0.events(after: .zero, limit: 1000)
            }
            // The first one made the calendar.
            #expect(events?.map(\.seq.number) == Array(1...51))
        }
        let rows = try await fixture.store.database.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox JOIN event USING (position)")
        }
        #expect(rows == 102)
    }

    @Test("what a write throws takes back all of it, and nothing of its neighbours")
    func rollsBack() async throws {
        let fixture = try await StoreFixture(policy: .reject)
        struct Refusal: Error {}
        let event = try StoreFixture.event("a", "DTSTART:20261201T090000Z", "DURATION:PT1H")
        try await fixture.put(event, named: "first.ics")
        await #expect(throws: Refusal.self) {
            try await fixture.store.write(fixture.mina) { store in
                let work = try #require(try store.collection(named: "work"))
                _ = try store.overlaps(of: event, replacing: nil, in: work)
                _ = try store.delete(named: "first.ics", in: work.id)
                throw Refusal()
            }
        }
        let (names, count, seq) = try await fixture.store.write(fixture.mina) { store in
            let work = try #require(try store.collection(named: "work"))
            return (
                try store.resourceInfos(in: work.id, after: nil, limit: 9).map(\.name),
                try store.overlaps(of: event, replacing: nil, in: work).count, try store.seq
            )
        }
        #expect(names == ["first.ics"])
        #expect(count == 1, "the index must not believe what was taken back")
        #expect(seq == Seq(number: 2))
    }

    @Test("nothing of another account is seen or changed")
    func isolation() async throws {
        let fixture = try await StoreFixture()
        let event = try StoreFixture.event("a", "DTSTART:20261201T090000Z", "DURATION:PT1H")
        try await fixture.put(event, named: "a.ics")
        let work = try await fixture.store.read(fixture.mina) {
            try #require(try $0.collection(named: "work"))
        }
        let always = Instant.distantPast..<Instant.distantFuture
        try await fixture.store.write(fixture.joon) { store in
            #expect(try store.resource(named: "a.ics", in: work.id) == nil)
            #expect(try store.resourceInfo(uid: "a", in: work.id) == nil)
            #expect(try store.resourceInfos(in: work.id, after: nil, limit: 9).isEmpty)
            #expect(
                try store.resources(in: work.id, component: nil, after: nil, limit: 9).isEmpty)
            #expect(try store.resources(in: work.id, touching: always, display: .utc).isEmpty)
            #expect(
                try store.busyTime(in: work.id, touching: always, display: .utc, limit: 9)
                    .isEmpty)
            #expect(try store.changes(in: work.id, after: .zero, since: .zero, limit: 9) == nil)
            #expect(try store.duplicate(of: event, in: work.id) == nil)
            #expect(try !store.delete(named: "a.ics", in: work.id))
            try store.deleteCollection(work.id)
            try store.updateCollection(work.id, policy: .reject, zone: nil)
            #expect(try !store.renameCollection(work.id, to: "mine"))
            #expect(throws: StoreError.self) { try store.put(event, named: "b.ics", in: work.id) }
        }
        let after = try await fixture.store.read(fixture.mina) {
            try $0.collection(named: "work")
        }
        #expect(after == work)
    }

    @Test("each commit is synced: the library's own default would not be")
    func synchronous() async throws {
        let fixture = try await StoreFixture()
        let (synchronous, journal) = try await fixture.store.database.write {
            (
                try Int.fetchOne($0, sql: "PRAGMA synchronous"),
                try String.fetchOne($0, sql: "PRAGMA journal_mode")
            )
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
    }

    @Test("a duplicate is the same content under another UID")
    func duplicates() async throws {
        let fixture = try await StoreFixture()
        let lines = ["DTSTART:20261201T090000Z", "DURATION:PT1H", "SUMMARY:Review"]
        try await fixture.put(
            try StoreFixture.event("a", lines[0], lines[1], lines[2]), named: "a.ics")
        let rows: [(PreparedObject, String?)] = [
            (try StoreFixture.event("b", lines[0], lines[1], lines[2]), "a.ics"),
            (try StoreFixture.event("b", lines[2], lines[0], lines[1]), "a.ics"),  // other order
            (try StoreFixture.event("a", lines[0], lines[1], lines[2]), nil),  // itself
            (try StoreFixture.event("b", lines[0], lines[1], "SUMMARY:Other"), nil),
        ]
        for (object, expected) in rows {
            let found = try await fixture.store.read(fixture.mina) { store in
                try store.collection(named: "work").flatMap {
                    try store.duplicate(of: object, in: $0.id)
                }
            }
            #expect(found?.name == expected)
        }
    }

    @Test("operation ids are known again, whatever the case of their letters")
    func operations() async throws {
        let fixture = try await StoreFixture()
        let answer = RecordedAnswer(
            requestHash: [1, 2], status: 201, headers: ["ETag": "\"x\"", "X-Empty": ""],
            body: Array("body".utf8))
        try await fixture.store.write(fixture.mina) {
            try $0.record(answer, forOperation: "0192F8A0-7C1E-7FFF-BFFF-FFFFFFFFFFFF")
        }
        let id = "0192f8a0-7c1e-7fff-bfff-ffffffffffff"
        let store = try await fixture.reopened()
        #expect(try await store.read(fixture.mina) { try $0.answer(toOperation: id) } == answer)
        #expect(try await store.read(fixture.joon) { try $0.answer(toOperation: id) } == nil)
    }

    @Test("an account comes with its first calendar, or not at all")
    func accountWithCalendar() async throws {
        let fixture = try await StoreFixture()
        let name = try #require(AccountName("ida"))
        let new = NewAccount(name: name, displayName: "Ida", email: nil, passwordHash: "")
        let accounts = SQLiteAccounts(database: fixture.store.database)
        let time = WallTime(milliseconds: 0)
        try await fixture.store.database.write {
            try $0.execute(
                sql: """
                    CREATE TRIGGER full BEFORE INSERT ON collection
                    BEGIN SELECT RAISE(ABORT, 'full'); END
                    """)
        }
        await #expect(throws: (any Error).self) {
            try await fixture.store.addAccount(new, with: .first, at: time)
        }
        #expect(try await accounts.account(named: name) == nil)
        #expect(try await accounts.auditEntries(limit: 9).isEmpty)
        try await fixture.store.database.write { try $0.execute(sql: "DROP TRIGGER full") }
        let account = try await fixture.store.addAccount(new, with: .first, at: time)
        let calendars = try await fixture.store.read(account.id) { try $0.collections() }
        #expect(calendars.map(\.name) == ["calendar"])
    }
}
