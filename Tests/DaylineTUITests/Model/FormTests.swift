import Core
import Testing

@testable import DaylineTUI

/// Goal: the form says at once what is wrong, and saves what it shows. Method: a field and a text
/// per row in the form of a new event, Tuesday, 24 November 2026, 09:00 to 10:00 in Seoul.
@Suite("Form") struct FormTests {
    private func newEvent() -> ModelDriver {
        var driver = ModelDriver()
        driver.type("ln")
        driver.write("Lunch")
        return driver
    }

    static let validation: [(field: FormField, text: String, error: FormError?, reason: String)] = [
        (.title, "Dinner", nil, "a title"),
        (.title, "점심 🍜", nil, "any letters"),
        (.title, "", .emptyTitle, "nothing"),
        (.title, "  ", .emptyTitle, "blanks are nothing"),
        (.startDate, "2026-12-01", nil, "ISO"),
        (.startDate, "next fri", nil, "words"),
        (.startDate, "next fr", .notADate, "half a word"),
        (.startDate, "", .notADate, "nothing"),
        (.startDate, "2026-02-30", .notADate, "no such day"),
        (.startTime, "14:30", nil, "a time"),
        (.startTime, "2pm", nil, "as people say it"),
        (.startTime, "25:00", .notATime, "no such hour"),
        (.startTime, "", .notATime, "nothing"),
        (.endDate, "2026-11-25", nil, "a later day"),
        (.endDate, "2026-11-23", .endBeforeStart, "an earlier day"),
        (.endTime, "09:00", nil, "no length is allowed"),
        (.endTime, "08:59", .endBeforeStart, "an earlier time"),
        (.endTime, "x", .notATime, "no time"),
        (.zone, "Europe/Berlin", nil, "a zone"),
        (.zone, "UTC", nil, "UTC"),
        (.zone, "", nil, "floating"),
        (.zone, "floating", nil, "the word for it"),
        (.zone, "Europe/Berl", .unknownZone, "not yet a zone"),
        (.location, "anywhere", nil, "free text"),
    ]

    @Test("validation as you type", arguments: validation)
    func validate(_ row: (field: FormField, text: String, error: FormError?, reason: String)) {
        var driver = newEvent()
        driver.fill(row.field, row.text)
        #expect(driver.form?.check.errors[row.field] == row.error, "\(row.text): \(row.reason)")
        let isShown = driver.form?.shownError(row.field) != nil
        #expect(isShown == (row.error != nil), "the error shows where the user is")
        #expect((driver.form?.check.draft == nil) == (row.error != nil))
    }

    @Test("an untouched form shows no errors")
    func quiet() {
        var driver = ModelDriver()
        driver.type("n")
        #expect(driver.form?.check.errors == [.title: .emptyTitle])
        #expect(driver.form?.shownError(.title) == nil)
        driver.type("<Tab>")
        #expect(driver.form?.shownError(.title) == .emptyTitle, "after it was left")
    }

    static let starts: [(field: FormField, text: String, end: String, reason: String)] = [
        (.startDate, "2026-12-01", "2026-12-01 10:00", "the end keeps the day"),
        (.startTime, "14:30", "2026-11-24 15:30", "and the length"),
        (.startTime, "23:30", "2026-11-25 00:30", "past midnight"),
        (.startDate, "nonsense", "2026-11-24 10:00", "no date: the end waits"),
    ]

    @Test("the end moves with the start", arguments: starts)
    func follow(_ row: (field: FormField, text: String, end: String, reason: String)) {
        var driver = newEvent()
        driver.fill(row.field, row.text)
        let end = "\(driver.form?.endDate.text ?? "") \(driver.form?.endTime.text ?? "")"
        #expect(end == row.end, "\(row.reason)")
    }

    @Test("another end is another length")
    func length() {
        var driver = newEvent()
        driver.fill(.endTime, "12:15")
        driver.fill(.startTime, "10:00")
        #expect(driver.form?.endTime.text == "13:15")
        driver.fill(.endDate, "2026-11-26")
        driver.fill(.startDate, "2026-12-01")
        #expect(driver.form?.endDate.text == "2026-12-03")
    }

