import Foundation
import Testing

@testable import Core

/// The zone files of this machine: `$TZDIR`, else `/usr/share/zoneinfo`.
let testZones = ZoneDatabase(
    directory: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")

/// A zone that every tzdata has.
func testZone(_ name: String) throws -> Zone {
    try #require(testZones.zone(TimeZoneID(name)), "no zone file for \(name)")
}

/// `20260329T023000`, a trailing `Z` is ignored.
func testLocal(_ text: String) throws -> LocalDateTime {
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }.map { Int($0) - 0x30 }
    try #require(digits.count == 14, "not a date and time: \(text)")
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    return try #require(
        LocalDateTime(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14)))
}

/// `20260329T003000Z`.
func testUTC(_ text: String) throws -> Instant { Instant(seconds: try testLocal(text).seconds) }
