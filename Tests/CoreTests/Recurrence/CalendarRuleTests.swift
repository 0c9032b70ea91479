import Testing

@testable import Core

/// Goal: rules in other calendars read as people mean them. Method: by hand, with almanacs; the
/// first instances of a rule a row.
@Test(
    "rules in other calendars",
    arguments: [
        // A birthday in a Chinese leap month: 10 of 9L, which 2014 has
        ("RSCALE=CHINESE;FREQ=YEARLY", "20141102", "20141102"),  // and no year but it to 2100
        (
            "RSCALE=CHINESE;FREQ=YEARLY;SKIP=BACKWARD", "20141102",
            "20141102 20151022 20161010 20171029"
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY;SKIP=FORWARD", "20141102",
            "20141102 20151121 20161109 20171127"
        ),
        // Hebrew: 30 of Adar I moves by month, then by day
        (
            "RSCALE=HEBREW;FREQ=YEARLY;SKIP=FORWARD", "20140302",
            "20140302 20150321 20160310 20170328"
        ),
        // The leap month behind the twelfth is the first of the next year
        (
            "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12L;BYMONTHDAY=1;SKIP=FORWARD", "20200101",
            "20200125 20210212 20220201 20230122"
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1,12L;BYMONTHDAY=1;SKIP=FORWARD", "20200101",
            "20200125 20210212 20220201 20230122"  // once a year all the same
        ),
        // The end of February twice in one rule; then the same day from two months
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=1,31;SKIP=FORWARD", "20230201",
            "20230201 20230301 20230331 20230401 20230501 20230531"
        ),
        // BYSETPOS chooses before neighbours are joined: February's second is 1 March
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=28,31;BYSETPOS=2;SKIP=FORWARD", "20230101",
            "20230131 20230301 20230331 20230501"
        ),
        // What the 31st is moved to is asked for its weekday
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR;SKIP=BACKWARD", "20230101",
            "20230331 20230630 20240531 20250131"
        ),
        // INTERVAL counts months with the leap ones: 2023 has a second 2nd month
        ("RSCALE=CHINESE;FREQ=MONTHLY;INTERVAL=2", "20230122", "20230122 20230322 20230519"),
        // The first week of a Hebrew year, and its last day by number
        ("RSCALE=HEBREW;FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "20230901", "20230918 20240930 20250922"),
        ("RSCALE=HEBREW;FREQ=YEARLY;BYYEARDAY=385", "20220101", "20271001 20351003"),
        ("RSCALE=HEBREW;FREQ=YEARLY;BYDAY=-1SA", "20230101", "20230909 20240928 20250920"),
        // Weeks and days limited by months
        (
            "RSCALE=ISLAMIC-UMALQURA;FREQ=WEEKLY;BYMONTH=9;BYDAY=FR", "20240101",
            "20240315 20240322 20240329 20240405 20250307"
        ),
        (
            "RSCALE=CHINESE;FREQ=DAILY;BYMONTH=12;BYMONTHDAY=-1", "20230101",
            "20230121 20240209 20250128"
        ),
        // Nothing asks the calendar: as in the Gregorian one, and behind the end of the table
        ("RSCALE=CHINESE;FREQ=DAILY;INTERVAL=2", "21050101", "21050101 21050103"),
        ("RSCALE=CHINESE;FREQ=WEEKLY;BYDAY=MO", "21050101", "21050105 21050112"),
        // Years of other numbers with Gregorian months
        ("RSCALE=BUDDHIST;FREQ=YEARLY;INTERVAL=4", "20240229", "20240229 20280229"),
        ("RSCALE=ROC;FREQ=MONTHLY;BYDAY=2MO", "20241001", "20241014 20241111"),
    ])
