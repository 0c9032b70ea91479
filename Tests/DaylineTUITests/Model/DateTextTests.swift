import Core
import Testing

@testable import DaylineTUI

/// Goal: the language of dates that form, prompt and command line share. Method: one text per
/// row, read on Monday, 23 November 2026, at 16:12:36.
@Suite("DateText") struct DateTextTests {
    static let now = LocalDateTime(
        CivilDate(dayNumber: CivilDate.dayNumber(year: 2026, month: 11, day: 23)),
        secondOfDay: 16 * 3600 + 12 * 60 + 36)

    static let dates: [(text: String, expected: String?, reason: String)] = [
        ("2026-12-24", "2026-12-24", "ISO"),
        ("20261224", "2026-12-24", "ISO, basic form"),
        ("2026-1-5", "2026-01-05", "zeros may be left out"),
        ("2026-02-29", nil, "no such day"),
        ("2028-02-29", "2028-02-29", "a leap day"),
        ("0000-01-01", nil, "years begin with 1"),
        ("2026-13-01", nil, "no such month"),
        ("2026-12", "2026-12-01", "a month means its first day"),
        ("12-24", "2026-12-24", "month and day, this year"),
        ("01-05", "2027-01-05", "month and day, gone by: next year"),
        ("24.12.", "2026-12-24", "day and month with dots"),
        ("24.12.2027", "2027-12-24", "with the year"),
        ("24.12", nil, "could be a time: not read as a date"),
        ("12/24", nil, "day or month first? never a guess"),
        ("today", "2026-11-23", "a word"),
        ("Today", "2026-11-23", "case does not matter"),
        ("  tomorrow ", "2026-11-24", "spaces around do not matter"),
        ("tom", "2026-11-24", "short for tomorrow"),
        ("yesterday", "2026-11-22", "a word"),
        ("eom", "2026-11-30", "end of the month"),
        ("+3", "2026-11-26", "days are the unit when none is named"),
        ("+10d", "2026-12-03", "days"),
        ("+2w", "2026-12-07", "weeks"),
        ("-1w", "2026-11-16", "backwards"),
        ("+3m", "2027-02-23", "months"),
        ("+1y", "2027-11-23", "years"),
        ("+99999d", nil, "numbers have four digits at most"),
        ("-9999y", nil, "outside the calendar"),
        ("tomorrow+2d", "2026-11-26", "a word and an offset"),
        ("today + 2d", nil, "an offset keeps together"),
        ("fri +1w", "2026-12-04", "a weekday and an offset"),
        ("mon", "2026-11-23", "a weekday may be today"),
        ("monday", "2026-11-23", "spelled out"),
        ("tues", "2026-11-24", "any beginning of three letters or more"),
        ("fri", "2026-11-27", "the next one"),
        ("sun", "2026-11-29", "the next one"),
        ("next fri", "2026-11-27", "the first one after today"),
        ("next mon", "2026-11-30", "never today"),
        ("this fri", "2026-11-27", "today or after"),
        ("last fri", "2026-11-20", "before today"),
        ("last mon", "2026-11-16", "never today"),
        ("next week", "2026-11-30", "seven days on"),
        ("next month", "2026-12-23", "the same day of the month"),
        ("last year", "2025-11-23", "a year back"),
        ("next day", nil, "say tomorrow"),
        ("in 3 days", "2026-11-26", "in words"),
        ("in a week", "2026-11-30", "in words"),
        ("in 2 months", "2027-01-23", "in words"),
        ("2 weeks ago", "2026-11-09", "in words"),
        ("24 dec", "2026-12-24", "day and month"),
        ("dec 24", "2026-12-24", "month and day"),
        ("24 December 2027", "2027-12-24", "with the year"),
        ("Dec 24, 2027", "2027-12-24", "with a comma"),
        ("24th dec", "2026-12-24", "an ordinal"),
        ("3 jan", "2027-01-03", "gone by this year: next year"),
        ("23 nov", "2026-11-23", "today has not gone by"),
        ("29 feb", "2028-02-29", "the next leap day"),
        ("31 jun", nil, "June has 30 days"),
        ("dec", "2026-12-01", "the first of a month"),
        ("mar", "2027-03-01", "of the next one"),
        ("dec 2027", "2027-12-01", "a month of a year"),
        ("24th", "2026-11-24", "the next day of that number"),
        ("5", "2026-12-05", "in the next month when gone by"),
        ("31", "2026-12-31", "in the next month that has it"),
        ("32", nil, "no such day"),
        ("tue 24 nov", "2026-11-24", "a weekday that is right"),
        ("wed 24 nov", nil, "a weekday that is wrong"),
        ("mo", nil, "two letters are too few"),
        ("", nil, "nothing"),
        ("soon", nil, "no date"),
        ("next", nil, "half a phrase"),
        (String(repeating: "1", count: 65), nil, "longer than the limit"),
        ("٢٤ dec", nil, "ASCII digits only"),
    ]

    @Test("dates", arguments: dates)
    func date(_ row: (text: String, expected: String?, reason: String)) {
        let found = DateText.date(row.text, today: Self.now.date)
        #expect(found?.description == row.expected, "\(row.text): \(row.reason)")
    }