    @Test("words become dates and times when the field is left")
    func normalise() {
        var driver = newEvent()
        driver.fill(.startDate, "next fri")
        #expect(driver.form?.startDate.text == "next fri")
        driver.type("<Tab>")
        #expect(driver.form?.startDate.text == "2026-11-27")
        driver.fill(.startTime, "2pm")
        driver.type("<Tab>")
        #expect(driver.form?.startTime.text == "14:00")
    }

    @Test("short fields are typed anew, long ones go on")
    func replaceByTyping() {
        var driver = newEvent()
        driver.focus(.startTime)
        driver.write("2pm")
        #expect(driver.form?.startTime.text == "2pm")
        #expect(driver.form?.endTime.text == "15:00")
        driver.focus(.title)
        driver.write("!")
        #expect(driver.form?.title.text == "Lunch!")
        driver.focus(.endDate)
        driver.focus(.notes)
        #expect(driver.form?.endDate.isSelected == false)
    }

    @Test("all day: whole days, last day included, and back")
    func allDay() throws {
        var driver = newEvent()
        driver.focus(.allDay)
        driver.type("<Space>")
        #expect(driver.form?.visibleFields.contains(.startTime) == false)
        driver.fill(.endDate, "2026-11-26")
        let draft = try #require(driver.form?.check.draft)
        #expect(draft.start == .date(ModelDriver.at(24).date))
        #expect(draft.end == .date(ModelDriver.at(27).date), "iCalendar's end is the day after")
        driver.fill(.startDate, "2026-12-01")
        #expect(driver.form?.endDate.text == "2026-12-03", "three days stay three days")
        driver.focus(.allDay)
        driver.type("<Space>")
        #expect(driver.form?.startTime.text == "09:00")
        #expect(driver.form?.check.draft?.start.isDate == false)
    }

    static let zones: [(text: String, start: String, reason: String)] = [
        ("Europe/Berlin", "zoned Europe/Berlin", "a zone"),
        ("", "floating", "none"),
        ("UTC", "utc", "UTC is no TZID"),
    ]

    @Test("the zone decides the kind of time", arguments: zones)
    func zone(_ row: (text: String, start: String, reason: String)) throws {
        var driver = newEvent()
        driver.fill(.zone, row.text)
        let draft = try #require(driver.form?.check.draft)
        let kind =
            switch draft.start {
            case .date: "date"
            case .floating: "floating"
            case .zoned(_, let id): "zoned \(id)"
            case .utc: "utc"
            }
        #expect(kind == row.start, "\(row.reason)")
        #expect(draft.start.wallClock == ModelDriver.at(24, 9), "the wall clock is as typed")
    }

