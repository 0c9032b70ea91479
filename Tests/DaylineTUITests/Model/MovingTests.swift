import Core
import Testing

@testable import DaylineTUI

/// Goal: where keys lead. Method: keys per row, from Monday, 23 November 2026 at 09:00, then the
/// day and time of the cursor.
@Suite("Moving") struct MovingTests {
    static let month: [(keys: String, day: String, reason: String)] = [
        ("l", "2026-11-24", "a day on"),
        ("<Right>", "2026-11-24", "the arrow is the same"),
        ("h", "2026-11-22", "a day back"),
        ("j", "2026-11-30", "a week on"),
        ("k", "2026-11-16", "a week back"),
        ("3j", "2026-12-14", "a count"),
        ("12l", "2026-12-05", "a count of two digits"),
        ("10l", "2026-12-03", "zero after a digit is a digit"),
        ("99999l", "2054-04-09", "a count has an end"),
        ("3<Esc>l", "2026-11-24", "Escape forgets the count"),
        ("]", "2026-12-23", "next month"),
        ("[", "2026-10-23", "previous month"),
        ("L", "2026-12-23", "the same"),
        ("H", "2026-10-23", "the same"),
        ("<PgDn>", "2026-12-23", "the same"),
        ("2}", "2027-01-23", "two months"),
        ("{", "2026-10-23", "a month back"),
        ("0", "2026-11-23", "the week begins on Monday"),
        ("$", "2026-11-29", "and ends on Sunday"),
        ("l^", "2026-11-23", "start of the week"),
        ("gg", "2026-11-01", "start of the month"),
        ("G", "2026-11-30", "end of the month"),
        ("15G", "2026-11-15", "a day of the month"),
        ("5gg", "2026-11-05", "the same"),
        ("99G", "2026-11-30", "no further than the month"),
        ("5jt", "2026-11-23", "today"),
        ("5jgt", "2026-11-23", "the same"),
        ("gdtomorrow<Enter>", "2026-11-24", "a date"),
        ("gd+2w<Enter>", "2026-12-07", "an offset"),
        ("gd24 dec<Enter>", "2026-12-24", "a day and a month"),
        ("gd<Enter>", "2026-11-23", "nothing typed"),
        ("gdl<Esc>l", "2026-11-24", "Escape leaves the prompt"),
        ("gx", "2026-11-23", "no such sequence"),
        ("W", "2026-11-23", "the first event at or after the cursor's day"),
        ("jW", "2027-01-30", "the next event, however far"),
        ("B", "2026-11-23", "none before: stays"),
        ("jB", "2026-11-29", "the event before"),
    ]

    @Test("in the month", arguments: month)
    func inMonth(_ row: (keys: String, day: String, reason: String)) {
        var driver = ModelDriver()
        driver.type(row.keys)
        #expect(driver.model.cursor.description == row.day, "\(row.keys): \(row.reason)")
        #expect(driver.model.loaded?.contains(driver.model.cursor) == true)
    }

    static let week: [(keys: String, time: String, selected: String?, reason: String)] = [
        ("j", "2026-11-23T09:30:00", "Stand-up", "half an hour on, on an event"),
        ("k", "2026-11-23T08:30:00", nil, "half an hour back"),
        ("10j", "2026-11-23T14:00:00", "Planning", "a count"),
        ("12j", "2026-11-23T15:00:00", "Planning", "of two the one that began first"),
        ("99j", "2026-11-23T23:30:00", nil, "the day ends"),
        ("99k", "2026-11-23T00:00:00", nil, "and begins"),
        ("gg", "2026-11-23T00:00:00", nil, "the same"),
        ("G", "2026-11-23T23:30:00", nil, "the same"),
        ("lj", "2026-11-24T09:30:00", "Stand-up", "the next day"),
        ("]", "2026-11-30T09:00:00", nil, "next week"),
        ("<Tab>", "2026-11-23T09:30:00", "Stand-up", "first event of the day"),
        ("<Tab><Tab>", "2026-11-23T14:00:00", "Planning", "the second"),
        ("3<Tab>", "2026-11-23T15:00:00", "1:1", "the third"),
        ("<Tab><Tab><Tab><Tab>", "2026-11-23T09:30:00", "Stand-up", "around"),
        ("<S-Tab>", "2026-11-23T15:00:00", "1:1", "the last one"),
        ("W", "2026-11-23T09:30:00", "Stand-up", "the next event"),
        ("4W", "2026-11-24T09:30:00", "Stand-up", "the fourth"),
        ("WWW", "2026-11-23T15:00:00", "1:1", "one by one"),
        ("WB", "2026-11-23T09:30:00", "Stand-up", "nothing before"),
        ("4WB", "2026-11-23T15:00:00", "1:1", "and back"),
        ("5jt", "2026-11-23T10:00:00", nil, "now, to the half hour"),
    ]

