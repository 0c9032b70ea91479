import Testing

@testable import Core

/// Goal: COUNT is arithmetic: a billion instances are no more work than ten. Method: the last
/// instance, worked out by hand, and the queries around it.
@Test(
    "COUNT far ahead",
    arguments: [
        // start 2000-01-01T00:00:00, a Saturday; rule, last instance
        ("FREQ=DAILY;COUNT=146098", "24000101T000000"),  // 146,097 days are 400 years
        ("FREQ=SECONDLY;COUNT=1000000001", "20310909T014640"),  // 10^9 seconds
        ("FREQ=SECONDLY;BYMONTH=1;COUNT=1000000000", "23730112T014639"),
        ("FREQ=HOURLY;INTERVAL=7;BYDAY=SA;COUNT=3", "20000101T140000"),
        ("FREQ=WEEKLY;COUNT=20872", "24000101T000000"),
        ("FREQ=WEEKLY;BYDAY=SA,SU;COUNT=41742", "23991226T000000"),
        ("FREQ=MONTHLY;COUNT=4801", "24000101T000000"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2801", "24000131T000000"),  // seven a year
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=4801", "24000111T000000"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;COUNT=688", "23990813T000000"),  // 688 a cycle
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=98", "24000229T000000"),  // 97 a cycle
        ("FREQ=YEARLY;BYYEARDAY=366;COUNT=98", "24001231T000000"),
        ("FREQ=YEARLY;BYWEEKNO=53;COUNT=71", "23990102T000000"),  // 71 a cycle; a Saturday
        ("FREQ=YEARLY;BYDAY=53SU;COUNT=72", "24001231T000000"),
    ])
func farCounts(_ text: String, _ last: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    let start = try vectorTime("20000101T000000")
    let series = try RuleSeries(rule, start: start, isDate: false, until: nil)
    let end = try #require(series.end)
    #expect(vectorText(end) == last)
    #expect(series.isFinite)
    #expect(series.count(before: end) + 1 == rule.count)
    #expect(series.first(atOrAfter: end) == end)
    #expect(series.first(atOrAfter: end.adding(seconds: 1)) == nil)
    #expect(series.last(before: LocalDateTime(seconds: Int.max)) == end)
}

