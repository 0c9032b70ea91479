import Testing

@testable import Core

/// Goal: TZ strings of POSIX.1 §8.3 with the extensions of RFC 9636 §3.3.1.
@Suite("TZ strings")
struct PosixZoneTests {
    @Test(
        "changes of one year",
        arguments: [
            // string, year, changes as "instant before after"
            (
                "CET-1CEST,M3.5.0,M10.5.0/3", 2026,
                ["2026-03-29T01:00:00Z 3600 7200", "2026-10-25T01:00:00Z 7200 3600"]
            ),  // the common form
            (
                "EST5EDT,M3.2.0,M11.1.0", 2100,
                ["2100-03-14T07:00:00Z -18000 -14400", "2100-11-07T06:00:00Z -14400 -18000"]
            ),  // 2100 is no leap year
            (
                "EST5EDT", 2026,
                ["2026-03-08T07:00:00Z -18000 -14400", "2026-11-01T06:00:00Z -14400 -18000"]
            ),  // no rule: that of the United States
            (
                "IST-1GMT0,M10.5.0,M3.5.0/1", 2026,
                ["2026-03-29T01:00:00Z 0 3600", "2026-10-25T01:00:00Z 3600 0"]
            ),  // negative daylight saving (Dublin)
            (
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026,
                ["2026-04-04T15:00:00Z 39600 37800", "2026-10-03T15:30:00Z 37800 39600"]
            ),  // quoted names, half an hour, southern
            (
                "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026,
                ["2026-03-29T01:00:00Z -7200 -3600", "2026-10-25T01:00:00Z -3600 -7200"]
            ),  // time before midnight (Nuuk)
            (
                "IST-2IDT,M3.4.4/26,M10.5.0", 2026,
                ["2026-03-27T00:00:00Z 7200 10800", "2026-10-24T23:00:00Z 10800 7200"]
            ),  // time past 24 h (Jerusalem)
            (
                "EET-2EEST,M3.4.4/50,M10.4.4/50", 2040,
                ["2040-03-24T00:00:00Z 7200 10800", "2040-10-26T23:00:00Z 10800 7200"]
            ),  // two days past (Gaza)
            (
                "AAA0BBB,J60/0,J300/167", 2024,
                ["2024-03-01T00:00:00Z 0 3600", "2024-11-02T22:00:00Z 3600 0"]
            ),  // J60 is 1 March in a leap year too; 167 hours
            (
                "AAA0BBB,59/0,299/-167", 2024,
                ["2024-02-29T00:00:00Z 0 3600", "2024-10-19T00:00:00Z 3600 0"]
            ),  // n counts 29 February
            ("XXX3EDT4,0/0,J365/23", 2026, []),  // the other offset all year (RFC 9636 §3.3.1)
            ("JST-9", 2026, []),
        ])
    func changes(_ text: String, _ year: Int, _ expected: [String]) throws {
        let zone = try #require(Zone(id: TimeZoneID("test"), posix: text))
        let window = try testUTC("\(year)0101T000000")..<testUTC("\(year + 1)0101T000000")
        let found = zone.transitions(in: window)
            .map { "\($0.instant) \($0.offsetBefore) \($0.offsetAfter)" }
        #expect(found == expected)
    }

    @Test("a string without a file speaks for every year")
    func everyYear() throws {
        let zone = try #require(Zone(id: TimeZoneID("test"), posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        for year in ["0002", "1600", "2026", "5555", "9999"] {
            #expect(zone.offset(at: try testUTC("\(year)0115T000000Z")) == 3600)
            #expect(zone.offset(at: try testUTC("\(year)0715T000000Z")) == 7200)
        }
        let always = try #require(Zone(id: TimeZoneID("test"), posix: "XXX3EDT4,0/0,J365/23"))
        #expect(always.offset(at: try testUTC("20260715T000000Z")) == -14_400)
        #expect(always.abbreviation(at: try testUTC("20260101T035959Z")) == "EDT")
    }

    @Test(
        "not a TZ string",
        arguments: [
            "", "CET", "C-1", "-1", "CET-25", "CET-1:60", "CET-1CEST,M3.5.0", "CET-1CEST,",
            "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
            "CET-1CEST,J0,J365", "CET-1CEST,J1,J366", "CET-1CEST,366,1", "CET-1CEST,0/168,1",
            "<CET-1", "<C>-1", "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0,M1.1.1",
            "CET-99999999999999999999", "CET--1", ":Europe/Berlin", "CET-1CEST,M3.5.0/,M10.5.0",
            "CET-1" + String(repeating: "A", count: 200),
        ])
    func refused(_ text: String) {
        #expect(PosixZone(text.utf8) == nil)
    }
}
