import Core
import Foundation
import Testing

@testable import DaylineSync

let syncZones = ZoneDatabase(
    directory: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")
let syncBerlin = syncZones.zone(TimeZoneID("Europe/Berlin")) ?? .utc

/// `2026-11-23 12:00` on Berlin's clock, the first time that it is shown.
func berlin(_ text: String) throws -> Instant {
    let digits = text.filter(\.isNumber)
    let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12].map { range in
        Int(digits.dropFirst(range.lowerBound).prefix(range.count)) ?? 0
    }
    let local = try #require(
        LocalDateTime(
            year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4]))
    return syncBerlin.instant(at: local)
}

/// `11-23 12:00` of Berlin's clock.
func berlinText(_ instant: Instant) -> String {
    let text = syncBerlin.local(at: instant).description
    return String(text.dropFirst(5).prefix(5) + " " + text.dropFirst(11).prefix(5))
}

/// A folder that goes away with the test.
final class AlertFolder: Sendable {
    let path = NSTemporaryDirectory() + "dayline-alerts-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Makes a file, with the folders that lead to it.
    func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    /// Empty when there is none.
    func text(_ name: String) -> String {
        let data = FileManager.default.contents(atPath: path + "/" + name) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}

/// An alert of an event that lasts an hour.
func dueAlert(
    _ name: String = "a", due: Instant, start: Instant? = nil, row: Int64 = 1, location: String = ""
) -> DueAlert {
    let start = start ?? due.adding(seconds: 900)
    let span = start..<start.adding(seconds: 3600)
    let local = syncBerlin.local(at: span.lowerBound)..<syncBerlin.local(at: span.upperBound)
    let instance = Instance(
        uid: UID(name), start: .utc(start), span: span, local: local, title: name,
        location: location)
    return DueAlert(
        id: AlertID(object: ObjectID(row: row), due: due, instance: ""),
        alert: Alert(due: due, instance: instance), calendar: CalendarID(row: 1))
}