/// Goal: COUNT reaches from the first years to the last. Method: periods before 1970 have negative
/// numbers; the last instance is that of the walk.
@Test(
    "COUNT across all of time",
    arguments: [
        ("00030212T235959", "FREQ=WEEKLY;BYMONTH=7,9;COUNT=85000"),
        ("00010822T235959", "FREQ=WEEKLY;BYMONTH=4,6;BYSETPOS=-1;COUNT=84656"),
        ("00030110T191416", "FREQ=WEEKLY;INTERVAL=9;BYMONTH=6,5;COUNT=8609"),
        ("00010104T020042", "FREQ=WEEKLY;INTERVAL=6;BYMONTH=5,12;BYDAY=TU,SA;COUNT=28489"),
        ("00020101T000000", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=69000"),
        ("00020101T000000", "FREQ=YEARLY;BYWEEKNO=53;COUNT=1770"),
        ("00020101T000000", "FREQ=DAILY;BYMONTH=2;COUNT=282000"),
        ("00020101T000000", "FREQ=HOURLY;INTERVAL=5;BYMONTH=2;COUNT=1350000"),
    ])
func countsAcrossTime(_ start: String, _ text: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    let start = try vectorTime(start)
    let counted = try RuleSeries(rule, start: start, isDate: false, until: nil)
    let endless = try RuleSeries(rule.endless, start: start, isDate: false, until: nil)
    let end = try #require(counted.end)
    #expect(end.date.year > 8800)
    #expect(endless.count(before: end) + 1 == rule.count)
    #expect(endless.first(atOrAfter: end) == end)
}

/// Goal: a COUNT that the year 9999 cuts is no error and no hang. Method: rules of every kernel.
@Test(
    "COUNT behind the year 9999",
    arguments: [
        "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=WEEKLY;INTERVAL=3;BYMONTH=2;BYDAY=MO,TU",
        "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYWEEKNO=53", "FREQ=YEARLY;BYYEARDAY=366;BYHOUR=1,2",
        "FREQ=DAILY;INTERVAL=3;BYMONTH=1", "FREQ=HOURLY;INTERVAL=7;BYMONTH=1",
        "FREQ=MINUTELY;INTERVAL=1441;BYMONTH=1;BYHOUR=3",
        "FREQ=SECONDLY;INTERVAL=100000;BYMONTH=1",
        "FREQ=YEARLY;INTERVAL=2147483647", "FREQ=MONTHLY;INTERVAL=2147483647",
        "FREQ=WEEKLY;INTERVAL=2147483647;BYDAY=SA,SU", "FREQ=DAILY;INTERVAL=2147483647",
        "FREQ=HOURLY;INTERVAL=2147483647", "FREQ=SECONDLY;INTERVAL=2147483647;BYHOUR=0",
        "FREQ=DAILY;INTERVAL=2147483647;BYMONTH=1", "FREQ=DAILY;INTERVAL=2147483647;BYDAY=SA",
    ])
func countsBehindTheEnd(_ text: String) throws {
    let start = try vectorTime("20000101T000000")
    let counted = try RuleSeries(
        RecurrenceRule(parsing: "\(text);COUNT=2147483647"), start: start, isDate: false,
        until: nil)
    let endless = try RuleSeries(
        RecurrenceRule(parsing: text), start: start, isDate: false, until: nil)
    let after = LocalDateTime(seconds: Int.max)
    #expect(counted.end == endless.last(before: after))
    #expect(endless.end == nil && !endless.isFinite)
    #expect((endless.last(before: after)?.date.year ?? 0) <= 9999)
    let total = endless.count(before: after)
    #expect(total == counted.count(before: after))
    if let last = endless.last(before: after) { #expect(endless.count(before: last) == total - 1) }
}

/// Goal: UNTIL and COUNT together end with whichever comes first.
@Test("the earlier of COUNT and UNTIL ends a series")
func countAndUntil() throws {
    let start = try vectorTime("20260101T090000")
    for (text, last) in [
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "20260103T090000"),
        ("FREQ=DAILY;COUNT=30;UNTIL=20260103T090000", "20260103T090000"),  // inclusive
        ("FREQ=DAILY;COUNT=30;UNTIL=20260103T085959", "20260102T090000"),
        ("FREQ=DAILY;UNTIL=20260103", "20260102T090000"),  // a date is its first second
    ] {
        let rule = try RecurrenceRule(parsing: text)
        let until = rule.until?.wallClock { $0.local(offset: 0) }
        let series = try RuleSeries(rule, start: start, isDate: false, until: until)
        #expect(series.end.map(vectorText) == last, "\(text)")
    }
    let rule = try RecurrenceRule(parsing: "FREQ=DAILY;UNTIL=20251231")
    let over = try RuleSeries(
        rule, start: start, isDate: false, until: vectorTime("20251231T000000"))
    #expect(over.isEmpty && over.isFinite)
}

/// Goal: starts that no rule can have are refused. Method: one row per reason.
@Test("starts that are refused")
func refusedStarts() throws {
    let start = try vectorTime("20260101")
    for frequency in [Frequency.hourly, .minutely, .secondly] {
        #expect(throws: ExpansionError.timeFrequencyOnDate(frequency)) {
            try RuleSeries(RecurrenceRule(frequency), start: start, isDate: true, until: nil)
        }
    }
    for seconds in [RuleSeries.earliest - 1, RuleSeries.latest + 1, Int.min, Int.max] {
        #expect(throws: ExpansionError.startOutOfRange) {
            try RuleSeries(
                RecurrenceRule(.daily), start: LocalDateTime(seconds: seconds), isDate: false,
                until: nil)
        }
    }
}

/// Goal: the first and the last year are whole. Method: daily rules at both ends of time.
@Test("series end with the year 9999")
func lastYear() throws {
    let start = try vectorTime("99991225T120000")
    for text in [
        "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "FREQ=MONTHLY;BYMONTHDAY=25,31",
        "FREQ=YEARLY;BYWEEKNO=52;BYDAY=MO,FR", "FREQ=HOURLY;INTERVAL=5;BYMONTH=12",
        "FREQ=YEARLY;BYYEARDAY=-1", "FREQ=WEEKLY;INTERVAL=2;BYMONTH=12,1",
    ] {
        let series = try RuleSeries(
            RecurrenceRule(parsing: text), start: start, isDate: false, until: nil)
        let found = series.instances(in: start..<LocalDateTime(seconds: Int.max), limit: 1000)
        #expect(!found.isEmpty && found.allSatisfy { $0.date.year == 9999 }, "\(text)")
        #expect(found.last == series.last(before: LocalDateTime(seconds: Int.max)), "\(text)")
    }
    let early = try RuleSeries(
        RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=MO,SU;WKST=SU"),
        start: vectorTime("00010101T000000"), isDate: false, until: nil)
    #expect(early.first(atOrAfter: LocalDateTime(seconds: Int.min)) == early.start)
}
