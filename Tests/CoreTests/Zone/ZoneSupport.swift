import Foundation
import Testing

@testable import Core

/// The zone files of this machine: `$TZDIR`, else `/usr/share/zoneinfo`.
let testZones = ZoneDatabase(
    directory: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")

/// A zone that every tzdata has.
func zone(_ name: String) throws -> Zone {
    try #require(testZones.zone(TimeZoneID(name)), "no zone file for \(name)")
}

/// `20260329T023000`, a trailing `Z` is ignored.
func local(_ text: String) throws -> LocalDateTime {
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }.map { Int($0) - 0x30 }
    try #require(digits.count == 14, "not a date and time: \(text)")
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    return try #require(
        LocalDateTime(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14)))
}

/// `20260329T003000Z`.
func utc(_ text: String) throws -> Instant { Instant(seconds: try local(text).seconds) }

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