    static let times: [(text: String, expected: String?, reason: String)] = [
        ("14:30", "14:30:00", "24 hours"),
        ("9:05", "09:05:00", "one digit of hours"),
        ("14:30:15", "14:30:15", "with seconds"),
        ("14.30", "14:30:00", "a dot"),
        ("14h30", "14:30:00", "an h"),
        ("14h", "14:00:00", "an h alone"),
        ("1430", "14:30:00", "four digits"),
        ("930", "09:30:00", "three digits"),
        ("9", "09:00:00", "an hour"),
        ("2pm", "14:00:00", "afternoon"),
        ("2 PM", "14:00:00", "with a space"),
        ("2:30pm", "14:30:00", "with minutes"),
        ("2:30 p.m.", "14:30:00", "with dots"),
        ("12am", "00:00:00", "midnight"),
        ("12pm", "12:00:00", "noon"),
        ("noon", "12:00:00", "a word"),
        ("midnight", "00:00:00", "a word"),
        ("13pm", nil, "no such hour"),
        ("0am", nil, "no such hour"),
        ("24:00", nil, "the next day begins at 00:00"),
        ("14:60", nil, "no such minute"),
        ("14:3", nil, "minutes have two digits"),
        ("-3", nil, "no sign"),
        ("14:30:15:00", nil, "too many parts"),
        ("", nil, "nothing"),
        ("late", nil, "no time"),
    ]

    @Test("times", arguments: times)
    func time(_ row: (text: String, expected: String?, reason: String)) {
        let found = DateText.time(row.text).map {
            LocalDateTime(seconds: $0).description.dropFirst(11)
        }
        #expect(found.map(String.init) == row.expected, "\(row.text): \(row.reason)")
    }

    static let moments: [(text: String, expected: String?, reason: String)] = [
        ("2026-12-24T09:00", "2026-12-24T09:00:00", "ISO"),
        ("2026-12-24 09:00", "2026-12-24T09:00:00", "with a space"),
        ("2026-12-24t09:00:30", "2026-12-24T09:00:30", "with seconds, in lower case"),
        ("20261224T090000", "2026-12-24T09:00:00", "iCalendar's form"),
        ("20261224T0900", "2026-12-24T09:00:00", "without seconds"),
        ("20261224T090000Z", "2026-12-24T09:00:00Z", "iCalendar's UTC"),
        ("2026-12-24T09:00:00Z", "2026-12-24T09:00:00Z", "RFC 3339, UTC"),
        ("2026-12-24T09:00:00+09:00", "2026-12-24T00:00:00Z", "RFC 3339, an offset"),
        ("2026-12-24T09:00:00-0530", "2026-12-24T14:30:00Z", "an offset without colon"),
        ("2026-12-24T25:00", nil, "no such hour"),
        ("20261224T246000", nil, "no such time"),
        ("now", "2026-11-23T16:12:00", "to the minute"),
        ("tomorrow 14:30", "2026-11-24T14:30:00", "a word and a time"),
        ("tomorrow at 2 pm", "2026-11-24T14:00:00", "with at"),
        ("fri 2pm", "2026-11-27T14:00:00", "a weekday and a time"),
        ("24 dec 18:00", "2026-12-24T18:00:00", "day, month and time"),
        ("24 dec 2027 noon", "2027-12-24T12:00:00", "with the year"),
        ("next fri 9", "2026-11-27T09:00:00", "an hour alone after a date"),
        ("14:30", "2026-11-23T14:30:00", "a time alone is today's"),
        ("tomorrow", "2026-11-24", "a day without time"),
        ("2026-12-24", "2026-12-24", "a day without time"),
        ("tomorrow soon", nil, "half of it is no time"),
        ("", nil, "nothing"),
    ]

    @Test("moments", arguments: moments)
    func moment(_ row: (text: String, expected: String?, reason: String)) {
        let found: String? =
            switch DateText.moment(row.text, now: Self.now) {
            case .date(let date): date.description
            case .local(let local): local.description
            case .instant(let instant): instant.description
            case nil: nil
            }
        #expect(found == row.expected, "\(row.text): \(row.reason)")
    }

    static let durations: [(text: String, expected: String?, reason: String)] = [
        ("45m", "PT45M", "minutes"),
        ("90 min", "PT1H30M", "minutes, spelled"),
        ("1h30m", "PT1H30M", "both"),
        ("1h 30", "PT1H30M", "minutes follow hours"),
        ("1.5h", "PT1H30M", "a decimal"),
        ("1:30", "PT1H30M", "as on a clock"),
        ("2d", "P2D", "days"),
        ("1w", "P1W", "weeks"),
        ("1d2h", "P1DT2H", "days and hours"),
        ("30s", "PT30S", "seconds"),
        ("0m", nil, "no time at all"),
        ("30", nil, "a number needs a unit"),
        ("h", nil, "a unit needs a number"),
        ("-1h", nil, "never backwards"),
        ("1.25h", nil, "one decimal"),
        ("1:75", nil, "no such minute"),
        ("", nil, "nothing"),
        ("999999h", nil, "five digits at most"),
    ]

    @Test("durations", arguments: durations)
    func duration(_ row: (text: String, expected: String?, reason: String)) {
        let found = DateText.duration(row.text)
        #expect(found?.description == row.expected, "\(row.text): \(row.reason)")
    }

    @Test("no text stops it")
    func anything() {
        var generator = SeededGenerator(seed: 20_261_123)
        let pieces = [
            "next", "fri", "2026", "-", "+", "12", ".", ":", " ", "dec", "24", "T", "Z", "가", "\n",
            "ago", "in", "a", "week", "9999", "pm", "🦊",
        ]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...6, using: &generator)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }
                .joined()
            if let date = DateText.date(text, today: Self.now.date) {
                #expect(CivilDate.range.contains(date), "\(text), seed \(generator.seed)")
            }
            _ = DateText.moment(text, now: Self.now)
            _ = DateText.duration(text)
        }
    }
}
