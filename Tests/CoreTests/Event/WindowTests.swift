import Testing

@testable import Core

/// Goal: what touches a window. Method: hours of 2026-01-10 in UTC, window 10:00 to 12:00; the
/// event starts and lasts as the row says.
@Test(
    "instances that touch a window",
    arguments: [
        (8, 2, false),  // ends when the window begins
        (8, 3, true),  // runs into it
        (-72, 100, true),  // began days before
        (11, 0, true),  // without length, inside
        (10, 0, true),  // without length, at its first moment
        (12, 0, false),  // without length, at its end
        (12, 1, false),  // begins when the window ends
        (9, 9, true),  // covers it
    ])
func instancesTouchingWindow(_ start: Int, _ hours: Int, _ isFound: Bool) throws {
    let day = 1_768_003_200
    let text = CalendarTime.utc(Instant(seconds: day + start * 3600)).valueText
    let window = Instant(seconds: day + 36_000)..<Instant(seconds: day + 43_200)
    // as an event of its own, as a series, and as an override
    for rest in ["", "RRULE:FREQ=YEARLY\n", "RECURRENCE-ID:20250101T000000Z\n"] {
        let object = try testObject("DTSTART:\(text)\nDURATION:PT\(hours)H\n" + rest)
        let found = object.instances(in: window, zones: testZones, display: .utc)
        #expect(found.count == (isFound ? 1 : 0), "\(rest)")
    }
}

@Test("a limit bounds the answer and the work")
func limitBoundsAnswer() throws {
    let second = try testObject("DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY\n")
    let century = Instant(seconds: 0)..<Instant(seconds: 3_155_760_000)
    let found = second.instances(in: century, zones: testZones, display: .utc, limit: 1000)
    #expect(found.count == 1000)
    #expect(found.last?.span.lowerBound.seconds == 999)
    #expect(
        second.instances(in: century, zones: testZones, display: .utc).count
            == SeriesSeed.standardLimit)
    // what is excluded does not count
    let excluded = (0..<500).map { second in
        CalendarTime.utc(Instant(seconds: second)).valueText
    }
    let object = try testObject(
        "DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY\nEXDATE:"
            + excluded.joined(separator: ",") + "\n")
    let rest = object.instances(in: century, zones: testZones, display: .utc, limit: 3)
    #expect(rest.map(\.span.lowerBound.seconds) == [500, 501, 502])
}

/// Goal: local times where the wall clock goes backwards or skips. Method: display in the zone.
@Test("local range at changes of offset")
func localRangeAtChanges() throws {
    let berlin = try testZone("Europe/Berlin")
    let window = Instant(seconds: 1_700_000_000)..<Instant(seconds: 1_900_000_000)
    // 02:45 CEST to 02:15 CET: half an hour, though the clock shows less
    let fold = try testObject("DTSTART:20261025T004500Z\nDTEND:20261025T011500Z\n")
    let folded = try #require(
        fold.instances(in: window, zones: testZones, display: berlin).first)
    #expect("\(folded.local.lowerBound)" == "2026-10-25T02:45:00")
    #expect("\(folded.local.upperBound)" == "2026-10-25T03:15:00")
    // floating 02:30 is skipped: shown as what the clock shows then
    let gap = try testObject("DTSTART:20260329T023000\nDURATION:PT1H\n")
    let skipped = try #require(
        gap.instances(in: window, zones: testZones, display: berlin).first)
    #expect("\(skipped.local.lowerBound)" == "2026-03-29T03:30:00")
    // a day of 23 hours is a whole day
    let day = try testObject("DTSTART;VALUE=DATE:20260329\n")
    let whole = try #require(
        day.instances(in: window, zones: testZones, display: berlin).first)
    #expect(whole.span.upperBound.seconds - whole.span.lowerBound.seconds == 82_800)
    #expect("\(whole.local.upperBound)" == "2026-03-30T00:00:00")
}

@Test("days stay days where a zone skipped one")
func skippedDay() throws {
    let apia = try testZone("Pacific/Apia")
    let object = try testObject("DTSTART;VALUE=DATE:20111229\nRRULE:FREQ=DAILY;COUNT=3\n")
    let window = Instant(seconds: 1_324_900_000)..<Instant(seconds: 1_325_900_000)
    let found = object.instances(in: window, zones: testZones, display: apia)
    #expect(found.map(\.start.valueText) == ["20111229", "20111230", "20111231"])
}
