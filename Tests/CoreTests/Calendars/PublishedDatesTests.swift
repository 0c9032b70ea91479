import Testing

@testable import Core

private struct PublishedFeast: Sendable, CustomTestStringConvertible {
    let name: String
    let rule: String
    let start: String
    let days: [Int]
    var testDescription: String { name }
}

private let feasts = [
    PublishedFeast(
        name: "Chinese New Year", rule: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
        start: "19500217", days: PublishedLunarDays.chineseNewYear),
    PublishedFeast(
        name: "Mid-Autumn", rule: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
        start: "19500926", days: PublishedLunarDays.midAutumn),
    PublishedFeast(
        name: "Seollal", rule: "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
        start: "19500217", days: PublishedLunarDays.seollal),
    PublishedFeast(
        name: "Chuseok", rule: "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
        start: "19500926", days: PublishedLunarDays.chuseok),
]

/// Goal: feasts are on their published days from 1950 to 2100. Method: one rule for each, compared
/// with a published list; the last is that of 2100, where the tables end.
@Test("feasts of 151 years", arguments: feasts)
private func publishedFeasts(_ feast: PublishedFeast) throws {
    let start = try vectorTime(feast.start)
    let series = try RuleSeries(
        RecurrenceRule(parsing: feast.rule), start: start, isDate: true, until: nil)
    let expected = zip(PublishedLunarDays.years, feast.days).map { year, day in
        CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1) + day - 1)
    }
    let all = start..<CivilDate.range.upperBound.midnight
    #expect(series.instances(in: all, limit: 1_000).map(\.date) == expected)
    #expect(series.isFinite && series.end?.date == expected.last)
}

/// Goal: days that people know are what calendars say. Method: a name and its day a row; Gregorian
/// dates of common almanacs.
@Test(
    "days of almanacs",
    arguments: [
        // calendar, year, month, day: the day, and what it is
        (CalendarSystem.chinese, 2023, MonthCode(2, isLeap: true), 1, "20230322"),
        (.chinese, 2033, MonthCode(11, isLeap: true), 1, "20331222"),  // the famous exception
        (.chinese, 2057, MonthCode(9), 1, "20570928"),  // new moon at midnight; as published
        (.dangi, 2017, MonthCode(5, isLeap: true), 1, "20170624"),
        (.dangi, 2012, MonthCode(3, isLeap: true), 1, "20120421"),
        (.hebrew, 5784, MonthCode(1), 1, "20230916"),  // Rosh Hashanah
        (.hebrew, 5785, MonthCode(1), 1, "20241003"),
        (.hebrew, 5807, MonthCode(1), 1, "20461001"),  // ICU 72 has the day after
        (.hebrew, 5784, MonthCode(7), 15, "20240423"),  // Passover
        (.hebrew, 5785, MonthCode(7), 15, "20250413"),
        (.hebrew, 5784, MonthCode(5, isLeap: true), 14, "20240223"),  // Purim Katan
        (.hebrew, 5708, MonthCode(8), 5, "19480514"),  // Israel's independence
        (.ummAlQura, 1445, MonthCode(9), 1, "20240311"),  // Ramadan
        (.ummAlQura, 1446, MonthCode(9), 1, "20250301"),
        (.ummAlQura, 1400, MonthCode(1), 1, "19791120"),  // the siege of Mecca
        (.ummAlQura, 1365, MonthCode(1), 1, "19451205"),  // where the table begins
        (.ummAlQura, 1500, MonthCode(12), 30, "20771116"),  // and ends
        (.islamicCivil, 1, MonthCode(1), 1, "06220719"),  // 16 July, Julian
        (.islamicTabular, 1, MonthCode(1), 1, "06220718"),
        (.islamicCivil, 1445, MonthCode(9), 1, "20240311"),
        (.persian, 1400, MonthCode(1), 1, "20210321"),  // Nowruz
        (.persian, 1403, MonthCode(1), 1, "20240320"),
        (.persian, 1403, MonthCode(12), 30, "20250320"),  // a leap year's last day
        (.coptic, 1741, MonthCode(1), 1, "20240911"),  // Nayrouz
        (.coptic, 1740, MonthCode(1), 1, "20230912"),  // before a leap year
        (.ethiopic, 2017, MonthCode(1), 1, "20240911"),  // Enkutatash
        (.ethiopic, 2000, MonthCode(1), 1, "20070912"),  // Ethiopia's millennium
        (.ethiopicAmeteAlem, 7500, MonthCode(1), 1, "20070912"),
        (.indian, 1946, MonthCode(1), 1, "20240321"),  // a leap year's Chaitra
        (.indian, 1879, MonthCode(1), 1, "19570322"),  // its introduction
        (.buddhist, 2567, MonthCode(2), 29, "20240229"),
        (.roc, 113, MonthCode(10), 10, "20241010"),
        (.japanese, 2019, MonthCode(5), 1, "20190501"),
    ])
func almanacDays(
    _ calendar: CalendarSystem, _ year: Int, _ month: MonthCode, _ day: Int, _ text: String
) throws {
    let date = CalendarDate(year: year, month: month, day: day)
    let civil = try vectorTime(text).date
    #expect(calendar.day(of: date) == civil)
    #expect(calendar.date(of: civil) == date)
}

/// Goal: a name that no day has is none. Method: one row per reason.
@Test(
    "names of no day",
    arguments: [
        (CalendarSystem.chinese, 2024, MonthCode(2, isLeap: true), 1),  // 2023 has it
        (.chinese, 2024, MonthCode(13), 1),
        (.chinese, 1899, MonthCode(1), 1),  // before the table
        (.chinese, 2101, MonthCode(1), 1),
        (.hebrew, 5785, MonthCode(5, isLeap: true), 1),  // no leap year
        (.hebrew, 5784, MonthCode(6, isLeap: true), 1),
        (.hebrew, 5784, MonthCode(0), 1),
        (.hebrew, 5784, MonthCode(-1), 1),
        (.persian, 1402, MonthCode(12), 30),
        (.coptic, 1741, MonthCode(13), 6),
        (.gregorian, 2023, MonthCode(2), 29),
        (.gregorian, 2023, MonthCode(1), 0),
        (.gregorian, 10_000, MonthCode(1), 1),
        (.gregorian, 2023, MonthCode(Int.max), 1),
        (.gregorian, 2023, MonthCode(1), Int.max),
    ])
func noSuchDay(_ calendar: CalendarSystem, _ year: Int, _ month: MonthCode, _ day: Int) {
    #expect(calendar.day(of: CalendarDate(year: year, month: month, day: day)) == nil)
}
