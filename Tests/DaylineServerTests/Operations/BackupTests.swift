import Foundation
import GRDB
import Testing

@testable import DaylineServer

/// Goal: a backup has everything up to its moment, and comes back as a new history. Method: the
/// commands, on a directory of their own; the file compared by its rows.
@Suite("backup, restore, check") struct BackupTests {
    private func open(_ path: String) throws -> DatabaseQueue { try DatabaseQueue(path: path) }

    /// All rows but those that a restore changes.
    private func digest(_ path: String) throws -> [String] {
        let queue = try open(path)
        defer { try? queue.close() }
        return try queue.read { database in
            var rows: [String] = []
            for table in ["account", "token", "collection", "resource", "span", "event"] {
                for row in try Row.fetchAll(database, sql: "SELECT * FROM \(table)") {
                    rows.append("\(table) \(row)")
                }
            }
            return rows.sorted()
        }
    }

    private func fact(_ name: String, _ path: String) throws -> String? {
        let queue = try open(path)
        defer { try? queue.close() }
        return try queue.read {
            try String.fetchOne(
                $0, sql: "SELECT value FROM fact WHERE name = ?", arguments: [name])
        }
    }

    private func populated() async throws -> CommandFixture {
        let fixture = try CommandFixture()
        _ = await fixture.addUser()
        let store = try await SQLiteStore.open(
            at: fixture.database, zones: StoreFixture.zones, now: World.live.now,
            random: World.live.random)
        let object = try StoreFixture.event(
            "u1", "DTSTART:20270101T100000Z", "RRULE:FREQ=WEEKLY;COUNT=5", "SUMMARY:Tea")
        try await store.write(AccountID(row: 1)) { writing in
            let calendar = try writing.collection(named: "calendar")
            if let calendar {
                _ = try writing.put(object, named: "a.ics", in: calendar.id)
            }
        }
        try store.database.close()
        return fixture
    }

    @Test func drill() async throws {
        let fixture = try await populated()
        let backup = fixture.path("b.db")
        let before = try digest(fixture.database)
        #expect(before.contains { $0.contains("u1") })
        let epoch = try fact("epoch", fixture.database)
        #expect(await fixture.run("backup", backup).status == .ok)
        #expect(try digest(backup) == before)
        _ = await fixture.addUser("joon")
        let after = try digest(fixture.database)
        let restored = await fixture.run("restore", backup)
        #expect(restored.status == .ok)
        #expect(try digest(fixture.database) == before, "what came later is gone")
        #expect(try fact("epoch", fixture.database) != epoch, "clients fetch everything anew")
        #expect(await fixture.run("check").status == .ok)
        let kept = try FileManager.default.contentsOfDirectory(atPath: fixture.data)
            .filter { $0.contains(".before-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        #expect(kept.count == 1)
        #expect(try digest(fixture.data + "/" + (kept.first ?? "")) == after, "and is kept")
    }

    /// A backup into an empty place makes a server of it.
    @Test func restoreIntoNothing() async throws {
        let fixture = try await populated()
        _ = await fixture.run("backup", fixture.path("b.db"))
        let other = fixture.path("other")
        let run = await fixture.run(["restore", fixture.path("b.db"), "--data", other])
        #expect(run.status == .ok)
        let original = try digest(fixture.database)
        #expect(try digest(other + "/dayline.db") == original)
    }

    /// Goal: a backup of a server at work is one moment. Method: a copy while every commit adds
    /// two rows; the copy has an even number of them.
    @Test func onlineBackup() async throws {
        let files = try await StoreFixture()
        let database = files.store.database
        try await database.write { try $0.execute(sql: "CREATE TABLE pair (n INTEGER)") }
        let target = files.folder.appendingPathComponent("b.db").path
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for number in 0..<400 {
                    try await database.write { database in
                        for _ in 0..<2 {
                            try database.execute(
                                sql: "INSERT INTO pair VALUES (?)", arguments: [number])
                        }
                    }
                }
            }
            tasks.addTask {
                for _ in 0..<5 {
                    try DatabaseBackup.write(files.path, to: target) { _ in }
                    let queue = try DatabaseQueue(path: target)
                    let count = try await queue.read {
                        try Int.fetchOne($0, sql: "SELECT count(*) FROM pair")
                    }
                    #expect(count?.isMultiple(of: 2) == true)
                    try queue.close()
                }
            }
            try await tasks.waitForAll()
        }
    }

