import Testing

@testable import Core

@Test(
    "a wall clock prints and splits",
    arguments: [
        // seconds since 1970, text, hour, minute, second
        (0, "1970-01-01T00:00:00", 0, 0, 0),
        (-1, "1969-12-31T23:59:59", 23, 59, 59),  // before 1970 the day rounds down, not to zero
        (1_795_529_100, "2026-11-24T14:05:00", 14, 5, 0),
        (-62_135_596_800, "0001-01-01T00:00:00", 0, 0, 0),
    ])
func wallClocks(_ seconds: Int, _ text: String, _ hour: Int, _ minute: Int, _ second: Int) {
    let local = LocalDateTime(seconds: seconds)
    #expect(local.description == text)
    #expect([local.hour, local.minute, local.second] == [hour, minute, second])
}

@Test(
    "readings that no clock shows are refused, a leap second is read as 59",
    arguments: [
        // hour, minute, second, second of day
        (23, 59, 60, 86_399 as Int?),
        (24, 0, 0, nil),
        (0, 60, 0, nil),
        (0, 0, 61, nil),
        (-1, 0, 0, nil),
    ])
func oddReadings(_ hour: Int, _ minute: Int, _ second: Int, _ secondOfDay: Int?) {
    let local = LocalDateTime(
        year: 2016, month: 12, day: 31, hour: hour, minute: minute, second: second)
    #expect(local?.secondOfDay == secondOfDay)
}

@Test(
    "durations print as RFC 5545 writes them",
    arguments: [
        (NominalDuration(days: 14), "P2W"),
        (NominalDuration(days: 15), "P15D"),
        (NominalDuration(days: 1, seconds: 7200), "P1DT2H"),
        (NominalDuration(seconds: 900), "PT15M"),
        (NominalDuration(seconds: -900), "-PT15M"),
        (NominalDuration(), "PT0S"),
        (NominalDuration(seconds: 3661), "PT1H1M1S"),
        (NominalDuration(seconds: 86_400), "PT24H"),  // exact hours never become a nominal day
    ])
func durations(_ duration: NominalDuration, _ text: String) {
    #expect(duration.description == text)
}

@Test("a time keeps its kind when the wall clock moves")
func keepsKind() {
    let berlin = TimeZoneID("Europe/Berlin")
    let noon = LocalDateTime(date(2026, 11, 23), secondOfDay: 43_200)
    #expect(CalendarTime.zoned(noon, berlin).with(wallClock: noon).zoneID == berlin)
    #expect(CalendarTime.date(date(2026, 1, 1)).with(wallClock: noon) == .date(noon.date))
    #expect(CalendarTime.utc(Instant(seconds: 0)).with(wallClock: noon).wallClock == noon)
    #expect(CalendarTime.floating(noon).with(wallClock: noon) == .floating(noon))
}
