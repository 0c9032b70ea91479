import Core
import Foundation
import GRDB
import Synchronization

@testable import DaylineServer

/// A store in a folder of its own, with two accounts and a calendar each; goes away with the test.
final class StoreFixture: Sendable {
    let folder: URL
    let store: SQLiteStore
    let mina = AccountID(row: 1)
    let joon = AccountID(row: 2)

    static let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")

    init(policy: OverlapPolicy = .allow) async throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dayline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try await Self.open(folder)
        for (account, name) in [(mina, "mina"), (joon, "joon")] {
            try await store.database.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO account (id, name, display, password, created)
                        VALUES (?, ?, ?, '', 0)
                        """, arguments: [account.row, name, name])
            }
            _ = try await store.write(account) {
                try $0.createCollection(Self.calendar("work", policy: policy))
            }
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var path: String { folder.appendingPathComponent("server.db").path }

    /// Opens the file again, as after a restart.
    func reopened() async throws -> SQLiteStore { try await Self.open(folder) }

    private static func open(_ folder: URL) async throws -> SQLiteStore {
        let ticks = Mutex(0)
        let random = Mutex(UInt64(1))
        return try await SQLiteStore.open(
            at: folder.appendingPathComponent("server.db").path, zones: zones,
            now: {
                WallTime(
                    milliseconds: ticks.withLock {
                        $0 += 1
                        return 1_700_000_000_000 + $0
                    })
            },
            random: { count in
                random.withLock { state in
                    (0..<count).map { _ in
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return UInt8(truncatingIfNeeded: state >> 33)
                    }
                }
            })
    }

    static func calendar(_ name: String, policy: OverlapPolicy = .allow) -> NewCollection {
        NewCollection(
            name: name, components: ["VEVENT", "VTODO"], policy: policy, zone: nil,
            properties: [])
    }

    /// An event from lines, prepared as a PUT does.
    static func event(_ uid: String, _ lines: String...) throws -> PreparedObject {
        let body = (["UID:\(uid)", "DTSTAMP:20260101T000000Z"] + lines).joined(separator: "\r\n")
        let text = Array(
            """
            BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\n\(body)\r
            END:VEVENT\r\nEND:VCALENDAR\r\n
            """.utf8)
        return try prepared(text)
    }

    static func prepared(_ text: [UInt8]) throws -> PreparedObject {
        guard let calendar = parseICalendar(text).components.first else {
            throw EventError.empty
        }
        return PreparedObject(try CalendarObject(calendar: calendar), text: text, zones: zones)
    }

    /// Puts an event into the account's first calendar.
    @discardableResult
    func put(
        _ object: PreparedObject, named name: String, as account: AccountID? = nil
    ) async throws -> ResourceInfo {
        try await store.write(account ?? mina) { store in
            guard let work = try store.collection(named: "work") else { throw StoreError.closed }
            return try store.put(object, named: name, in: work.id)
        }
    }
}
