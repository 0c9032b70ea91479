import TestTools
import Testing

@testable import Core

/// Goal: asking every day gives what compiling the rule gives, and an encoded seed what a decoded
/// one gives. Method: random plain rules, exclusions, lengths, zones and windows.
@Test("day patterns equal compiled rules", arguments: 0..<60 as Range<UInt64>)
func dayPatternsEqualCompiledRules(_ number: UInt64) throws {
    print("day pattern seed \(number)")
    var generator = SplitMix(seed: number)
    var quick = 0
    for _ in 0..<40 {
        let seed = randomPlainSeed(&generator)
        quick +=
            DayPattern(seed.rules[0].rule, start: LocalDateTime(seconds: seed.start)) == nil
            ? 0 : 1
        let bytes = seed.encoded
        let display = try testZone(generator.next() % 2 == 0 ? "Europe/Berlin" : "Pacific/Apia")
        for _ in 0..<10 {
            let low = seed.start + Int.random(in: -40...4000, using: &generator) * 86_400
            let days = Int.random(in: 1...60, using: &generator)
            let span = Instant(seconds: low)..<Instant(seconds: low + days * 86_400)
            var window = ExpansionWindow(span, display: display, zones: testZones)
            var expected: [SeriesInstance] = []
            seed.forEachInstance(in: &window) { expected.append($0) }
            var found: [SeriesInstance] = []
            let isRead = bytes.withUnsafeBytes { bytes in
                SeriesSeed.forEachInstance(encoded: bytes, in: &window) { instance, clock, _ in
                    #expect(clock == seed.clock)
                    found.append(instance)
                }
            }
            #expect(isRead)
            #expect(found == expected, "\(seed.rules[0].rule) \(span) \(seed)")
        }
    }
    #expect(quick > 30)
}

private func randomPlainSeed(_ generator: inout SplitMix) -> SeriesSeed {
    func pick<Value>(_ values: [Value]) -> Value {
        values[Int(generator.next() % UInt64(values.count))]
    }
    let zone = TimeZoneID(pick(["Europe/Berlin", "Pacific/Apia", "America/New_York"]))
    let clock = pick([
        SeriesClock.date, .floating, .utc, .zoned(written: zone, zone: .named(zone)),
    ])
    let isDate = clock == .date
    let day = Int.random(in: 14_000...18_000, using: &generator)
    let start = day * 86_400 + (isDate ? 0 : Int.random(in: 0..<86_400, using: &generator))
    let parts = pick([
        "FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,WE,FR", "FREQ=DAILY;BYMONTH=3,10",
        "FREQ=DAILY;BYMONTHDAY=1,-1", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU,TU",
        "FREQ=WEEKLY;BYDAY=MO;WKST=SU", "FREQ=WEEKLY;BYMONTH=5", "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-3,15", "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=-1FR,1MO,WE", "FREQ=MONTHLY;BYDAY=5SA", "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2,11",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=YEARLY;BYMONTHDAY=5",
        "FREQ=YEARLY;BYDAY=TH;BYMONTH=11", "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYDAY=20MO", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-2",
        "FREQ=MONTHLY;BYMONTHDAY=1,7,31;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=1MO,2TU,-1FR;BYSETPOS=2,31",
        "FREQ=YEARLY;BYDAY=MO;BYMONTH=5;BYSETPOS=2",
        "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1",
    ])
    let interval = pick([1, 1, 2, 3, 7])
    let length = pick([
        InstanceLength(), InstanceLength(exactSeconds: 5400), InstanceLength(wallSeconds: 86_400),
        InstanceLength(wallSeconds: 3 * 86_400), InstanceLength(exactSeconds: 200_000),
    ])
    var seed = SeriesSeed(clock: clock, start: start, length: length)
    let rule = try? RecurrenceRule(parsing: "\(parts);INTERVAL=\(interval)")
    let last = pick([nil, nil, start + 700 * 86_400])
    seed.rules = rule.map { [SeriesRule(rule: $0, last: last)] } ?? []
    if generator.next() % 2 == 0 {
        let ids = seed.recurrenceIDs(in: start..<(start + 900 * 86_400), limit: 50)
        seed.excluded = ids.filter { _ in generator.next() % 3 == 0 }
    }
    return seed
}

/// Goal: days of other calendars are not asked for by Gregorian months. Method: rules that would
/// have a pattern but for RSCALE or SKIP.
@Test(
    "rules of other calendars have no day pattern",
    arguments: [
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "RSCALE=CHINESE;FREQ=MONTHLY",
        "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD",
    ])
func calendarRulesHaveNoPattern(_ text: String) throws {
    let start = try testTime("20260105").wallClock
    #expect(try DayPattern(RecurrenceRule(parsing: text), start: start) == nil)
}