func calendarRules(_ text: String, _ start: String, _ expected: String) throws {
    let start = try vectorTime(start)
    let series = try RuleSeries(
        RecurrenceRule(parsing: text), start: start, isDate: true, until: nil)
    let expected = expected.split(separator: " ")
    let window = start..<CivilDate.range.upperBound.midnight
    let found = series.instances(in: window, limit: expected.count + 1).map { vectorText($0) }
    #expect(found.prefix(expected.count).elementsEqual(expected.map { $0 + "T000000" }))
    if expected.count == 1 { #expect(found.count == 1) }
}

/// Goal: times within days, units of hours and less, COUNT and UNTIL work on other calendars'
/// days. Method: by hand.
@Test(
    "times on days of other calendars",
    arguments: [
        (
            "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15;BYHOUR=8,20", "20260925T080000",
            "20260925T080000 20260925T200000 20270915T080000"
        ),
        (
            "RSCALE=DANGI;FREQ=HOURLY;INTERVAL=9;BYMONTH=1;BYMONTHDAY=1", "20260217T070000",
            "20260217T070000 20260217T160000 20270207T010000"
        ),
        (
            "RSCALE=COPTIC;FREQ=MINUTELY;INTERVAL=1000;BYMONTH=13;BYDAY=MO,TU",
            "20240906T000000", "20240909T112000 20240910T040000 20240910T204000"
        ),
        (
            "RSCALE=HEBREW;FREQ=SECONDLY;BYMONTH=1;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0,30",
            "20230101T000000", "20230916T090000 20230916T090030 20241003T090000"
        ),
    ])
func calendarTimes(_ text: String, _ start: String, _ expected: String) throws {
    let start = try vectorTime(start)
    let expected = expected.split(separator: " ").map(String.init)
    let rule = try RecurrenceRule(parsing: text)
    let series = try RuleSeries(rule, start: start, isDate: false, until: nil)
    let window = start..<CivilDate.range.upperBound.midnight
    let found = series.instances(in: window, limit: expected.count)
    #expect(found.map(vectorText) == expected)
    let counted = try RuleSeries(
        rule.ending(count: expected.count), start: start, isDate: false, until: nil)
    #expect(counted.end.map(vectorText) == expected.last)
    let last = try #require(found.last)
    let ended = try RuleSeries(rule, start: start, isDate: false, until: last.adding(seconds: -1))
    #expect(ended.end == found.dropLast().last)
}

/// Goal: whatever is asked, it ends soon, and nothing overflows. Method: rules that never yield or
/// not within a table, the largest numbers, starts outside of what a calendar knows.
@Test(
    "limits of rules in other calendars",
    arguments: [
        // start, rule, whether there is no instance
        ("20200101", "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1L;BYMONTHDAY=30", true),  // not to 2100
        ("20200101", "RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=31", true),
        ("20200101", "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=2,5L;BYDAY=6MO", true),
        ("20200101", "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYDAY=SU", true),
        ("20200101", "RSCALE=HEBREW;FREQ=WEEKLY;BYMONTH=1;BYDAY=MO;BYSETPOS=2", true),
        ("20200101", "RSCALE=COPTIC;FREQ=DAILY;BYMONTHDAY=31;BYMONTH=1", true),
        ("20200101", "RSCALE=COPTIC;FREQ=DAILY;INTERVAL=7;BYDAY=TU;BYMONTH=1", true),
        ("20200101", "RSCALE=COPTIC;FREQ=YEARLY;INTERVAL=2147483647;BYMONTHDAY=31", true),
        ("20200101", "RSCALE=COPTIC;FREQ=YEARLY;INTERVAL=2147483647", false),
        ("20200101", "RSCALE=HEBREW;FREQ=MONTHLY;INTERVAL=2147483647;SKIP=FORWARD", false),
        ("20200101", "RSCALE=CHINESE;FREQ=WEEKLY;INTERVAL=2147483647;BYMONTH=12", false),
        ("20200101", "RSCALE=PERSIAN;FREQ=DAILY;INTERVAL=2147483647;BYMONTH=10", false),
        ("18500101", "RSCALE=CHINESE;FREQ=YEARLY", true),  // before the table
        ("21500101", "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1", true),  // behind it
        ("00010101", "RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=-31;SKIP=BACKWARD", false),
        ("00010101", "RSCALE=PERSIAN;FREQ=YEARLY;BYYEARDAY=-366;SKIP=BACKWARD", false),
        ("99991231", "RSCALE=INDIAN;FREQ=YEARLY;SKIP=FORWARD", false),
        ("99991201", "RSCALE=INDIAN;FREQ=YEARLY;BYWEEKNO=1;BYMONTH=1", true),
    ])
func calendarLimits(_ start: String, _ text: String, _ isEmpty: Bool) throws {
    let start = try vectorTime(start)
    let clock = ContinuousClock()
    let elapsed = try clock.measure {
        for ending in ["", ";COUNT=2147483647"] {
            let series = try RuleSeries(
                RecurrenceRule(parsing: text + ending), start: start, isDate: true, until: nil)
            #expect(series.isEmpty == isEmpty, "\(text)")
            let all = LocalDateTime(seconds: Int.min)..<LocalDateTime(seconds: Int.max)
            let few = series.instances(in: all, limit: 3)
            #expect(few.isEmpty == isEmpty)
            let last = series.last(before: LocalDateTime(seconds: Int.max))
            #expect((last == nil) == isEmpty)
            #expect(series.first(atOrAfter: LocalDateTime(seconds: Int.max / 2)) == nil)
            if let last {
                #expect(series.first(atOrAfter: last) == last)
                let count = series.count(before: last)
                #expect(series.count(before: LocalDateTime(seconds: Int.max)) == count + 1)
            }
        }
    }
    // A hang takes minutes; the worst of these takes a fraction of a second.
    #expect(elapsed < .seconds(60), "\(text) took \(elapsed)")
}