    @Test("in the week", arguments: week)
    func inWeek(_ row: (keys: String, time: String, selected: String?, reason: String)) {
        var driver = ModelDriver(view: .week)
        driver.type(row.keys)
        #expect(driver.model.cursorTime.description == row.time, "\(row.keys): \(row.reason)")
        if row.keys != "WB" {
            #expect(driver.selectedTitle == row.selected, "\(row.keys): \(row.reason)")
        }
    }

    static let agenda: [(keys: String, day: String, selected: String?, reason: String)] = [
        ("a", "2026-11-23", "Stand-up", "the first event of the day"),
        ("aj", "2026-11-23", "Planning", "the next event"),
        ("a4j", "2026-11-25", "Offsite", "the fifth, all day"),
        ("a9j", "2026-11-29", "Flight", "no further than what is loaded"),
        ("aG", "2026-11-29", "Flight", "the last one loaded"),
        ("aGgg", "2026-11-23", "Stand-up", "the first"),
        ("aGj", "2027-01-30", "Far away", "beyond what is loaded"),
        ("al", "2026-11-24", "Stand-up", "the next day"),
        ("ak", "2026-11-23", "Stand-up", "nothing before"),
    ]

    @Test("in the agenda", arguments: agenda)
    func inAgenda(_ row: (keys: String, day: String, selected: String?, reason: String)) {
        var driver = ModelDriver()
        driver.type(row.keys)
        #expect(driver.model.cursor.description == row.day, "\(row.keys): \(row.reason)")
        if row.keys != "ak" {
            #expect(driver.selectedTitle == row.selected, "\(row.keys): \(row.reason)")
        }
    }

    @Test("loads what is on the screen, and nothing that is there")
    func loading() {
        var driver = ModelDriver()
        let window = driver.model.loadWindow
        #expect(window.upperBound == window.lowerBound.adding(days: 42))
        #expect(driver.model.loaded?.lowerBound.description == "2026-10-26")
        driver.type("l")
        #expect(driver.effects == [], "the same month")
        driver.type("w")
        #expect(driver.effects == [], "the week is in the month")
        driver.type("d")
        #expect(driver.effects == [], "so is the day")
        driver.type("a")
        #expect(driver.effects.count == 1, "the agenda looks further ahead")
        driver.type("m]")
        #expect(driver.effects == [.load(driver.model.monthWindow)], "another month")
    }

    @Test("counts on: dates stay inside the calendar")
    func farAway() {
        var driver = ModelDriver()
        for keys in [
            "9999}", "9999}", "9999}", "9999}", "9999}", "9999}", "9999}", "9999}",
            "9999}", "9999}", "9999}", "9999}", "W", "w", "a", "j",
        ] {
            driver.type(keys)
            #expect(Model.cursorRange.contains(driver.model.cursor))
        }
        driver.type("m")
        for _ in 0..<14 { driver.type("9999{") }
        #expect(driver.model.cursor == Model.cursorRange.lowerBound)
    }

    @Test("a search for the next event ends")
    func noMoreEvents() {
        var driver = ModelDriver(events: [])
        driver.type("W")
        #expect(driver.model.seek == nil)
        #expect(driver.model.message?.text == English().noMoreEvents)
        #expect(driver.effects.count <= Model.seekLimit + 2)
        #expect(driver.model.cursor == ModelDriver.today, "the cursor stays")
        #expect(driver.model.loaded?.contains(ModelDriver.today) == true, "and so do its days")
    }
}
