import Core
import Testing

@testable import DaylineTUI

/// Goal: editing a recurring event asks which instances, and offers only what makes sense.
/// Method: change a field of the Stand-up (weekly, Tuesday 24 November, 09:30) and save.
@Suite("Recurring edits") struct RecurringEditTests {
    private let instance = ModelDriver.week[3]

    static let scopes: [(field: FormField, text: String, choices: [DialogChoice], reason: String)] =
        [
            (.title, "Daily", [.this, .thisAndFuture, .all, .cancel], "a title"),
            (.startTime, "10:00", [.this, .thisAndFuture, .all, .cancel], "a time"),
            (
                .startDate, "2026-11-25", [.this, .thisAndFuture, .all, .cancel],
                "another day, though the rule follows"
            ),
            (.interval, "2", [.thisAndFuture, .all, .cancel], "a rule is not for one instance"),
        ]

    @Test("which scopes", arguments: scopes)
    func ask(_ row: (field: FormField, text: String, choices: [DialogChoice], reason: String))
        throws
    {
        var driver = ModelDriver()
        try driver.edit(instance, rule: "FREQ=WEEKLY;BYDAY=TU")
        driver.fill(row.field, row.text)
        driver.type("<C-s>")
        #expect(driver.dialog?.choices == row.choices, "\(row.reason)")
        #expect(driver.effects == [], "nothing is saved before the answer")
    }

    @Test("another calendar takes all instances along")
    func calendar() throws {
        var driver = ModelDriver()
        try driver.edit(instance, rule: "FREQ=WEEKLY;BYDAY=TU")
        driver.focus(.calendar)
        driver.type("<Right><C-s>")
        #expect(driver.dialog?.choices == [.all, .cancel])
    }

    static let answers: [(keys: String, scope: EditScope?)] = [
        ("t", .this), ("f", .thisAndFuture), ("a", .all), ("c", nil), ("<Enter>", .this),
        ("<Esc>", nil), ("<Down><Enter>", .thisAndFuture),
    ]

    @Test("the answer", arguments: answers)
    func answer(_ row: (keys: String, scope: EditScope?)) throws {
        var driver = ModelDriver()
        try driver.edit(instance, rule: "FREQ=WEEKLY;BYDAY=TU")
        driver.fill(.title, "Daily")
        driver.type("<C-s>")
        driver.type(row.keys)
        if let scope = row.scope {
            guard case .save(let request) = driver.effects.last else {
                Issue.record("not saved")
                return
            }
            #expect(request.scope == scope)
            #expect(request.recurrenceID == instance.recurrenceID)
            #expect(request.draft.rule?.description == "FREQ=WEEKLY;BYDAY=TU")
        } else {
            #expect(driver.effects == [])
        }
        #expect(driver.form?.title.text == "Daily", "the form stays until it is on disk")
    }

    @Test("a rule that nobody touched is saved as it was written, wherever the start goes")
    func untouchedRule() throws {
        var driver = ModelDriver()
        let rule = "FREQ=WEEKLY;WKST=SU;BYDAY=TU;X-FOO=1"
        try driver.edit(instance, rule: rule)
        let parsed = try RecurrenceRule(parsing: rule)
        driver.fill(.startDate, "2026-11-26")
        #expect(driver.form?.check.draft?.rule == parsed)
        #expect(driver.form?.check.draft?.categories == ["x"], "what has no field stays")
    }

    @Test("an event that does not recur is saved at once")
    func single() throws {
        var driver = ModelDriver()
        try driver.edit(ModelDriver.week[1])
        driver.fill(.title, "Plan")
        driver.type("<C-s>")
        guard case .save(let request) = driver.effects.last else {
            Issue.record("not saved")
            return
        }
        #expect(request.object == ObjectID(row: 2))
        #expect(request.draft.title == "Plan")
    }

    @Test("an end in the form is the event's own end")
    func allDayEnd() throws {
        var driver = ModelDriver()
        try driver.edit(ModelDriver.week[4])
        #expect(driver.form?.endDate.text == "2026-11-27", "the last day, included")
        #expect(driver.form?.check.draft?.end == .date(ModelDriver.at(28).date))
        #expect(driver.form?.isChanged == false)
    }
}
