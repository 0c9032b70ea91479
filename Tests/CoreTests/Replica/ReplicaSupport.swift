import Foundation
import GRDB
import Testing

@testable import Core

/// A folder that goes away with the test.
final class TestFolder {
    let path: String

    init() throws {
        // In memory where there is such a place: every commit waits for the disk.
        let memory = "/dev/shm/"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        path =
            (isThere ? memory : NSTemporaryDirectory()) + "dayline-replica-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where a test's replica lies.
    var file: String { path + "/replica.sqlite" }

    func replica(mode: ReplicaMode = .readWrite) throws -> Replica {
        try Replica.open(at: file, mode: mode, zones: testZones, busyTimeout: 0)
    }

    /// Copies files as another process does: opening them here and closing them again would drop
    /// this process's locks on the database.
    func copy(_ names: [String], to folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/cp")
        process.arguments = names.map { path + "/" + $0 } + [folder]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

/// 2026-11-23T12:00:00Z, a Monday.
let testNow = Instant(seconds: 1_795_435_200)

/// An object with one event; `lines` come after `UID` and before the end.
func testObject(_ uid: String, _ lines: String...) throws -> CalendarObject {
    try testObject(text: eventText(uid, lines))
}

/// The object of a whole `VCALENDAR` text.
func testObject(text: String) throws -> CalendarObject {
    let calendar = try #require(parseICalendar(Array(text.utf8)).components.first)
    return try CalendarObject(calendar: calendar)
}

/// A `VCALENDAR` with one event.
func eventText(_ uid: String, _ lines: [String]) -> String {
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN", "BEGIN:VEVENT"]
    let all = head + ["UID:\(uid)"] + lines + ["END:VEVENT", "END:VCALENDAR"]
    return all.map { $0 + "\r\n" }.joined()
}

/// An hour on 2026-11-23 and its title.
func testLunch(_ uid: String, title: String = "Lunch") throws -> CalendarObject {
    try testObject(
        uid, "DTSTAMP:20260101T000000Z", "DTSTART:20261123T120000Z", "DTEND:20261123T130000Z",
        "SUMMARY:\(title)")
}

extension Replica {
    /// Every row of every table but the journal, in order: two replicas with the same dump answer
    /// every question alike. Sequence counters, which only go up, are left out.
    func dump() throws -> [String] {
        try read { database in
            let tables = [
                "calendar": "id", "object": "id", "single": "class, start, object, nr",
                "series": "class, start, object, nr", "search": "rowid",
            ]
            return try tables.sorted { $0.key < $1.key }.flatMap { table, order in
                let columns = table == "search" ? "rowid, *" : "*"
                return try Row.fetchAll(
                    database, sql: "SELECT \(columns) FROM \(table) ORDER BY \(order)"
                ).map { "\(table) \($0.description)" }
            }
        }
    }

    /// Adds a calendar as the tests need one.
    func addTestCalendar(_ name: String = "Home") throws -> CalendarID {
        try addCalendar(
            name: name, color: RGB(packed: 0x4A90D9), label: "Add “\(name)”", now: testNow)
    }

    /// Adds one object.
    @discardableResult
    func add(_ object: CalendarObject, to calendar: CalendarID) throws -> ObjectID {
        let ids = try apply([.put(nil, calendar, object)], label: "Add", now: testNow)
        return try #require(ids.first)
    }

    /// Checks what SQLite knows about the file and that the search index fits its documents.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try integrityProblems() == [], sourceLocation: sourceLocation)
        try write { try Queries.checkSearch($0) }
    }
}
