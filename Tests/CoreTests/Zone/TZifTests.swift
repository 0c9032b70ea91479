import TestTools
import Testing

@testable import Core

/// Goal: every version of TZif is read, and no bytes at all can crash the reader.
@Suite("TZif")
struct TZifTests {
    private static let id = TimeZoneID("Test/Zone")

    private func read(_ bytes: [UInt8]) throws(TZifError) -> Zone {
        try Zone(id: TZifTests.id, tzif: bytes)
    }

    private func error(_ bytes: [UInt8]) -> TZifError? {
        do {
            _ = try read(bytes)
            return nil
        } catch { return error }
    }

    private static func berlin() throws -> [UInt8] {
        try #require(ZoneFile.read(testZones.directory + "/Europe/Berlin", limit: TZif.maxBytes))
    }

    /// A file with one change, 100 seconds after 1970, from CET to CEST.
    private static let oneChange = TZifBuilder(
        times: [100], indexes: [1], types: [(3600, 0, 0), (7200, 1, 4)], footer: "CEST-2")

    @Test("versions", arguments: ["\0", "2", "3", "4", "9"])
    func versions(_ version: String) throws {
        var file = TZifTests.oneChange
        file.version = version
        let zone = try read(file.bytes)
        #expect(zone.offset(at: Instant(seconds: 99)) == 3600)
        #expect(zone.offset(at: Instant(seconds: 100)) == 7200)
        #expect(zone.abbreviation(at: Instant(seconds: 100)) == "CEST")
    }

    @Test("a footer without transitions speaks for all times")
    func footerOnly() throws {
        let file = TZifBuilder(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = try read(file.bytes)
        #expect(zone.offset(at: try testUTC("19500715T000000Z")) == 7200)
        #expect(zone.offset(at: try testUTC("19500115T000000Z")) == 3600)
    }

    @Test("an empty footer: the last offset stays")
    func emptyFooter() throws {
        var file = TZifTests.oneChange
        file.footer = ""
        #expect(try read(file.bytes).offset(at: .distantFuture) == 7200)
    }

    @Test("leap seconds are taken out of the times (files below right/)")
    func leapSeconds() throws {
        var file = TZifTests.oneChange
        file.times = [1_000_000_022]
        file.leaps = [(78_796_800, 1), (900_000_000, 22), (2_000_000_000, 27)]
        let zone = try read(file.bytes)
        #expect(zone.offset(at: Instant(seconds: 999_999_999)) == 3600)
        #expect(zone.offset(at: Instant(seconds: 1_000_000_000)) == 7200)
    }

    @Test("a new name just before a fold does not hide it")
    func nameBeforeFold() throws {
        let file = TZifBuilder(
            times: [1000, 1060], indexes: [1, 2],
            types: [(7200, 0, 0), (7200, 1, 4), (3600, 0, 0)], footer: "")
        let fold = ZoneResolution.fold(
            first: Instant(seconds: 1060 - 3600), second: Instant(seconds: 1060))
        #expect(try read(file.bytes).resolve(LocalDateTime(seconds: 1060 + 3600)) == fold)
    }

    @Test("times beyond all calendars do not overflow")
    func extremeTimes() throws {
        var file = TZifTests.oneChange
        file.times = [.min, .min + 1, 0, .max - 1, .max]
        file.indexes = [1, 0, 1, 0, 1]
        file.footer = ""
        let zone = try read(file.bytes)
        #expect(zone.offset(at: Instant(seconds: -1)) == 3600)
        #expect(zone.offset(at: .distantFuture) == 7200)
        file.footer = "CET-1CEST,M3.5.0,M10.5.0/3"
        #expect(try read(file.bytes).offset(at: Instant(seconds: 0)) == 7200)
        let early = TZifBuilder(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        for second in [Int.min, .max] {
            let offset = try read(early.bytes).offset(at: Instant(seconds: second))
            #expect([3600, 7200].contains(offset), "years repeat from the beginning of time")
        }
    }

    private static let refusals: [(String, TZifError, @Sendable (inout TZifBuilder) -> Void)] = [
        ("other magic", .notTZif, { $0.magic = "TZiF" }),
        ("no types", .noTypes, { $0.types = [] }),
        ("four billion transitions", .truncated, { $0.claimedTimes = .max }),
        ("an index without its type", .typeOutOfRange(7), { $0.indexes = [7] }),
        ("−25 hours", .offsetOutOfRange(-90_000), { $0.types[0].0 = -90_000 }),
        ("the largest offset", .offsetOutOfRange(2_147_483_647), { $0.types[0].0 = .max }),
        ("a name outside", .abbreviationUnreadable, { $0.types[0].2 = 200 }),
        ("a name without end", .abbreviationUnreadable, { $0.names = Array("CETCEST".utf8) }),
        ("a control character", .abbreviationUnreadable, { $0.names[1] = 0x1B }),
        (
            "times going back", .transitionsDescend,
            {
                $0.times = [100, 50]
                $0.indexes = [1, 0]
            }
        ),
        (
            "leap seconds that turn times round", .transitionsDescend,
            {
                $0.times = [100, 200]
                $0.indexes = [1, 0]
                $0.leaps = [(150, 1000)]
            }
        ),
        ("garbage as footer", .footerUnreadable, { $0.footer = "no zone" }),
        ("a footer cut off", .truncated, { $0.footer = nil }),
    ]

    @Test("refused")
    func refused() {
        for (reason, expected, change) in TZifTests.refusals {
            var file = TZifTests.oneChange
            change(&file)
            #expect(error(file.bytes) == expected, "\(reason)")
        }
        #expect(error([]) == .notTZif)
        #expect(error(Array("TZi".utf8)) == .truncated)
        let large = [UInt8](repeating: 0, count: TZif.maxBytes + 1)
        #expect(error(large) == .tooLarge(limit: TZif.maxBytes))
    }

    @Test("a real file cut after each byte is an error")
    func truncated() throws {
        let bytes = try TZifTests.berlin()
        for count in 0..<bytes.count {
            #expect(error(Array(bytes[..<count])) != nil, "\(count) bytes")
        }
        #expect(error(bytes) == nil)
    }

    /// Goal: no crash, no hang. Method: change one to four bytes, then ask everything.
    @Test("a real file with damaged bytes is an error or a zone")
    func damaged() throws {
        let bytes = try TZifTests.berlin()
        let seed = UInt64.random(in: 0 ... .max)
        print("TZif damage seed \(seed)")
        var random = SplitMix(seed: seed)
        for _ in 0..<1000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: bytes.indices, using: &random)] = .random(
                    in: 0 ... .max, using: &random)
            }
            guard let zone = try? read(damaged) else { continue }
            let second = Int.random(in: -90_000_000_000...250_000_000_000, using: &random)
            let offset = zone.offset(at: Instant(seconds: second))
            #expect(TZif.offsetLimits.contains(offset))
            let instant = zone.instant(at: LocalDateTime(seconds: second))
            #expect(zone.resolve(LocalDateTime(seconds: second)).instant == instant)
            let window = Instant(seconds: second)..<Instant(seconds: second + 100_000_000)
            #expect(zone.transitions(in: window).allSatisfy { window.contains($0.instant) })
        }
    }
}