    @Test(
        "zones are completed",
        arguments: [
            ("seo", ["Asia/Seoul"]), ("europe/b", ["Europe/Berlin", "Europe/Bern"]),
            ("new y", ["America/New_York"]), ("nowhere", []), ("Europe/Bern", []),
        ])
    func completion(_ text: String, _ expected: [String]) {
        var driver = newEvent()
        driver.fill(.zone, text)
        #expect(driver.form?.completions == expected)
        driver.type("<C-n>")
        if let first = expected.first { #expect(driver.form?.zone.text == first) }
    }

    @Test("saving a new event asks for it once, with what the form shows")
    func save() throws {
        var driver = newEvent()
        driver.fill(.location, "Noodle bar")
        driver.focus(.notes)
        driver.write("spicy")
        driver.type("<Enter>")
        driver.write("very")
        driver.type("<C-s>")
        guard case .save(let request) = driver.effects.last else {
            Issue.record("not saved")
            return
        }
        #expect(request.object == nil)
        #expect(request.draft.title == "Lunch")
        #expect(request.draft.location == "Noodle bar")
        #expect(request.draft.notes == "spicy\nvery")
        #expect(request.draft.start == .zoned(ModelDriver.at(24, 9), ModelDriver.seoul))
        #expect(request.draft.end == .zoned(ModelDriver.at(24, 10), ModelDriver.seoul))
        #expect(driver.form != nil, "the form stays until it is on disk")
    }

    @Test("what is wrong is not saved, and the cursor goes there")
    func saveWrong() {
        var driver = newEvent()
        driver.fill(.zone, "Nowhere/Else")
        driver.focus(.notes)
        driver.type("<C-s>")
        #expect(driver.effects == [.beep])
        #expect(driver.form?.focus == .zone)
        #expect(driver.model.message?.text == English().formHasErrors)
    }

    @Test("Escape leaves an unchanged form, and asks about a changed one")
    func cancel() {
        var driver = ModelDriver()
        driver.type("n<Esc>")
        #expect(driver.form == nil)
        driver.type("n")
        driver.write("L")
        driver.type("<Esc>")
        #expect(driver.dialog?.question == .discard)
        driver.type("<Enter>")
        #expect(driver.form?.title.text == "L", "keep editing comes first")
        driver.type("<Esc>d")
        #expect(driver.model.layers.isEmpty)
        driver.type("nL<Backspace><Esc>")
        #expect(driver.model.layers.isEmpty, "typed and taken back is unchanged")
    }

    @Test("an overlap asks, and can be accepted or sent back to the form")
    func overlap() throws {
        var driver = newEvent()
        driver.type("<C-s>")
        guard case .save(let request) = driver.effects.last else { return }
        driver.send(.overlapping(request, [ModelDriver.week[1]], isRefused: false))
        #expect(driver.dialog?.choices == [.saveAnyway, .cancel])
        driver.type("c")
        #expect(driver.form?.title.text == "Lunch")
        driver.send(.overlapping(request, [ModelDriver.week[1]], isRefused: false))
        driver.type("s")
        guard case .save(let second) = driver.effects.last else {
            Issue.record("not saved")
            return
        }
        #expect(second.allowsOverlap)
        driver.send(.overlapping(second, [ModelDriver.week[1]], isRefused: true))
        #expect(driver.dialog?.choices == [.cancel], "a calendar may refuse overlaps")
    }

    @Test("the calendar choice passes over read-only ones")
    func calendars() {
        var driver = newEvent()
        driver.focus(.calendar)
        driver.type("<Right>")
        #expect(driver.form?.calendar == ModelDriver.home)
        driver.type("<Right>")
        #expect(driver.form?.calendar == ModelDriver.work)
    }

    @Test("a form without zones loaded takes any name, and judges when they come")
    func lateZones() {
        var driver = newEvent()
        driver.model.zoneNames = []
        driver.fill(.zone, "Nowhere/Else")
        #expect(driver.form?.check.errors[.zone] == nil)
        driver.send(.zones(["Asia/Seoul"]))
        #expect(driver.form?.check.errors[.zone] == .unknownZone)
    }

    @Test("the zone of the screen is always good, and UTC is UTC")
    func displayZone() throws {
        var driver = ModelDriver()
        driver.model.zone = .fixed(offset: 32_400, id: TimeZoneID("JST-9"))
        driver.type("n")
        driver.write("L")
        #expect(driver.form?.check.errors == [:], "a TZ string is in no list")
        driver.type("<Esc>d")
        driver.model.zone = .fixed(offset: 32_400, id: TimeZoneID("Etc/UTC"))
        driver.type("n")
        driver.write("L")
        #expect(driver.form?.zone.text == "UTC")
        let draft = try #require(driver.form?.check.draft)
        #expect(draft.start == .utc(Instant(seconds: ModelDriver.at(23, 11).seconds)))
    }

    @Test("pasting: one line in a title, all lines in the notes")
    func paste() {
        var driver = newEvent()
        driver.fill(.title, "")
        driver.send(.paste("a\nb"))
        #expect(driver.form?.title.text == "a b")
        driver.focus(.notes)
        driver.send(.paste("a\nb"))
        #expect(driver.form?.notes.text == "a\nb")
        driver.send(.paste(String(repeating: "x", count: TextInput.limit + 10)))
        #expect(driver.form?.notes.text.count == TextInput.limit)
    }
}