    @Test func serverRuns() async throws {
        let fixture = try await populated()
        _ = await fixture.run("backup", fixture.path("b.db"))
        let lock = try DataDirectory(path: fixture.data).takeLock()
        let run = await fixture.run("restore", fixture.path("b.db"))
        withExtendedLifetime(lock) {}
        #expect(run.status == .busy)
        #expect(run.error.contains("a server runs"))
    }

    @Test(
        "what is no backup is not restored",
        arguments: ["", "some text that is no database at all", "SQLite format 3\0"])
    func noBackup(_ content: String) async throws {
        let fixture = try await populated()
        let before = try digest(fixture.database)
        let file = fixture.path("b.db")
        try Data(content.utf8).write(to: URL(fileURLWithPath: file))
        let run = await fixture.run("restore", file)
        #expect(run.status == .badInput, "\(run.error)")
        #expect(try digest(fixture.database) == before)
    }

    /// Goal: a damaged backup is found before anything is touched. Method: a page overwritten.
    @Test func damagedBackup() async throws {
        let fixture = try await populated()
        let file = fixture.path("b.db")
        _ = await fixture.run("backup", file)
        try damage(file)
        let before = try digest(fixture.database)
        #expect(await fixture.run("restore", file).status == .badInput)
        #expect(try digest(fixture.database) == before)
    }

    @Test func damagedDatabase() async throws {
        let fixture = try await populated()
        let queue = try open(fixture.database)
        try await queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
        try damage(fixture.database)
        let run = await fixture.run("check")
        #expect(run.status == .problems || run.status == .unavailable, "\(run)")
    }

    /// Overwrites every page but the first four.
    private func damage(_ path: String) throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: 4 * 4096)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4 * 4096))
        try handle.close()
    }

    /// Goal: each kind of row that contradicts another is found. Method: one thing broken at a
    /// time by SQL.
    @Test(
        "check",
        arguments: [
            ("UPDATE resource SET etag = 'x'", "its etag is not of its text"),
            ("UPDATE resource SET bytes = 1", "its length is not of its text"),
            ("UPDATE resource SET hash = 1", "its hash is not of its content"),
            ("UPDATE resource SET uid = 'x'", "its UID is not the one in its text"),
            ("UPDATE resource SET component = 'VTODO'", "its kind is not the one in its text"),
            ("UPDATE resource SET text = x'78'", "it cannot be read"),
            ("UPDATE span SET title = 'x'", "the time index is not of its text"),
            ("DELETE FROM span", "the time index is not of its text"),
            ("UPDATE resource SET seq = 99", "1 objects are ahead of it"),
            (
                "INSERT INTO tombstone SELECT collection, name, seq FROM resource",
                "1 objects are both there and deleted"
            ),
            (
                "DELETE FROM outbox; DELETE FROM event WHERE seq = 1",
                "the log lacks 1 of its changes up to 2"
            ),
            ("UPDATE account SET seq = 1", "the log has 1 changes that did not happen"),
            ("UPDATE account SET seq = 1", "a calendar is ahead of change 1"),
            ("INSERT INTO outbox VALUES (99)", "a row of outbox belongs to nothing in event"),
            (
                "INSERT INTO token VALUES ('x', 99, '', x'', 'full', 0, NULL, NULL, NULL)",
                "a row of token belongs to nothing in account"
            ),
        ])
    func check(_ sql: String, _ problem: String) async throws {
        let fixture = try await populated()
        #expect(await fixture.run("check").status == .ok)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: fixture.database, configuration: configuration)
        try await queue.write { try $0.execute(sql: sql) }
        try queue.close()
        let run = await fixture.run("check")
        #expect(run.status == .problems)
        #expect(run.output.contains(": \(problem)\n"), "\(run.output)")
    }
}
