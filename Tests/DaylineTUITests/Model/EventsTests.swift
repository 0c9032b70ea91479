import Core
import Testing

@testable import DaylineTUI

/// Goal: what keys do to events. Method: keys in, effects and dialogs out.
@Suite("Events") struct EventsTests {
    private let events = ModelDriver.week

    @Test("Enter opens the selected event, else the first of the day")
    func open() throws {
        var driver = ModelDriver()
        driver.type("<Enter>")
        #expect(driver.effects == [.loadDetails(events[0], .show)])
        #expect(driver.model.context == .details)
        driver.send(.details(try driver.details(events[0]), .show))
        guard case .details(let state) = driver.model.layers.last else {
            Issue.record("no details")
            return
        }
        #expect(state.details?.draft.location == "Room 4")
        driver.type("l")
        #expect(driver.effects == [.loadDetails(events[1], .show)], "the next event")
        driver.type("<Esc>")
        #expect(driver.model.layers.isEmpty)
        #expect(driver.selectedTitle == "Planning", "and stays selected")
    }

    @Test("late details of another event are not shown")
    func lateDetails() throws {
        var driver = ModelDriver()
        driver.type("<Enter>")
        driver.send(.details(try driver.details(events[2]), .show))
        guard case .details(let state) = driver.model.layers.last else { return }
        #expect(state.details == nil)
    }

    @Test("Enter on an empty day opens the day, on an empty slot the form")
    func openNothing() {
        var driver = ModelDriver()
        driver.type("15G<Enter>")
        #expect(driver.model.view == .day)
        driver.type("<Enter>")
        #expect(driver.form?.start == ModelDriver.at(15, 9))
    }

    static let newEvents: [(view: ViewKind, keys: String, start: String, reason: String)] = [
        (.month, "n", "2026-11-23T11:00:00", "today: the next full hour"),
        (.month, "ln", "2026-11-24T09:00:00", "another day: nine"),
        (.agenda, "n", "2026-11-23T11:00:00", "today: the next full hour"),
        (.week, "n", "2026-11-23T09:00:00", "the slot of the cursor"),
        (.day, "3jn", "2026-11-23T10:30:00", "the slot of the cursor"),
        (.week, "Gi", "2026-11-23T23:30:00", "the last slot"),
    ]

    @Test("new events start where the cursor is", arguments: newEvents)
    func new(_ row: (view: ViewKind, keys: String, start: String, reason: String)) {
        var driver = ModelDriver(view: row.view)
        driver.type(row.keys)
        #expect(driver.form?.start.description == row.start, "\(row.reason)")
        #expect(driver.form?.calendar == ModelDriver.work)
        #expect(driver.form?.zone.text == "Asia/Seoul")
        #expect(driver.form?.isChanged == false)
    }

    @Test("without a calendar to write to there is no form")
    func noCalendar() {
        var driver = ModelDriver()
        driver.send(
            .calendars([CalendarItem(id: ModelDriver.readOnly, name: "T", rgb: 0, isReadOnly: true)]
            ))
        driver.type("n")
        #expect(driver.form == nil)
        #expect(driver.model.message?.text == English().noCalendar)
    }

    @Test("e edits the selected event")
    func edit() throws {
        var driver = ModelDriver()
        driver.type("<Tab><Tab>e")
        #expect(driver.effects == [.loadDetails(events[1], .edit)])
        driver.send(.details(try driver.details(events[1]), .edit))
        #expect(driver.form?.title.text == "Planning")
    }

    @Test("of several events under the cursor one must be chosen")
    func choose() {
        var driver = ModelDriver()
        driver.type("e")
        #expect(driver.effects == [])
        #expect(driver.selectedTitle == "Stand-up")
        #expect(driver.model.message?.text == English().chooseEvent)
        driver.type("le")
        #expect(driver.effects == [.loadDetails(events[3], .edit)], "here there is only one")
    }

    @Test("what is read only is not changed", arguments: ["e", "x", "<", ">", "+", "-"])
    func readOnly(_ key: String) {
        var driver = ModelDriver()
        driver.type("$" + (key == "<" ? "<lt>" : key))
        #expect(driver.effects == [.beep])
        #expect(driver.model.message?.text == English().readOnlyCalendar)
        #expect(driver.model.layers.isEmpty)
    }

    static let deletes: [(keys: String, scope: EditScope?, reason: String)] = [
        ("<Tab><Tab>x<Enter>", .all, "one event: asks once"),
        ("<Tab><Tab>xd", .all, "by letter"),
        ("<Tab><Tab>xy", .all, "yes"),
        ("<Tab><Tab>xn", nil, "no"),
        ("<Tab><Tab>x<Esc>", nil, "no"),
        ("<Tab><Tab>x<Right><Enter>", nil, "the other choice"),
        ("<Tab>D<Enter>", .this, "recurring: this one first"),
        ("<Tab>xt", .this, "by letter"),
        ("<Tab>xf", .thisAndFuture, "this and future"),
        ("<Tab>xa", .all, "all"),
        ("<Tab>xc", nil, "cancel"),
        ("<Tab>xjj<Enter>", .all, "down, down"),
        ("<Tab>xk<Enter>", nil, "up goes around, to cancel"),
        ("<Tab>xzz<Esc>", nil, "other letters mean nothing"),
    ]

