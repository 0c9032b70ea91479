import Foundation
import GRDB
import TestTools
import Testing

@testable import Core

/// Goal: opening creates what it should, refuses what it must, and never harms a file.
struct ReplicaFileTests {
    @Test("a new file syncs each commit, uses WAL and has the newest schema")
    func settings() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        try replica.queue.inDatabase { database throws in
            // GRDB sets NORMAL where it sets up WAL itself; then a power cut may undo a commit.
            #expect(try Queries.synchronous(database) == 2)
            #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(database, sql: "PRAGMA foreign_keys") == 1)
            #expect(try Queries.schemaVersion(database) == Schema.migrations.count)
            #expect(try Queries.applicationID(database) == Schema.applicationID)
        }
        #expect(try replica.calendars().isEmpty)
        #expect(try replica.isIndexCurrent())
        try replica.expectSound()
    }

    @Test("a file opened again syncs each commit, too")
    func settingsOfSecondOpening() throws {
        let folder = try TestFolder()
        try folder.replica().close()
        let again = try folder.replica()
        #expect(try again.queue.inDatabase { try Queries.synchronous($0) } == 2)
    }

    @Test("folder and files are for their owner alone")
    func permissions() throws {
        let folder = try TestFolder()
        let deep = folder.path + "/a/b"
        let replica = try Replica.open(at: deep + "/replica.sqlite", zones: testZones)
        _ = try replica.addTestCalendar()
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(deep) == 0o700)
        for suffix in ["", "-wal", "-shm"] {
            #expect(try mode(deep + "/replica.sqlite" + suffix) == 0o600, "\(suffix)")
        }
    }

    @Test("a path that leads nowhere")
    func noSuchPath() throws {
        let folder = try TestFolder()
        #expect(throws: ReplicaError.missing(path: folder.file)) {
            try folder.replica(mode: .readOnly)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file))
        // A folder in the file's place.
        #expect(
            throws: ReplicaError.cannotOpen(path: folder.path, message: "is a directory")
        ) {
            try Replica.open(at: folder.path, zones: testZones)
        }
        // A file in the folder's place.
        try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
        let error = #expect(throws: ReplicaError.self) {
            try Replica.open(at: folder.path + "/file/replica.sqlite", zones: testZones)
        }
        guard case .cannotOpen = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a file that is no database is left as it is")
    func notADatabase() throws {
        let folder = try TestFolder()
        let bytes = Data(repeating: 0x41, count: 5000)
        try bytes.write(to: URL(fileURLWithPath: folder.file))
        for mode in [ReplicaMode.readWrite, .readOnly] {
            #expect(throws: ReplicaError.notADatabase(path: folder.file)) {
                try folder.replica(mode: mode)
            }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == bytes)
    }

    @Test("a damaged database is reported and left as it is")
    func corrupt() throws {
        let folder = try TestFolder()
        do {
            let replica = try folder.replica()
            let home = try replica.addTestCalendar()
            for number in 0..<200 { try replica.add(testLunch("\(number)"), to: home) }
            try replica.close()
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        for index in 4096 * 3..<bytes.count { bytes[index] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: folder.file))
        var problem: ReplicaError?
        do {
            let replica = try folder.replica()
            for calendar in try replica.calendars() {
                _ = try replica.exportCalendar(calendar.id)
            }
            _ = try replica.search("lunch", now: testNow, display: .utc)
        } catch {
            problem = error as? ReplicaError
        }
        guard case .corrupt = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == bytes)
    }

    /// Method: bytes of a sound file are overwritten at random; every question is asked. An answer
    /// or an error will do, a crash or a changed file will not.
    @Test("damage anywhere", arguments: [UInt64.random(in: 0...UInt64.max)])
    func damage(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        let folder = try TestFolder()
        do {
            let replica = try folder.replica()
            let home = try replica.addTestCalendar()
            let objects = try (0..<60).map { try RandomObject.make("\($0)", &random) }
            _ = try replica.importObjects(objects, into: home, label: "", now: testNow)
            try replica.close()
        }
        let sound = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        var failures = 0
        for round in 0..<60 {
            var bytes = sound
            for _ in 0..<(1 << (round % 8)) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let path = folder.path + "/damaged\(round).sqlite"
            try bytes.write(to: URL(fileURLWithPath: path))
            do throws(ReplicaError) {
                try Self.askEverything(path)
            } catch {
                failures += 1
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
        #expect(failures > 0)
    }

    private static func askEverything(_ path: String) throws(ReplicaError) {
        let replica = try Replica.open(at: path, mode: .readOnly, zones: testZones)
        let window = testNow.adding(seconds: -9_000_000)..<testNow.adding(seconds: 9_000_000)
        _ = try replica.nextUndo()
        _ = try replica.integrityProblems()
        _ = try replica.instances(in: window, display: .utc)
        _ = try replica.search("lunch", now: testNow, display: .utc)
        for calendar in try replica.calendars() {
            for id in try replica.objectIDs(in: calendar.id) { _ = try replica.object(id) }
        }
    }

    @Test("another program's database is left alone")
    func foreign() throws {
        let folder = try TestFolder()
        let foreign = try DatabaseQueue(path: folder.file)
        try foreign.write { try $0.execute(sql: "CREATE TABLE note (text TEXT)") }
        try foreign.close()
        #expect(throws: ReplicaError.notAReplica(path: folder.file)) { try folder.replica() }
    }

    @Test("a later schema is refused")
    func otherVersions() throws {
        let folder = try TestFolder()
        let supported = Schema.migrations.count
        let replica = try folder.replica()
        try replica.queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try replica.close()
        for mode in [ReplicaMode.readWrite, .readOnly] {
            #expect(throws: ReplicaError.newerSchema(found: 99, supported: supported)) {
                try folder.replica(mode: mode)
            }
        }
    }

    /// Method: what a first command leaves that is killed before, while and after it makes the
    /// schema.
    @Test("a profile whose first command was killed is empty, not broken")
    func killedAtFirst() throws {
        let folder = try TestFolder()
        let missing = ReplicaError.missing(path: folder.file)
        try Data().write(to: URL(fileURLWithPath: folder.file))
        #expect(throws: missing) { try folder.replica(mode: .readOnly) }
        let queue = try DatabaseQueue(path: folder.file)
        try queue.inDatabase { try Queries.useWAL($0) }
        #expect(throws: missing) { try folder.replica(mode: .readOnly) }
        try queue.close()
        let replica = try folder.replica()
        try replica.queue.write { try $0.execute(sql: "DELETE FROM fact") }
        try replica.close()
        #expect(try folder.replica(mode: .readOnly).calendars().isEmpty)
        try folder.replica().expectSound()
    }

    /// Method: the files of a transaction that never ended are copied as a kill leaves them.
    @Test("reading takes back what a killed process left in a rollback journal")
    func hotJournal() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.close()
        let killed = folder.path + "/killed"
        try FileManager.default.createDirectory(
            atPath: killed, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: folder.file)
        try queue.inDatabase { database throws in
            try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1")
            try database.execute(sql: "BEGIN IMMEDIATE; UPDATE calendar SET name = 'half'")
            for number in 0..<200 {
                try database.execute(
                    sql: "INSERT INTO fact (name, value) VALUES (?, ?)",
                    arguments: ["\(number)", String(repeating: "x", count: 1000)])
            }
            try folder.copy(["replica.sqlite", "replica.sqlite-journal"], to: killed)
            try database.execute(sql: "ROLLBACK")
        }
        let reader = try Replica.open(
            at: killed + "/replica.sqlite", mode: .readOnly, zones: testZones)
        #expect(try reader.calendars().map(\.id) == [home])
        #expect(try reader.calendars().map(\.name) != ["half"])
        #expect(try reader.integrityProblems() == [])
    }

    @Test("reading only refuses to write and sees what others write")
    func readOnly() throws {
        let folder = try TestFolder()
        let writer = try folder.replica()
        let reader = try folder.replica(mode: .readOnly)
        let before = try reader.dataVersion()
        let home = try writer.addTestCalendar()
        #expect(try reader.dataVersion() != before)
        #expect(try reader.calendars().map(\.id) == [home])
        #expect(throws: ReplicaError.readOnly) { try reader.addTestCalendar() }
        #expect(throws: ReplicaError.readOnly) { try reader.undo(now: testNow) }
    }

    @Test("own edits leave the data version, another's change it")
    func dataVersion() throws {
        let folder = try TestFolder()
        let (one, other) = (try folder.replica(), try folder.replica())
        let before = try one.dataVersion()
        let home = try one.addTestCalendar()
        #expect(try one.dataVersion() == before)
        try other.add(testLunch("a"), to: home)
        #expect(try one.dataVersion() != before)
    }

    @Test("a file that the user may only read", .enabled(if: geteuid() != 0))
    func unwritable() throws {
        let folder = try TestFolder()
        try folder.replica().close()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o400], ofItemAtPath: folder.file)
        #expect(throws: ReplicaError.readOnly) { try folder.replica().addTestCalendar() }
        #expect(try folder.replica(mode: .readOnly).calendars().isEmpty)
    }

    @Test("a folder that the user may only read", .enabled(if: geteuid() != 0))
    func unwritableFolder() throws {
        let folder = try TestFolder()
        try folder.replica().close()
        func setMode(_ mode: Int) throws {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: folder.path)
        }
        try setMode(0o500)
        defer { try? setMode(0o700) }
        for mode in [ReplicaMode.readWrite, .readOnly] {
            #expect(throws: ReplicaError.readOnly) { try folder.replica(mode: mode) }
        }
        let error = #expect(throws: ReplicaError.self) {
            try Replica.open(at: folder.path + "/new.sqlite", zones: testZones)
        }
        guard case .cannotOpen = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("another writer: refused after the timeout, and nothing half done")
    func locked() throws {
        let folder = try TestFolder()
        let one = try folder.replica()
        let home = try one.addTestCalendar()
        let other = try unsafeQueue(folder.file)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(throws: ReplicaError.locked) { try one.add(testLunch("a"), to: home) }
        #expect(try one.objectCount(in: home) == 0)
        try other.inDatabase { try $0.execute(sql: "COMMIT") }
        try one.add(testLunch("a"), to: home)
        #expect(try one.objectCount(in: home) == 1)
    }

    @Test("another that writes to the new file is waited for")
    func switchingWaits() throws {
        let folder = try TestFolder()
        let other = try unsafeQueue(folder.file)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        var configuration = Configuration()
        configuration.busyMode = .callback { _ in
            (try? other.inDatabase { try $0.execute(sql: "ROLLBACK") }) != nil
        }
        let queue = try DatabaseQueue(path: folder.file, configuration: configuration)
        try queue.inDatabase { database in
            try Queries.useWAL(database)
            #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
        }
    }

    private func unsafeQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    @Test("many that open a new file at once: one makes it, all can use it")
    func openedAtOnce() async throws {
        let folder = try TestFolder()
        let path = folder.file
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let replica = try Replica.open(at: path, zones: testZones)
                    _ = try replica.addTestCalendar("\(number)")
                    try replica.close()
                }
            }
            try await group.waitForAll()
        }
        let replica = try folder.replica()
        #expect(try Set(replica.calendars().map(\.name)) == Set((0..<8).map(String.init)))
        try replica.expectSound()
    }

    @Test("a full disk: refused as a whole, and usable again once there is room")
    func diskFull() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let before = try replica.dump()
        try replica.queue.inDatabase { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
        }
        let long = try testObject(
            "a", "DTSTART:20261123", "DESCRIPTION:" + String(repeating: "x", count: 60_000))
        #expect(throws: ReplicaError.diskFull) { try replica.add(long, to: home) }
        #expect(try replica.dump() == before)
        try replica.queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try replica.add(long, to: home)
        try replica.expectSound()
    }

    @Test(
        "SQLite's codes and what they mean here",
        arguments: [
            // code                       meaning
            (ResultCode.SQLITE_READONLY_DBMOVED, ReplicaError.readOnly),  // file was moved away
            (.SQLITE_READONLY_DIRECTORY, .readOnly),  // no room for a WAL
            (.SQLITE_FULL, .diskFull),
            (.SQLITE_BUSY_SNAPSHOT, .locked),
            (.SQLITE_IOERR_FSYNC, .inputOutput(code: 1034, message: "m")),  // disk failed
            (.SQLITE_CORRUPT_VTAB, .corrupt(message: "m")),  // search index damaged
            (.SQLITE_NOTADB, .notADatabase(path: "p")),
            (.SQLITE_CANTOPEN, .cannotOpen(path: "p", message: "m")),
            (.SQLITE_TOOBIG, .sqlite(code: 18, message: "m")),
        ])
    func codes(_ code: ResultCode, _ expected: ReplicaError) {
        let error = DatabaseError(resultCode: code, message: "m")
        #expect(ReplicaError(error, path: "p") == expected)
    }
}
