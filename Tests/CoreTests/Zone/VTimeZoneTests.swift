import TestTools
import Testing

@testable import Core

/// Goal: the rules of a VTIMEZONE (RFC 5545 §3.6.5) become a zone that holds to the year 9999.
@Suite("VTIMEZONE")
struct VTimeZoneTests {
    private func compile(_ observances: String) throws -> Zone? {
        try Zone(vtimezone: VTimeZoneTexts.component(observances))
    }

    /// Method: random instants and wall clocks against the zone file of the same place.
    @Test(
        "agrees with the zone file",
        arguments: [
            (VTimeZoneTexts.newYork, "America/New_York", "19670501T000000"),
            (VTimeZoneTexts.outlookBerlin, "Europe/Berlin", "19960601T000000"),
            (VTimeZoneTexts.sydney, "Australia/Sydney", "20080501T000000"),
            (VTimeZoneTexts.jerusalem, "Asia/Jerusalem", "20131101T000000"),
        ])
    func agrees(_ text: String, _ name: String, _ since: String) throws {
        let zone = try #require(try compile(text))
        let expected = try testZone(name)
        let seed = UInt64.random(in: 0 ... .max)
        print("VTIMEZONE seed \(seed)")
        var random = SplitMix(seed: seed)
        let start = try testUTC(since)
        let end = try testUTC("99991230T000000")
        let near = try testUTC("20400101T000000").seconds
        for turn in 0..<4000 {
            let last = turn % 2 == 0 ? near : end.seconds
            let seconds = Int.random(in: start.seconds..<last, using: &random)
            let instant = Instant(seconds: seconds)
            #expect(zone.offset(at: instant) == expected.offset(at: instant), "\(instant)")
            let wall = LocalDateTime(seconds: seconds)
            #expect(zone.resolve(wall) == expected.resolve(wall), "\(wall)")
        }
        #expect(zone.transitions(in: start..<end) == expected.transitions(in: start..<end))
    }

    @Test("names and the time before the first change")
    func names() throws {
        let zone = try #require(try compile(VTimeZoneTexts.newYork))
        #expect(zone.id.name == "Custom")
        #expect(zone.abbreviation(at: try testUTC("20260101T000000")) == "EST")
        #expect(zone.abbreviation(at: try testUTC("76540701T000000")) == "EDT")
        #expect(zone.abbreviation(at: try testUTC("16000101T000000")) == "EST")
        #expect(zone.offset(at: try testUTC("16000101T000000")) == -18_000)
        let outlook = try #require(try compile(VTimeZoneTexts.outlookBerlin))
        #expect(outlook.abbreviation(at: try testUTC("20260701T000000")) == "+02")
    }

    @Test("odd but usable", arguments: OddVTimeZone.table)
    func usable(_ row: OddVTimeZone) throws {
        let zone = try #require(try compile(row.observances))
        #expect(zone.offset(at: try testUTC(row.instant)) == row.offset)
    }

    @Test(
        "nothing to go by",
        arguments: [
            "", "X-NOTHING:1", "BEGIN:STANDARD\nEND:STANDARD",
            "BEGIN:STANDARD\nDTSTART:20000101T000000\nEND:STANDARD",  // no TZOFFSETTO
            "BEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD",  // no DTSTART
            "BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETTO:+9900\nEND:STANDARD",
            "BEGIN:VEVENT\nDTSTART:20000101T000000\nTZOFFSETTO:+0100\nEND:VEVENT",
        ])
    func nothing(_ observances: String) throws {
        #expect(try compile(observances) == nil)
    }

    @Test("a rule of another calendar is no rule of a zone")
    func otherCalendar() throws {
        let rule = "RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"
        let zone = try #require(
            try compile(VTimeZoneTexts.daylight("20200329T020000", "+0100", "+0200", rule)))
        #expect(zone.offset(at: try testUTC("20200101T000000")) == 3600)
        #expect(zone.offset(at: try testUTC("20201001T000000")) == 7200)
    }

    @Test("no component of another name, no VTIMEZONE without TZID")
    func otherComponents() throws {
        #expect(Zone(vtimezone: Component("VEVENT")) == nil)
        #expect(Zone(vtimezone: Component("VTIMEZONE")) == nil)
    }

    /// Goal: time and memory stay bounded. Method: count what was kept.
    @Test("limits")
    func limits() throws {
        let endless = VTimeZoneTexts.daylight(
            "00010101T000000", "+0000", "+0100", "RRULE:FREQ=SECONDLY")
        let back = VTimeZoneTexts.standard(
            "00010101T000001", "+0100", "+0000", "RRULE:FREQ=SECONDLY")
        let flood = try #require(try compile(endless + "\n" + back))
        #expect(flood.table.instants.count <= ObservanceCompiler.maxOnsets)

        let parts = (0..<(ObservanceCompiler.maxObservances + 500)).map { number in
            VTimeZoneTexts.standard(
                "\(2000 + number)0101T000000", "+0100", number % 2 == 0 ? "+0100" : "+0200")
        }
        let many = try #require(try compile(parts.joined(separator: "\n")))
        #expect(many.table.instants.count <= ObservanceCompiler.maxObservances)

        let rules = String(
            repeating: "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO\n", count: 3000)
        #expect(
            try compile(VTimeZoneTexts.standard("20000101T000000", "+0100", "+0200", rules)) != nil)

        let dates = (0..<5000).map { "RDATE:\(2000 + $0)0101T000000" }.joined(separator: "\n")
        let dated = try #require(
            try compile(VTimeZoneTexts.standard("20000101T000000", "+0100", "+0200", dates)))
        #expect(dated.table.instants.count <= Observance.maxDates + 1)
    }
}