    @Test("deleting asks first", arguments: deletes)
    func delete(_ row: (keys: String, scope: EditScope?, reason: String)) {
        var driver = ModelDriver()
        driver.type(row.keys)
        let requests = driver.effects.compactMap { effect -> DeleteRequest? in
            if case .delete(let request) = effect { request } else { nil }
        }
        #expect(requests.first?.scope == row.scope, "\(row.keys): \(row.reason)")
        #expect(driver.model.layers.isEmpty)
    }

    static let moves: [(keys: String, days: Int, seconds: Int, reason: String)] = [
        ("<Tab><Tab>>", 1, 0, "a day on"),
        ("<Tab><Tab><lt>", -1, 0, "a day back"),
        ("<Tab><Tab>3>", 3, 0, "three days on"),
        ("<Tab><Tab>+", 0, 1800, "half an hour on"),
        ("<Tab><Tab>4-", 0, -7200, "two hours back"),
    ]

    @Test("events move without the form", arguments: moves)
    func move(_ row: (keys: String, days: Int, seconds: Int, reason: String)) throws {
        var driver = ModelDriver()
        driver.type(row.keys)
        let shift = NominalDuration(days: row.days, seconds: row.seconds)
        #expect(driver.effects == [.loadDetails(events[1], .move(shift))], "\(row.reason)")
        driver.send(.details(try driver.details(events[1]), .move(shift)))
        guard case .save(let request) = driver.effects.last else {
            Issue.record("not saved")
            return
        }
        #expect(
            request.draft.start.wallClock
                == ModelDriver.at(23, 14).adding(seconds: shift.nominalSeconds))
        #expect(
            request.draft.end.wallClock.seconds - request.draft.start.wallClock.seconds == 5400)
        #expect(request.isMove)
    }

    @Test("moving a recurring event asks which; an all-day one does not move by minutes")
    func moveSpecial() throws {
        var driver = ModelDriver()
        driver.send(.details(try driver.details(events[0]), .move(NominalDuration(days: 1))))
        #expect(driver.dialog?.choices == [.this, .thisAndFuture, .all, .cancel])
        driver.type("<Esc>2l+")
        #expect(driver.effects == [.beep])
        driver.type(">")
        #expect(driver.effects == [.loadDetails(events[4], .move(NominalDuration(days: 1)))])
    }

    @Test("after saving, the cursor is on the event and all is read again")
    func saved() {
        var driver = ModelDriver()
        driver.type("n")
        let start = ModelDriver.at(26, 12)
        driver.events.append(ModelDriver.event(9, "Lunch", start, minutes: 60))
        driver.effects = []
        let change = SavedChange(
            kind: .added, title: "Lunch", object: ObjectID(row: 9), start: start)
        driver.send(.saved(change))
        #expect(driver.model.layers.isEmpty)
        #expect(driver.model.cursor == start.date)
        #expect(driver.selectedTitle == "Lunch")
        #expect(driver.effects.first == .loadCalendars)
        #expect(driver.model.message?.text == "Added “Lunch” · u undoes")
    }

    @Test("undo and redo say what they did")
    func undo() {
        var driver = ModelDriver()
        driver.type("u")
        #expect(driver.effects == [.undo])
        driver.send(.undone("delete “Lunch”"))
        #expect(driver.model.message?.text == "Undone: delete “Lunch”")
        driver.type("<C-r>")
        #expect(driver.effects == [.redo])
        driver.send(.redone(nil))
        #expect(driver.model.message == Message(kind: .warning, text: "Nothing to redo"))
    }

    @Test("what another program wrote is read again, and the selection stays")
    func changedElsewhere() {
        var driver = ModelDriver()
        driver.type("<Tab><Tab>")
        driver.effects = []
        driver.send(.changedElsewhere)
        #expect(driver.effects == [.loadCalendars, .load(driver.model.loadWindow)])
        #expect(driver.selectedTitle == "Planning")
    }

    @Test("calendars are shown and hidden from the sidebar")
    func sidebar() {
        var driver = ModelDriver()
        driver.type("c<Space>")
        let window = driver.model.loadWindow
        #expect(driver.effects == [.setVisible(ModelDriver.work, false), .load(window)])
        #expect(!driver.model.instances.contains { $0.calendar == ModelDriver.work })
        driver.type("jx")
        #expect(driver.effects.first == .setVisible(ModelDriver.home, false))
        driver.type("99jkgg<Space>c")
        #expect(driver.model.focus == .grid)
        #expect(driver.model.instances.contains { $0.calendar == ModelDriver.work })
    }

    @Test("a failure is one message and changes nothing else")
    func failed() {
        var driver = ModelDriver()
        driver.type("n")
        driver.write("Lunch")
        let before = driver.model
        driver.send(.failed(text: "The disk is full; nothing was changed"))
        #expect(driver.model.message?.kind == .error)
        driver.model.message = before.message
        #expect(driver.model == before, "the form is as it was")
    }
}
