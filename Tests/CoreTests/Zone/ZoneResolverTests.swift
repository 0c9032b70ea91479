import Testing

@testable import Core

/// Goal: the zone names that real programs write.
@Suite("Zone resolver")
struct ZoneResolverTests {
    private let resolver = ZoneResolver(database: testZones)

    @Test(
        "names",
        arguments: [
            ("Asia/Seoul", "Asia/Seoul"),
            ("UTC", "UTC"), ("Etc/UTC", "Etc/UTC"), ("Z", "UTC"),
            ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),  // Thunderbird
            ("/freeassociation.sourceforge.net/Tzfile/America/Toronto", "America/Toronto"),
            ("/softwarestudio.org/Olson_20011030_5/America/Los_Angeles", "America/Los_Angeles"),
            ("/freeassociation.sourceforge.net/America/Argentina/Salta", "America/Argentina/Salta"),
            ("/Europe/Berlin", "Europe/Berlin"),
            ("tzone://Microsoft/Utc", "UTC"),  // Exchange
            ("W. Europe Standard Time", "Europe/Berlin"),  // Windows
            ("korea standard time", "Asia/Seoul"),
            ("Pacific Standard Time (Mexico)", "America/Tijuana"),
            ("Russia Time Zone 3", "Europe/Samara"),
            ("UTC-11", "Etc/GMT+11"),
            ("Eastern Time (US & Canada)", "America/New_York"),  // Windows display text
            (
                "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"
            ),
            (
                "(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna",
                "Europe/Berlin"
            ),  // old Exchange
            ("(GMT-05:00) Eastern Time (US & Canada)", "America/New_York"),
            ("(UTC+05:30) Calcutta, Chennai, Mumbai, New Delhi", "Asia/Kolkata"),  // by a place
            ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "Europe/London"),
            ("(UTC) Coordinated Universal Time", "Etc/UTC"),
            ("(UTC+10:00) Canberra, Melbourne, Sydney", "Australia/Sydney"),
        ])
    func names(_ name: String, _ expected: String) {
        #expect(resolver.zone(TimeZoneID(name))?.id.name == expected)
    }

    @Test(
        "plain offsets",
        arguments: [
            ("GMT+0100", 3600), ("GMT-05:30", -19_800), ("UTC+9", 32_400), ("UTC+01:00", 3600),
            ("+0545", 20_700), ("(UTC+03:00) Somewhere", 10_800), ("GMT+14:00", 50_400),
        ])
    func offsets(_ name: String, _ expected: Int) throws {
        let zone = try #require(resolver.zone(TimeZoneID(name)))
        #expect(zone.isFixed)
        #expect(zone.offset(at: Instant(seconds: 0)) == expected)
    }

    @Test(
        "unknown",
        arguments: [
            "", "Nowhere", "Customized Time Zone", "GMT+15:00", "GMT+5:75", "GMT+1:2:3", "+1",
            "UTC+", "5", "(Berlin) UTC", "/../../etc/passwd", "/", "///", "Custom2", "EST5EDT,x",
            String(repeating: "Europe/", count: 1000) + "Berlin",
        ])
    func unknown(_ name: String) {
        #expect(resolver.zone(TimeZoneID(name)) == nil)
    }

    @Test("a place at another offset than it says is not believed")
    func contradiction() throws {
        let zone = try #require(resolver.zone(TimeZoneID("(UTC+06:00) Berlin")))
        #expect(zone.offset(at: Instant(seconds: 0)) == 21_600)
    }

    @Test("Windows: every entry names a zone, no name twice")
    func windowsTable() {
        #expect(WindowsZones.all.count >= 140)
        #expect(WindowsZones.byName.count == WindowsZones.all.count)
        for entry in WindowsZones.all {
            #expect(testZones.zone(TimeZoneID(entry.iana)) != nil, "\(entry.name)")
            #expect(resolver.zone(TimeZoneID(entry.name)) != nil, "\(entry.name)")
        }
    }

    @Test("instants of every kind of time")
    func instants() throws {
        let berlin = try testZone("Europe/Berlin")
        let noon = try testLocal("20260701T120000")
        let seoul = TimeZoneID("Korea Standard Time")
        let table: [(CalendarTime, String)] = [
            (.date(noon.date), "2026-06-30T22:00:00Z"),
            (.floating(noon), "2026-07-01T10:00:00Z"),
            (.zoned(noon, seoul), "2026-07-01T03:00:00Z"),
            (.zoned(noon, TimeZoneID("Nowhere")), "2026-07-01T10:00:00Z"),  // as if floating
            (.utc(Instant(seconds: 0)), "1970-01-01T00:00:00Z"),
        ]
        for (time, expected) in table {
            #expect(resolver.instant(time, display: berlin).description == expected)
        }
    }
}
