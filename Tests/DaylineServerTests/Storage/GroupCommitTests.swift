import Core
import Foundation
import GRDB
import Synchronization
import Testing

@testable import DaylineServer

/// Goal: writes that share a commit share nothing else. Method: many at once, some of which fail,
/// on a real file.
@Suite("group commit")
struct GroupCommitTests {
    private struct Refusal: Error {}

    @Test("waiting writes share transactions; those that fail leave nothing behind")
    func sharing() async throws {
        let fixture = try await StoreFixture()
        let database = fixture.store.database
        try await database.write { try $0.execute(sql: "CREATE TABLE probe (n INTEGER) STRICT") }
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<600 {
                group.addTask {
                    let write: Void? = try? await database.write { database in
                        try database.execute(
                            sql: "INSERT INTO probe VALUES (?)", arguments: [number])
                        if number % 3 == 0 { throw Refusal() }
                    }
                    return (number, write != nil)
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let present = try await database.read { try Int.fetchAll($0, sql: "SELECT n FROM probe") }
        #expect(Set(present) == Set((0..<600).filter { $0 % 3 != 0 }))
        #expect(outcomes.allSatisfy { $0.value == ($0.key % 3 != 0) })
    }

    @Test("a write that the disk has no room for fails alone; what frees room goes on")
    func full() async throws {
        let fixture = try await StoreFixture()
        let database = fixture.store.database
        try await database.write { database in
            try database.execute(sql: "CREATE TABLE probe (n INTEGER, filler BLOB) STRICT")
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
        }
        let large = Array<UInt8>(repeating: 1, count: 1_000_000)
        let errors = await withTaskGroup(of: (Int, StoreError?).self) { group in
            for number in 0..<40 {
                group.addTask {
                    do {
                        try await database.write { database in
                            try database.execute(
                                sql: "INSERT INTO probe VALUES (?, ?)",
                                arguments: [number, number % 10 == 0 ? Data(large) : Data()])
                        }
                        return (number, nil)
                    } catch { return (number, StoreError(error)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let present = try await database.read {
            try Int.fetchAll($0, sql: "SELECT n FROM probe ORDER BY n")
        }
        #expect(present == (0..<40).filter { $0 % 10 != 0 })
        #expect(errors.values.compactMap { $0 } == Array(repeating: .full, count: 4))
        #expect(database.failure == nil, "a full disk is no reason to stop")
        try await database.write { try $0.execute(sql: "DELETE FROM probe") }
    }

    @Test("after closing nothing is accepted, and what was accepted is there")
    func closing() async throws {
        let fixture = try await StoreFixture()
        let event = try StoreFixture.event("a", "DTSTART:20261201T090000Z")
        let info = try await fixture.put(event, named: "a.ics")
        try fixture.store.database.close()
        await #expect(throws: StoreError.closed) {
            try await fixture.put(event, named: "b.ics")
        }
        let found = try await fixture.reopened().read(fixture.mina) { store in
            try store.collection(named: "work").flatMap {
                try store.resourceInfo(named: "a.ics", in: $0.id)
            }
        }
        #expect(found == info)
    }

    @Test("hints come after commits that made events, and only after those")
    func hints() async throws {
        let fixture = try await StoreFixture()
        let seen = Mutex<[Int]>([])
        let listener = Task {
            for await _ in fixture.store.commits() {
                let count = try await fixture.store.database.read {
                    try Int.fetchOne($0, sql: "SELECT count(*) FROM event") ?? 0
                }
                seen.withLock { $0.append(count) }
                if count >= 3 { return }
            }
        }
        try await fixture.store.database.write { try $0.execute(sql: "CREATE TABLE probe (n)") }
        let event = try StoreFixture.event("a", "DTSTART:20261201T090000Z")
        // The stream may begin after the first of these: hints are lossy, the log is not.
        while seen.withLock({ $0.isEmpty }) { try await fixture.put(event, named: "a.ics") }
        try await listener.value
        #expect(seen.withLock { $0 }.last ?? 0 >= 3)
    }
}
