import TestTools
import Testing

@testable import Core

/// Goal: a cursor says what its zone says, whatever the order. Method: ascending steps of several
/// lengths around every change, and random jumps; both directions.
@Suite("Zone.Cursor")
struct ZoneCursorTests {
    static let names = [
        "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
        "Europe/Dublin", "Antarctica/Troll", "Asia/Seoul", "Etc/UTC",
    ]

    @Test("ascending", arguments: names)
    func ascending(_ name: String) throws {
        let zone = try testZone(name)
        for step in [1800, 86_400, 7 * 86_400 + 3600, 365 * 86_400, 3 * 366 * 86_400] {
            var cursor = Zone.Cursor(zone)
            var seconds = try testLocal("19860101T000000").seconds
            for _ in 0..<3000 where seconds < LocalDateTime(CivilDate.range.upperBound).seconds {
                let wall = LocalDateTime(seconds: seconds)
                #expect(cursor.instant(at: wall) == zone.instant(at: wall), "\(wall)")
                let instant = Instant(seconds: seconds)
                #expect(cursor.local(at: instant) == zone.local(at: instant), "\(instant)")
                seconds += step
            }
        }
    }

    @Test("any order", arguments: names)
    func jumping(_ name: String) throws {
        let zone = try testZone(name)
        let seed = UInt64.random(in: 0 ... .max)
        print("zone cursor seed \(seed)")
        var random = SplitMix(seed: seed)
        var cursor = Zone.Cursor(zone)
        let all = -62_135_596_800...253_402_300_799
        let near = 500_000_000...5_000_000_000
        for turn in 0..<20_000 {
            let seconds = Int.random(in: turn % 2 == 0 ? all : near, using: &random)
            let wall = LocalDateTime(seconds: seconds)
            #expect(cursor.instant(at: wall) == zone.instant(at: wall), "\(wall)")
            let instant = Instant(seconds: seconds)
            #expect(cursor.local(at: instant) == zone.local(at: instant), "\(instant)")
        }
    }
}
