import TestTools
import Testing

@testable import Core

/// Goal: readings in gaps and folds, near them, and thousands of years away.
/// Method: tables; expected instants are Python's `zoneinfo` (fold 0, and fold 1 for the second).
@Suite("Zone: wall clock to instant")
struct ZoneTests {
    @Test(
        "once",
        arguments: [
            ("Europe/Berlin", "20260329T013000", "20260329T003000Z"),  // before the gap
            ("Europe/Berlin", "20260329T030000", "20260329T010000Z"),  // first after the gap
            ("Europe/Berlin", "20261025T015959", "20261024T235959Z"),  // last before the fold
            ("Europe/Berlin", "20261025T030000", "20261025T020000Z"),  // first after the fold
            ("Australia/Lord_Howe", "20260405T012959", "20260404T142959Z"),  // half-hour fold
            ("Pacific/Apia", "20111231T000000", "20111230T100000Z"),  // after the missing day
            ("Africa/Casablanca", "20900101T120000", "20900101T110000Z"),  // after a table to 2087
            ("Europe/Dublin", "20260115T120000", "20260115T120000Z"),  // winter is the other offset
            ("Asia/Gaza", "20400101T120000", "20400101T100000Z"),  // table beyond 2037
            ("Europe/Amsterdam", "19000101T000000", "18991231T234028Z"),  // seconds in the offset
            ("Europe/Berlin", "99991231T235959", "99991231T225959Z"),  // last iCalendar second
            ("America/New_York", "95001107T013000", "95001107T063000Z"),
            ("Australia/Sydney", "50001001T023000", "50000930T163000Z"),  // southern: rule wraps
            ("Europe/Berlin", "00010102T000000", "00010101T230632Z"),  // local mean time
            ("Asia/Seoul", "00010102T000000", "00010101T153208Z"),
        ])
    func unique(_ name: String, _ wall: String, _ expected: String) throws {
        #expect(try testZone(name).resolve(testLocal(wall)) == .unique(testUTC(expected)))
    }

    @Test(
        "skipped: the offset before the gap",
        arguments: [
            ("Europe/Berlin", "20260329T020000", "20260329T010000Z"),  // first skipped second
            ("Europe/Berlin", "20260329T023000", "20260329T013000Z"),
            ("Europe/Berlin", "20260329T025959", "20260329T015959Z"),  // last skipped second
            ("Australia/Lord_Howe", "20261004T021500", "20261003T154500Z"),  // 30 minutes
            ("Pacific/Apia", "20111230T120000", "20111230T220000Z"),  // a whole day
            ("Pacific/Kwajalein", "19930821T120000", "19930822T000000Z"),
            ("Africa/Casablanca", "20260322T023000", "20260322T023000Z"),  // end of Ramadan
            ("Asia/Seoul", "19870510T023000", "19870509T173000Z"),
            ("Europe/Dublin", "20260329T013000", "20260329T013000Z"),  // negative daylight saving
            ("Antarctica/Troll", "20260329T020000", "20260329T020000Z"),  // two hours
            ("America/Sao_Paulo", "20181104T003000", "20181104T033000Z"),  // midnight skipped
            ("America/Nuuk", "20260328T233000", "20260329T013000Z"),
            ("Asia/Kathmandu", "19860101T000500", "19851231T183500Z"),  // 15 minutes
            ("Europe/Berlin", "20380328T023000", "20380328T013000Z"),  // first year of the footer
            ("Europe/Berlin", "24000326T023000", "24000326T013000Z"),
            ("Europe/Berlin", "99990328T023000", "99990328T013000Z"),
            ("America/New_York", "21000314T023000", "21000314T073000Z"),
            ("Antarctica/Troll", "60000326T013000", "60000326T013000Z"),
            ("Asia/Jerusalem", "30000328T023000", "30000328T003000Z"),  // Friday before a Sunday
        ])
    func gap(_ name: String, _ wall: String, _ expected: String) throws {
        #expect(try testZone(name).resolve(testLocal(wall)) == .gap(testUTC(expected)))
        #expect(try testZone(name).instant(at: testLocal(wall)) == testUTC(expected))
    }

