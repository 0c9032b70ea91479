import Foundation
import GRDB
import TestTools
import Testing

@testable import Core

/// A replica with a local calendar and two calendars of a server, and what a daemon does with it.
final class SyncBench {
    let folder: TestFolder
    let replica: Replica
    let account: SyncAccountID
    let local: CalendarID
    let work: CalendarID
    let home: CalendarID

    init() throws {
        folder = try TestFolder()
        replica = try folder.replica()
        local = try replica.addTestCalendar("Here")
        account = try replica.addAccount(name: "mina", url: "https://example.org/")
        let found = [
            RemoteCalendar(href: "/work/", name: "Work"),
            RemoteCalendar(href: "/home/", name: "Home"),
        ]
        let taken = try replica.take(found, of: account, now: testNow)
        (work, home) = (taken.added[0], taken.added[1])
    }

    @discardableResult
    func add(_ uid: String, _ title: String = "Lunch", to calendar: CalendarID? = nil) throws
        -> ObjectID
    {
        try edit(.put(nil, calendar ?? work, testLunch(uid, title: title)))
    }

    @discardableResult
    func edit(_ change: ObjectChange) throws -> ObjectID {
        try #require(try replica.apply([change], label: "edit", now: testNow).first)
    }

    func rename(_ id: ObjectID, _ uid: String, _ title: String) throws {
        let calendar = try #require(try replica.object(id)).calendar
        try edit(.put(id, calendar, testLunch(uid, title: title)))
    }

    /// Pulls objects as the server has them: place, etag, UID, title.
    @discardableResult
    func pull(
        _ objects: [(String, String?, String, String)] = [], removed: [String] = [],
        into calendar: CalendarID? = nil
    ) throws -> PullSummary {
        let changes = try objects.map { href, etag, uid, title in
            RemoteChange.object(try SyncBench.remote(href, etag, uid, title))
        }
        return try replica.pull(
            changes + removed.map { .removed(href: $0) }, in: calendar ?? work,
            progress: PullProgress(), now: testNow)
    }

    static func remote(
        _ href: String, _ etag: String?, _ uid: String, _ title: String
    ) throws -> RemoteObject {
        RemoteObject(
            href: href, etag: etag, text: try testLunch(uid, title: title).calendar.bytes)
    }

    func take(_ limit: Int = 100) throws -> [OutgoingOperation] {
        try replica.takeOperations(of: account, limit: limit, now: testNow)
    }

    /// Sends the first operation that may be sent; its outcome is made from it.
    func send(_ outcome: (OutgoingOperation) throws -> OperationOutcome) throws {
        let operation = try #require(try take(1).first)
        try replica.finish(operation.id, try outcome(operation), now: testNow)
    }

    /// Each object and each operation in a line: `a Lunch /work/a.ics "1"`, with `*` for what
    /// differs from the agreed state; `put a`, `put a !` when it was sent, `put a †403` when dead;
    /// each edit conflict: `clash a edited`.
    func state() throws -> [String] { try Self.state(replica) }

    static func state(_ replica: Replica) throws -> [String] {
        try replica.read { database in
            let objects = try Row.fetchAll(database, sql: "SELECT * FROM object ORDER BY uid, id")
                .map { row -> String in
                    let title = CalendarObject(row["text"] as [UInt8])?.title ?? "?"
                    let place = (row["href"] as String?).map { " \($0)" } ?? ""
                    let etag = (row["etag"] as String?).map { " \($0)" } ?? ""
                    let mark = (row["base"] as Data?) == nil ? "" : " *"
                    return "\(row["uid"] as String) \(title)\(place)\(etag)\(mark)"
                }
            let operations = try Row.fetchAll(database, sql: "SELECT * FROM operation ORDER BY seq")
                .map { row -> String in
                    let isDead = row["dead"] as Bool
                    let mark =
                        isDead
                        ? " †\(row["status"] as Int)" : (row["sent"] as Data?) == nil ? "" : " !"
                    return "\(row["kind"] as String) \(row["uid"] as String)\(mark)"
                }
            let clashes = try Queries.editConflicts(database).map { conflict -> String in
                "clash \(conflict.title) \(conflict.kind.rawValue)"
            }
            return objects + operations + clashes
        }
    }
}

extension OperationOutcome {
    static let etag1: @Sendable (OutgoingOperation) -> OperationOutcome = {
        .accepted(href: $0.href ?? "", etag: "\"1\"")
    }
}

extension Row {
    fileprivate subscript(name: String) -> [UInt8] { [UInt8](self[name] as Data? ?? Data()) }
}
