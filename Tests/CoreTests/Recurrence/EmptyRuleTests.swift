import Testing

@testable import Core

/// Goal: a rule that never yields says so at once, however far it would have to be looked for.
/// Method: one row per reason; all queries are asked.
@Test(
    "rules that never yield",
    arguments: [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",  // no such day
        "FREQ=YEARLY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=6MO",  // a month has five at most
        "FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2",  // one is never the second
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO",  // the second Monday is never the first
        "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6",
        "FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=1",
        "FREQ=YEARLY;INTERVAL=2;BYYEARDAY=366",  // 2001, 2003, …: no leap years
        "FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",  // from a January
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",  // from a Monday
        "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;BYSETPOS=2",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=3",  // from 9 o'clock
        "FREQ=HOURLY;INTERVAL=2;BYHOUR=2,4",
        "FREQ=HOURLY;INTERVAL=168;BYDAY=SU",
        "FREQ=HOURLY;INTERVAL=7;BYHOUR=9;BYDAY=TU",  // 7 hours: one weekday for every hour
        "FREQ=HOURLY;INTERVAL=10;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMINUTE=1,2;BYSETPOS=3",
        "FREQ=MINUTELY;INTERVAL=5;BYMINUTE=1,2,3,4",
        "FREQ=MINUTELY;INTERVAL=1442;BYMINUTE=1",  // even minutes only
        "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
        "FREQ=SECONDLY;INTERVAL=86402;BYSECOND=1,3;BYMONTH=1",  // even seconds only
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;INTERVAL=2147483647;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=2147483647;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;INTERVAL=2147483647;BYMONTH=2",
    ])
func neverYielding(_ text: String) throws {
    // Monday 1 January 2001, 9:00.
    let start = try vectorTime("20010101T090000")
    let clock = ContinuousClock()
    let elapsed = try clock.measure {
        for ending in ["", ";COUNT=1000000000"] {
            let series = try RuleSeries(
                RecurrenceRule(parsing: text + ending), start: start, isDate: false, until: nil)
            #expect(series.isEmpty && series.isFinite && series.end == nil)
            #expect(series.first(atOrAfter: start) == nil)
            #expect(series.last(before: LocalDateTime(seconds: Int.max)) == nil)
            #expect(series.count(before: LocalDateTime(seconds: Int.max)) == 0)
            let all = LocalDateTime(seconds: Int.min)..<LocalDateTime(seconds: Int.max)
            #expect(series.instances(in: all, limit: 10).isEmpty)
        }
    }
    // A hang takes minutes; the worst of these takes milliseconds.
    #expect(elapsed < .seconds(5), "\(text) took \(elapsed)")
}

/// Goal: rules that yield after a long time are not taken for empty. Method: the first instance,
/// worked out by hand.
@Test(
    "rules that yield late",
    arguments: [
        // start, rule, first instance
        ("18970101T090000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "19040229T090000"),
        ("20040229T090000", "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "20040229T090000"),
        // 2100, 2200 and 2300 are no leap years
        ("20000301T090000", "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "24000229T090000"),
        // 29 February is a Monday every 28 years, and 1900 breaks it
        ("18930101T090000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "19040229T090000"),
        ("20000102T090000", "FREQ=DAILY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=29", "20040229T090000"),
        // 2001 plus 1001 hours at a time: midnight of 1 January again after 24 steps or more
        ("20010101T000000", "FREQ=HOURLY;INTERVAL=8760;BYMONTHDAY=31", "20041231T000000"),
        ("20010101T000000", "FREQ=SECONDLY;INTERVAL=2147483647;BYMONTH=2", "21370207T062814"),
    ])
func lateYielding(_ start: String, _ text: String, _ first: String) throws {
    let series = try RuleSeries(
        RecurrenceRule(parsing: text), start: vectorTime(start), isDate: false, until: nil)
    #expect(series.first(atOrAfter: series.start).map(vectorText) == first)
}
