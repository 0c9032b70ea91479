import Testing

@testable import Core

/// Goal: the machine's zone from `TZ` and the link `/etc/localtime`.
@Test(
    "the system's zone",
    arguments: [
        // TZ, link, expected
        (nil, "/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        (nil, "../usr/share/zoneinfo/Asia/Seoul", "Asia/Seoul"),  // relative, as Debian writes it
        (nil, "/var/db/timezone/zoneinfo/America/New_York", "America/New_York"),  // macOS
        (nil, "/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
        (nil, "/etc/my-zone", "UTC"),  // leads nowhere known
        (nil, nil, "UTC"),
        ("", "/usr/share/zoneinfo/Europe/Berlin", "UTC"),  // set but empty is UTC
        ("Asia/Seoul", "/usr/share/zoneinfo/Europe/Berlin", "Asia/Seoul"),
        (":Asia/Seoul", nil, "Asia/Seoul"),
        ("/usr/share/zoneinfo/Asia/Seoul", nil, "Asia/Seoul"),
        (":/etc/localtime", "/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", nil, "CET-1CEST,M3.5.0,M10.5.0/3"),
    ] as [(String?, String?, String)])
func systemZone(_ tz: String?, _ link: String?, _ expected: String) {
    #expect(systemZoneID(tz: tz, localtimeLink: link).name == expected)
}
