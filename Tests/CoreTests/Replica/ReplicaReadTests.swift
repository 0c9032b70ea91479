import GRDB
import GRDBSQLite
import Testing

@testable import Core

/// Goal: questions are cheap, and leave nothing behind. Method: SQLite's own counters.
@Suite("reading") struct ReplicaReadTests {
    private let bench: SyncBench

    init() throws { bench = try SyncBench() }

    @Test("no statement is compiled anew because something was read")
    func compiledOnce() throws {
        func compiled() throws -> Int32 {
            try bench.replica.read { database in
                let statement = try database.cachedStatement(sql: "SELECT uid FROM object")
                _ = try Row.fetchAll(statement)
                return sqlite3_stmt_status(
                    statement.sqliteStatement, SQLITE_STMTSTATUS_REPREPARE, 0)
            }
        }
        for number in 0..<3 {
            #expect(try compiled() == 0)
            try bench.add("\(number)")
        }
    }

    @Test("a question that fails leaves no transaction open")
    func failing() throws {
        struct Failure: Error {}
        #expect(throws: ReplicaError.self) { try bench.replica.read { _ in throw Failure() } }
        try bench.add("a")
        #expect(try SyncBench.state(bench.replica) == ["a Lunch", "put a"])
    }

    @Test("several questions are answered from one state, whoever writes meanwhile")
    func oneState() throws {
        try bench.add("a")
        let other = try Replica.open(at: bench.replica.path, zones: bench.replica.zones)
        func count(_ database: Database) throws -> Int? {
            try Int.fetchOne(database, sql: "SELECT count(*) FROM object")
        }
        try bench.replica.read { database in
            #expect(try count(database) == 1)
            _ = try other.apply(
                [.put(nil, bench.work, testLunch("b"))], label: "edit", now: testNow)
            #expect(try count(database) == 1)
        }
        #expect(try bench.replica.read(count) == 2)
    }
}