    @Test(
        "repeated: the first",
        arguments: [
            ("Europe/Berlin", "20261025T020000", "20261025T000000Z", "20261025T010000Z"),
            ("Europe/Berlin", "20261025T025959", "20261025T005959Z", "20261025T015959Z"),
            ("Australia/Lord_Howe", "20260405T014500", "20260404T144500Z", "20260404T151500Z"),
            ("Africa/Casablanca", "20260215T023000", "20260215T013000Z", "20260215T023000Z"),
            ("Asia/Seoul", "19871011T023000", "19871010T163000Z", "19871010T173000Z"),
            ("Europe/Dublin", "20261025T013000", "20261025T003000Z", "20261025T013000Z"),
            ("Antarctica/Troll", "20261025T020000", "20261025T000000Z", "20261025T020000Z"),
            ("America/St_Johns", "20061029T000030", "20061029T023030Z", "20061029T033030Z"),
            ("America/New_York", "20261101T013000", "20261101T053000Z", "20261101T063000Z"),
            ("Europe/Berlin", "24001029T023000", "24001029T003000Z", "24001029T013000Z"),
            ("Pacific/Easter", "40000401T213000", "40000402T023000Z", "40000402T033000Z"),
            ("Europe/Berlin", "99991031T023000", "99991031T003000Z", "99991031T013000Z"),
        ])
    func fold(_ name: String, _ wall: String, _ first: String, _ second: String) throws {
        let expected = ZoneResolution.fold(first: try testUTC(first), second: try testUTC(second))
        #expect(try testZone(name).resolve(testLocal(wall)) == expected)
        #expect(try testZone(name).instant(at: testLocal(wall)) == testUTC(first))
    }

    @Test(
        "abbreviations",
        arguments: [
            ("Europe/Berlin", "20260115T000000Z", "CET"),
            ("Europe/Berlin", "87650715T000000Z", "CEST"),  // from the footer
            ("Europe/Dublin", "20260715T000000Z", "IST"),
            ("Asia/Kolkata", "20260101T000000Z", "IST"),
            ("America/Sao_Paulo", "20260101T000000Z", "-03"),
        ])
    func abbreviation(_ name: String, _ instant: String, _ expected: String) throws {
        #expect(try testZone(name).abbreviation(at: testUTC(instant)) == expected)
    }

    @Test("fixed zones name themselves after their offset")
    func fixed() {
        let zone = Zone.fixed(offset: -12_600, id: TimeZoneID("X"))
        #expect(zone.abbreviation(at: Instant(seconds: 0)) == "-0330")
        #expect(zone.offset(at: .distantFuture) == -12_600)
        #expect(zone.transitions(in: .distantPast ..< .distantFuture).isEmpty)
        #expect(zone.isFixed)
        #expect(Zone.utc.offset(at: .distantPast) == 0)
    }

    @Test("transitions in a window, across the end of the 400-year table too")
    func transitions() throws {
        let berlin = try testZone("Europe/Berlin")
        let found = berlin.transitions(
            in: try testUTC("20260101T000000Z")..<testUTC("20270101T000000Z"))
        let (spring, autumn) = (try testUTC("20260329T010000Z"), try testUTC("20261025T010000Z"))
        #expect(
            found == [
                ZoneTransition(instant: spring, offsetBefore: 3600, offsetAfter: 7200),
                ZoneTransition(instant: autumn, offsetBefore: 7200, offsetAfter: 3600),
            ])
        // Two a year, however far away; half-open at both ends.
        let all = berlin.transitions(
            in: try testUTC("20260329T010000Z")..<testUTC("99991031T010000Z"))
        #expect(all.count == 2 * (9999 - 2026) + 1)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.instant < $1.instant })
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.offsetAfter == $1.offsetBefore })
        #expect(all.allSatisfy { berlin.offset(at: $0.instant) == $0.offsetAfter })
    }

    @Test("equal by what they do, not by where they live")
    func equality() throws {
        let bytes = try #require(
            ZoneFile.read(testZones.directory + "/Europe/Berlin", limit: TZif.maxBytes))
        let one = try Zone(id: TimeZoneID("Europe/Berlin"), tzif: bytes)
        #expect(try one == testZone("Europe/Berlin"))
        #expect(try one != testZone("Europe/Paris"))
        #expect(try Set([one, testZone("Europe/Berlin")]).count == 1)
    }

    /// Goal: the 400-year table repeats exactly. Method: shift a time by 400 years.
    @Test("a time 400 years later has the same offset", arguments: ["Europe/Berlin", "Asia/Gaza"])
    func period(_ name: String) throws {
        let zone = try testZone(name)
        let seed = UInt64.random(in: 0 ... .max)
        print("zone period seed \(seed)")
        var random = SplitMix(seed: seed)
        let years = try testUTC("20900101T000000Z").seconds..<testUTC("95000101T000000Z").seconds
        for _ in 0..<2000 {
            let wall = Int.random(in: years, using: &random)
            let one = zone.instant(at: LocalDateTime(seconds: wall)).seconds
            let later = zone.instant(at: LocalDateTime(seconds: wall + ZoneTable.cycleSeconds))
            #expect(later.seconds - one == ZoneTable.cycleSeconds, "\(wall)")
        }
    }
}
