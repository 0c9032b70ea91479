import Core
import Testing

@testable import DaylineTUI

/// Goal: every rule in words, and the words right. Method: one rule per row, for an event that
/// starts on Tuesday, 24 November 2026 at 10:00 unless the row says otherwise; today is in 2026.
@Suite("RuleText") struct RuleTextTests {
    static let rows: [(rule: String, expected: String, reason: String)] = [
        ("FREQ=DAILY", "every day", "no part"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days", "interval"),
        ("FREQ=DAILY;COUNT=10", "every day 10 times", "count"),
        ("FREQ=DAILY;COUNT=1", "every day once", "count of one"),
        ("FREQ=DAILY;UNTIL=20261231T235959", "every day until 31 Dec", "this year's date"),
        ("FREQ=DAILY;UNTIL=20271231T235959", "every day until 31 Dec 2027", "another year's"),
        (
            "FREQ=DAILY;UNTIL=20261231T090000", "every day until 30 Dec",
            "ends before the time of day: the day before is the last"
        ),
        ("FREQ=DAILY;UNTIL=20261231T100000", "every day until 31 Dec", "UNTIL is inclusive"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "better than five names"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO,FR", "every 2 days on Mon and Fri", "a filter"),
        ("FREQ=DAILY;BYMONTH=1", "every day in January", "a filter"),
        ("FREQ=DAILY;BYMONTH=1;BYMONTHDAY=1,2", "every day on days 1 and 2 in January", "two"),
        ("FREQ=DAILY;BYHOUR=9,12", "every day at 09:00 and 12:00", "times of day"),
        (
            "FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30", "every day at 09:00 and 09:30",
            "hours and minutes"
        ),
        (
            "FREQ=DAILY;BYHOUR=9,10,11,12;BYMINUTE=0,30",
            "by the rule FREQ=DAILY;BYMINUTE=0,30;BYHOUR=9,10,11,12", "too many times to say"
        ),
        ("FREQ=WEEKLY", "every week on Tue", "the day comes from the start"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261231T235959",
            "every 2 weeks on Tue and Thu until 31 Dec", "the sentence of the design"
        ),
        ("FREQ=WEEKLY;BYDAY=TH,TU", "every week on Tue and Thu", "in the week's order"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "weekly as daily"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
            "every 2 weeks on Mon, Tue, Wed, Thu and Fri", "with an interval all names"
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
            "every 2 weeks on Tue and Sun (weeks start on Sun)", "here WKST matters"
        ),
        ("FREQ=WEEKLY;BYDAY=TU,SU;WKST=SU", "every week on Tue and Sun", "here it does not"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=6,7", "every week on Tue in June and July", "months"),
        ("FREQ=WEEKLY;BYDAY=TU;BYHOUR=8", "every week on Tue at 08:00", "minute of the start"),
        ("FREQ=MONTHLY", "every month on day 24", "the day comes from the start"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15", "a day"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,1", "every month on days 1 and 15", "two days"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day", "from the end"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,-1", "every month on day 1 and the last day",
            "from both ends"
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "every month on the 3rd to last day", "from the end"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the 2nd Tue", "a numbered weekday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Fri", "from the end"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "every month on the 1st Mon and 3rd Mon", "two of them"),
        ("FREQ=MONTHLY;BYDAY=TU", "every month on every Tue", "each of them"),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on every Fri that is day 13",
            "a 13th"
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday",
            "the last working day"
        ),
        (
            "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month on the 1st weekend day",
            "weekend"
        ),
        (
            "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2", "every month on the 2nd Tue or Thu",
            "one of a set"
        ),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the 1st Mon", "quarterly"),
        ("FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=15", "every month on day 15 in March", "a filter"),
        ("FREQ=YEARLY", "every year on 24 November", "the date comes from the start"),
        ("FREQ=YEARLY;INTERVAL=4", "every 4 years on 24 November", "interval"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "every year on 25 December", "a date"),
        ("FREQ=YEARLY;BYMONTH=3,9", "every year on 24 March and 24 September", "two months"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "every year on the 4th Thu in November", "a rule"),
        ("FREQ=YEARLY;BYDAY=20MO", "every year on the 20th Mon of the year", "of the year"),
        ("FREQ=YEARLY;BYDAY=MO", "every year on every Mon", "each"),
        ("FREQ=YEARLY;BYYEARDAY=100", "every year on day 100 of the year", "a day of the year"),
        ("FREQ=YEARLY;BYYEARDAY=-1", "every year on the last day of the year", "from the end"),
        ("FREQ=YEARLY;BYWEEKNO=20", "every year on Tue of week 20", "a week"),
        (
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,FR", "every year on Mon and Fri of week 20",
            "days of a week"
        ),
        (
            "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;WKST=SU",
            "every year on Mon of week 1 (weeks start on Sun)", "WKST numbers the weeks"
        ),
        ("FREQ=YEARLY;BYMONTHDAY=13", "every year on day 13 of every month", "twelve a year"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1", "every year on the last day in January", "end"),
        ("FREQ=HOURLY;INTERVAL=2", "every 2 hours", "hours"),
        ("FREQ=HOURLY;BYMINUTE=0,30", "every hour at :00 and :30", "minutes of an hour"),
        (
            "FREQ=MINUTELY;INTERVAL=15;BYHOUR=9,10,11", "every 15 minutes from 09:00 to 11:59",
            "a run of hours"
        ),
        (
            "FREQ=HOURLY;BYHOUR=9,17", "every hour in the hours 9 and 17", "hours with a hole"
        ),
        ("FREQ=SECONDLY;INTERVAL=30;COUNT=4", "every 30 seconds 4 times", "seconds"),
        ("FREQ=HOURLY;UNTIL=20261124T180000", "every hour until 24 Nov 18:00", "with the time"),
        (
            "FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=2",
            "by the rule FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=2", "no sentence: the text"
        ),
        (
            "FREQ=DAILY;BYSECOND=10,20", "by the rule FREQ=DAILY;BYSECOND=10,20",
            "no sentence: the text"
        ),
        (
            "FREQ=MONTHLY;BYDAY=1MO,FR", "by the rule FREQ=MONTHLY;BYDAY=1MO,FR",
            "numbered and not"
        ),
        (
            "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
            "every year on the 15th of the 8th month, Korean calendar", "Chuseok"
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY",
            "every year on the 16th of the 10th month, Chinese calendar", "the start's own day"
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L,6;BYMONTHDAY=8;SKIP=FORWARD;COUNT=3",
            "every year on the 8th of the leap 5th and the 6th month (else the nearest after)"
                + " 3 times, Chinese calendar", "a leap month, and what replaces it"
        ),
        (
            "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=-1",
            "every year on the last day of the leap 5th month (years that have it),"
                + " Hebrew calendar", "a leap month left out"
        ),
        (
            "RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=30",
            "every month on day 30 (months that have it), Hebrew calendar", "a day left out"
        ),
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD",
            "every month on day 31 (else the nearest before)", "SKIP alone"
        ),
        (
            "RSCALE=ROC;FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=10",
            "every year on the 10th of October, Minguo calendar", "Gregorian months"
        ),
        (
            "RSCALE=HEBREW;FREQ=MONTHLY;BYDAY=1MO",
            "by the rule RSCALE=HEBREW;FREQ=MONTHLY;BYDAY=1MO", "no sentence: the text"
        ),
    ]

    @Test("in English", arguments: rows)
    func english(_ row: (rule: String, expected: String, reason: String)) throws {
        let start = try #require(LocalDateTime(year: 2026, month: 11, day: 24, hour: 10))
        let rule = try RecurrenceRule(parsing: row.rule)
        let words = English().sentence(rule, start: start, today: start.date)
        if words.hasPrefix("by the rule ") {
            #expect(words == "by the rule \(rule)", "quoted as it is written")
            #expect(row.expected.hasPrefix("by the rule "), "\(row.rule): \(row.reason)")
        } else {
            #expect(words == row.expected, "\(row.rule): \(row.reason)")
        }
    }

    @Test("a start late in the month, and a leap day, say what is left out")
    func lateStarts() throws {
        let today = try #require(CivilDate(year: 2026, month: 1, day: 1))
        let last = try #require(LocalDateTime(year: 2026, month: 1, day: 31, hour: 10))
        let monthly = try RecurrenceRule(.monthly)
        #expect(
            English().sentence(monthly, start: last, today: today)
                == "every month on day 31 (months that have it)")
        let leap = try #require(LocalDateTime(year: 2028, month: 2, day: 29))
        let yearly = try RecurrenceRule(.yearly)
        #expect(
            English().sentence(yearly, start: leap, today: today)
                == "every year on 29 February (leap years)")
    }

    @Test(
        "durations in words",
        arguments: [
            (NominalDuration(seconds: 5400), "1 h 30 min"), (NominalDuration(days: 1), "1 day"),
            (NominalDuration(days: 14), "2 weeks"), (NominalDuration(days: 3), "3 days"),
            (NominalDuration(days: 1, seconds: 7200), "1 day 2 h"), (.zero, "no time"),
            (NominalDuration(seconds: 45), "45 s"), (NominalDuration(seconds: -900), "−15 min"),
        ])
    func durations(_ duration: NominalDuration, _ expected: String) {
        #expect(English().duration(duration) == expected)
    }
}
