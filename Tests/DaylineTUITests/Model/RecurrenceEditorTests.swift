import Core
import Testing

@testable import DaylineTUI

/// Goal: the recurrence editor says the rule that it shows, and shows the rule that it was given.
@Suite("Recurrence editor") struct RecurrenceEditorTests {
    static let start = ModelDriver.at(24, 9)

    /// Method: a rule per row, for a start on Tuesday, 24 November 2026 at 09:00; the same rule
    /// must come out of the editor's fields. nil: only as text.
    static let rules: [(rule: String, frequency: RecurrenceForm.Frequency, reason: String)] = [
        ("FREQ=DAILY", .daily, "daily"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", .daily, "interval and count"),
        ("FREQ=WEEKLY;BYDAY=TU", .weekly, "weekly"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", .weekly, "two weekdays"),
        ("FREQ=MONTHLY", .monthly, "by day"),
        ("FREQ=MONTHLY;BYDAY=4TU", .monthly, "by weekday"),
        ("FREQ=MONTHLY;BYDAY=-1TU", .monthly, "24 November is also the last Tuesday"),
        ("FREQ=YEARLY;INTERVAL=4", .yearly, "yearly"),
        ("FREQ=MONTHLY;BYDAY=2TU", .custom, "not the start's Tuesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", .custom, "the start is not the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", .custom, "two days"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", .custom, "weeks from Sunday"),
        ("FREQ=YEARLY;BYMONTH=3", .custom, "another month"),
        ("RSCALE=CHINESE;FREQ=YEARLY", .custom, "another calendar"),
        ("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD", .custom, "SKIP"),
        ("FREQ=HOURLY", .custom, "shorter than a day"),
        ("FREQ=DAILY;BYHOUR=9,10", .custom, "times of day"),
        ("FREQ=DAILY;COUNT=100000", .custom, "more than the field takes"),
    ]

    @Test("there and back", arguments: rules)
    func roundTrip(_ row: (rule: String, frequency: RecurrenceForm.Frequency, reason: String))
        throws
    {
        let rule = try RecurrenceRule(parsing: row.rule)
        let form = RecurrenceForm(rule, start: Self.start)
        #expect(form.frequency == row.frequency, "\(row.rule): \(row.reason)")
        let back = try form.rule(start: Self.start, isAllDay: false, today: ModelDriver.today)
        #expect(back == rule, "\(row.rule)")
    }

    @Test("an end on a date includes that day")
    func until() throws {
        let rule = try RecurrenceRule(parsing: "FREQ=DAILY;UNTIL=20261201T090000")
        let form = RecurrenceForm(rule, start: Self.start)
        #expect(form.endsOn.text == "2026-12-01")
        let early = try RecurrenceRule(parsing: "FREQ=DAILY;UNTIL=20261201T085959")
        #expect(RecurrenceForm(early, start: Self.start).endsOn.text == "2026-11-30")
        let back = try form.rule(start: Self.start, isAllDay: false, today: ModelDriver.today)
        #expect(back?.description == "FREQ=DAILY;UNTIL=20261201T235959")
    }

    /// Method: keys in the form's recurrence field, then the rule, its words and the next dates.
    static let editing: [(keys: String, words: String, next: [Int], reason: String)] = [
        ("<Right>", "every day", [25, 26, 27, 28, 29], "daily"),
        ("<Right><Right>", "every week on Tue", [31, 38, 45, 52, 59], "weekly"),
        (
            "<Right><Right><Tab>2<Tab><Right><Right><Space><Tab><Right>",
            "every 2 weeks on Tue and Thu until 24 Feb 2027", [26, 38, 40, 52, 54],
            "the sentence of the design"
        ),
        ("<Right><Right><Right>", "every month on day 24", [54, 85, 116, 144, 175], "monthly"),
        (
            "<Right><Right><Right><Tab><Tab><Right>", "every month on the 4th Tue",
            [52, 87, 115, 143, 178], "the weekday of the start"
        ),
        (
            "<Right><Right><Right><Tab><Tab><Right><Right>", "every month on the last Tue",
            [59, 87, 115, 150, 178], "the last one"
        ),
        (
            "<Right><Tab><Tab><Right><Right><Tab>3", "every day 3 times",
            [25, 26], "three times: two more"
        ),
        ("<Left>", "", [], "a rule: nothing typed yet"),
    ]

    @Test("fields, words and dates", arguments: editing)
    func edit(_ row: (keys: String, words: String, next: [Int], reason: String)) throws {
        var driver = ModelDriver()
        driver.type("ln")
        driver.write("Lunch")
        driver.focus(.frequency)
        driver.type(row.keys)
        let form = try #require(driver.form)
        let preview = form.preview(strings: English(), today: ModelDriver.today)
        #expect(preview?.rule ?? "" == row.words, "\(row.keys): \(row.reason)")
        #expect(form.check.nextStarts == row.next.map { ModelDriver.at($0, 9) }, "\(row.reason)")
    }

    static let errors: [(field: FormField, text: String, error: FormError?, reason: String)] = [
        (.interval, "2", nil, "a number"),
        (.interval, "", .notANumber(1...9999), "nothing"),
        (.interval, "0", .notANumber(1...9999), "zero"),
        (.interval, "-1", .notANumber(1...9999), "negative"),
        (.interval, "10000", .notANumber(1...9999), "too many"),
        (.interval, "two", .notANumber(1...9999), "a word"),
    ]

    @Test("numbers are checked", arguments: errors)
    func numbers(_ row: (field: FormField, text: String, error: FormError?, reason: String)) {
        var driver = ModelDriver()
        driver.type("ln")
        driver.focus(.frequency)
        driver.type("<Right>")
        driver.fill(row.field, row.text)
        #expect(driver.form?.check.errors[row.field] == row.error, "\(row.reason)")
    }

    static let custom: [(text: String, error: FormError?, reason: String)] = [
        ("FREQ=MONTHLY;BYDAY=-1FR", nil, "a rule"),
        ("FREQ=", .badRule(.unknownFrequency("")), "half a rule"),
        ("", .badRule(.missingFrequency), "nothing"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", .emptyRule, "30 February"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", .badRule(.notAllowed(.byMonthDay, .weekly)), "no meaning"),
    ]

    @Test("rule text is checked", arguments: custom)
    func text(_ row: (text: String, error: FormError?, reason: String)) {
        var driver = ModelDriver()
        driver.type("ln")
        driver.focus(.frequency)
        driver.type("<Left>")
        driver.fill(.customRule, row.text)
        let error = driver.form?.check.errors[.customRule]
        if case .badRule = row.error {
            guard case .badRule = error else {
                Issue.record("\(row.text): \(row.reason)")
                return
            }
        } else {
            #expect(error == row.error, "\(row.text): \(row.reason)")
        }
    }

    @Test("a rule before its start, and one within an all-day event")
    func impossible() {
        var driver = ModelDriver()
        driver.type("ln")
        driver.focus(.frequency)
        driver.type("<Right>")
        driver.focus(.ends)
        driver.type("<Right>")
        driver.fill(.endsOn, "2026-11-23")
        #expect(driver.form?.check.errors[.endsOn] == .endsBeforeStart)
        driver.focus(.frequency)
        driver.type("<Left><Left>")
        driver.fill(.customRule, "FREQ=HOURLY")
        driver.focus(.allDay)
        driver.type("<Space>")
        #expect(
            driver.form?.check.errors[.customRule] == .cannotExpand(.timeFrequencyOnDate(.hourly)))
    }

    @Test("weekdays follow the start, and none is an error")
    func weekdays() {
        var driver = ModelDriver()
        driver.type("ln")
        driver.focus(.frequency)
        driver.type("<Right><Right>")
        driver.fill(.startDate, "2026-11-26")
        #expect(driver.form?.recurrence.weekdays == [.thursday])
        driver.focus(.weekdays)
        driver.type("<Right><Right><Space>")
        #expect(driver.form?.check.errors[.weekdays] == .noWeekday)
    }
}
