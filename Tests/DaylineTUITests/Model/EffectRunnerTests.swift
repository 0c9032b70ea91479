import Core
import Foundation
import Testing

@testable import DaylineTUI

@Suite("EffectRunner") struct EffectRunnerTests {
    @Test("a new event, saved, shown, undone and done again")
    func addAndUndo() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:30")
        #expect(bench.shown == ["11/24 Lunch 12:30"])
        #expect(bench.message == "Added “Lunch” · u undoes")
        #expect(bench.model.selectedInstance?.title == "Lunch")
        bench.type("u")
        #expect(bench.shown == [])
        #expect(bench.message == "Undone: add “Lunch”")
        bench.type("<C-r>")
        #expect(bench.shown == ["11/24 Lunch 12:30"])
        #expect(bench.message == "Done again: add “Lunch”")
        bench.type("<C-r>")
        #expect(bench.message == "Nothing to redo")
    }

    @Test("an edit keeps what the form does not know")
    func edit() throws {
        var bench = try InterfaceBench()
        let text = """
            BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r
            DTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Asia/Seoul:20261124T090000\r
            DURATION:PT1H\r\nSUMMARY:Old\r\nX-FOO;BAR=1:keep me\r\nEND:VEVENT\r
            END:VCALENDAR\r\n
            """
        let parsed = parseICalendar(Array(text.utf8))
        let object = try CalendarObject(calendar: try #require(parsed.components.first))
        try bench.replica.apply(
            [.put(nil, bench.work, object)], label: "put", now: InterfaceBench.now)
        bench.carryOut(update(&bench.model, .changedElsewhere))
        bench.type("24G<Tab>e")
        bench.fill(.title, "New")
        bench.type("<C-s>")
        #expect(bench.shown == ["11/24 New 09:00"])
        let stored = try #require(try bench.replica.objects(uid: UID("a")).first)
        let written = stored.object.calendar.text
        #expect(written.contains("X-FOO;BAR=1:keep me\r\n"))
        #expect(written.contains("DURATION:PT1H\r\n"), "the end was not touched")
        #expect(written.contains("SUMMARY:New\r\n"))
    }

    @Test("an overlap asks; the answer decides")
    func overlap() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        bench.add("Dentist", day: 24, at: "12:30")
        guard case .overlap(_, let instances, let isRefused) = bench.question else {
            Issue.record("not asked")
            return
        }
        #expect(instances.map(\.title) == ["Lunch"])
        #expect(!isRefused)
        bench.type("c")
        #expect(bench.shown == ["11/24 Lunch 12:00"])
        guard case .form(let form) = bench.model.layers.last else {
            Issue.record("the form is gone")
            return
        }
        #expect(form.title.text == "Dentist")
        bench.type("<C-s>s")
        #expect(bench.shown == ["11/24 Lunch 12:00", "11/24 Dentist 12:30"])
        #expect(bench.model.overlapping.count(where: { $0 }) == 2, "both are marked")
        bench.type("24G<Tab>e")
        bench.fill(.title, "Brunch")
        bench.type("<C-s>")
        #expect(bench.question == nil, "another title asks nothing")
        bench.add("Tea", day: 24, at: "13:30")
        #expect(bench.question == nil, "back to back is no overlap")
    }

    @Test("a calendar may refuse overlaps, or not care")
    func policies() throws {
        var strict = try InterfaceBench(policy: .reject)
        strict.add("Lunch", day: 24, at: "12:00")
        strict.add("Dentist", day: 24, at: "12:30")
        guard case .overlap(_, _, let isRefused) = strict.question else {
            Issue.record("not refused")
            return
        }
        #expect(isRefused)
        strict.type("<Enter>")
        #expect(strict.shown == ["11/24 Lunch 12:00"])
        var lax = try InterfaceBench(policy: .allow)
        lax.add("Lunch", day: 24, at: "12:00")
        lax.add("Dentist", day: 24, at: "12:30")
        #expect(lax.shown.count == 2)
    }

    /// Method: "Sync" weekly on Tuesdays from 3 November at 09:00, the edit on 17 November.
    static let edits: [(keys: String, answer: String, shown: [String], reason: String)] = [
        (
            "", "t",
            [
                "11/3 Sync 09:00", "11/10 Sync 09:00", "11/17 New 09:00", "11/24 Sync 09:00",
                "12/1 Sync 09:00",
            ], "this one"
        ),
        (
            "", "f",
            [
                "11/3 Sync 09:00", "11/10 Sync 09:00", "11/17 New 09:00", "11/24 New 09:00",
                "12/1 New 09:00",
            ], "this and future"
        ),
        (
            "", "a",
            [
                "11/3 New 09:00", "11/10 New 09:00", "11/17 New 09:00", "11/24 New 09:00",
                "12/1 New 09:00",
            ], "all"
        ),
    ]

    @Test("recurring edits", arguments: edits)
    func recurring(_ row: (keys: String, answer: String, shown: [String], reason: String)) throws {
        var bench = try InterfaceBench()
        bench.add("Sync", day: 3, at: "09:00", rule: "FREQ=WEEKLY")
        let before = bench.shown
        #expect(before.count == 5)
        bench.type("17G<Tab>e")
        bench.fill(.title, "New")
        bench.type("<C-s>")
        bench.type(row.answer)
        #expect(bench.shown == row.shown, "\(row.reason)")
        bench.type("u")
        #expect(bench.shown == before, "undone")
        bench.type("<C-r>")
        #expect(bench.shown == row.shown, "and done again")
    }

    @Test(
        "moving a recurring event by a key",
        arguments: [
            ("t", ["11/3 09:00", "11/10 09:00", "11/18 09:00", "11/24 09:00", "12/1 09:00"]),
            ("f", ["11/3 09:00", "11/10 09:00", "11/18 09:00", "11/25 09:00", "12/2 09:00"]),
            ("a", ["11/4 09:00", "11/11 09:00", "11/18 09:00", "11/25 09:00", "12/2 09:00"]),
        ])
    func move(_ answer: String, _ expected: [String]) throws {
        var bench = try InterfaceBench()
        bench.add("Sync", day: 3, at: "09:00", rule: "FREQ=WEEKLY;BYDAY=TU")
        bench.type("17G<Tab>>")
        bench.type(answer)
        #expect(bench.shown.map { $0.replacingOccurrences(of: "Sync ", with: "") } == expected)
        #expect(bench.message.hasPrefix("Moved"))
    }

    @Test(
        "recurring deletes",
        arguments: [
            ("t", ["11/3", "11/10", "11/24", "12/1"]), ("f", ["11/3", "11/10"]), ("a", []),
            ("c", ["11/3", "11/10", "11/17", "11/24", "12/1"]),
        ])
    func delete(_ answer: String, _ expected: [String]) throws {
        var bench = try InterfaceBench()
        bench.add("Sync", day: 3, at: "09:00", rule: "FREQ=WEEKLY")
        bench.type("17G<Tab>x")
        bench.type(answer)
        #expect(bench.shown.map { String($0.prefix { $0 != " " }) } == expected)
        bench.type("u")
        if answer != "c" { #expect(bench.shown.count == 5, "undone") }
    }

    @Test("what was untouched in an event of two zones, and its UNTIL, stays as written")
    func untouched() throws {
        let berlin = TimeZoneID("Europe/Berlin")
        let seoul = TimeZoneID("Asia/Seoul")
        var bench = try InterfaceBench()
        let last = Instant(seconds: ModelDriver.at(30, 0).seconds)
        let draft = EventDraft(
            title: "Flight", start: .zoned(ModelDriver.at(3, 13), seoul),
            end: .zoned(ModelDriver.at(3, 17), berlin),
            rule: try RecurrenceRule(.weekly, until: .utc(last)))
        let object = try CalendarObject.make(
            draft, uid: UID("f"), now: InterfaceBench.now, zones: InterfaceBench.zones)
        try bench.replica.apply(
            [.put(nil, bench.work, object)], label: "put", now: InterfaceBench.now)
        bench.carryOut(update(&bench.model, .changedElsewhere))
        bench.type("3G<Tab>e")
        guard case .form(let form) = bench.model.layers.last else {
            Issue.record("no form: \(bench.message)")
            return
        }
        #expect(form.endDate.text == "2026-11-04", "the end on the start's clock")
        #expect(form.endTime.text == "01:00")
        #expect(form.recurrence.endsOn.text == "2026-11-29", "30 Nov 09:00 is before 13:00")
        bench.fill(.location, "Gate 7")
        bench.type("<C-s>a")
        let stored = try #require(try bench.replica.objects(uid: UID("f")).first)
        let master = try #require(stored.object.master)
        #expect(master.component.first(.dtend) == object.master?.component.first(.dtend))
        #expect(master.component.first(.rrule) == object.master?.component.first(.rrule))
        #expect(master.location == "Gate 7")
    }

    @Test("the form's last day is the rule's last day, late in the evening too")
    func untilDay() throws {
        var bench = try InterfaceBench()
        let days = ["11/3 Sync 23:30", "11/4 Sync 23:30", "11/5 Sync 23:30"]
        bench.add("Sync", day: 3, at: "23:30", rule: "FREQ=DAILY;UNTIL=20261105")
        #expect(bench.shown == days, "as rule text")
        bench.type("3G<Tab>xa3Gn")
        bench.fill(.title, "Sync")
        bench.fill(.startTime, "23:30")
        bench.focus(.frequency)
        bench.type("<Right>")
        bench.focus(.ends)
        bench.type("<Right>")
        bench.fill(.endsOn, "2026-11-05")
        bench.type("<C-s>")
        #expect(bench.shown == days, "as a field")
    }

    @Test("search finds Korean, and goes there")
    func search() throws {
        var bench = try InterfaceBench()
        bench.add("주간 스탠드업", day: 24, at: "09:00")
        bench.add("Lunch", day: 25, at: "12:00")
        bench.type("t/스탠")
        guard case .search(let search) = bench.model.layers.last else { return }
        #expect(search.rows.map(\.title) == ["주간 스탠드업"])
        bench.type("<Enter>")
        #expect(bench.model.cursor == ModelDriver.at(24).date)
        #expect(bench.model.selectedInstance?.title == "주간 스탠드업")
    }

    @Test("hidden calendars are not shown, and stay hidden")
    func hidden() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        bench.type("c<Space>")
        #expect(bench.shown == [])
        #expect(try bench.replica.calendars().first?.isVisible == false)
        bench.type("<Space>")
        #expect(bench.shown.count == 1)
    }

    @Test("another process is noticed, our own edits are not")
    func poll() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        #expect(bench.runner.poll() == [])
        let other = try Replica.open(at: bench.replica.path, zones: InterfaceBench.zones)
        let object = try CalendarObject.make(
            EventDraft(
                title: "Tea", start: .date(ModelDriver.at(25).date),
                end: .date(ModelDriver.at(26).date)),
            uid: UID("tea"), now: InterfaceBench.now, zones: InterfaceBench.zones)
        try other.apply([.put(nil, bench.work, object)], label: "add", now: InterfaceBench.now)
        let inputs = bench.runner.poll()
        #expect(inputs == [.changedElsewhere])
        for input in inputs { bench.carryOut(update(&bench.model, input)) }
        #expect(bench.shown == ["11/24 Lunch 12:00", "11/25 Tea"])
        #expect(bench.runner.poll() == [], "once")
    }

    @Test("what another process changed meanwhile is kept where the form left it alone")
    func mergedEdit() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        bench.type("24G<Tab>e")
        bench.fill(.title, "Late lunch")
        let other = try Replica.open(at: bench.replica.path, zones: InterfaceBench.zones)
        let id = try #require(try other.objectIDs(in: bench.work).first)
        let stored = try #require(try other.object(id))
        var draft = EventDraft(try #require(stored.object.master))
        draft.location = "Noodle bar"
        draft.title = "Lunch with Mina"
        let objects = try stored.object.edited(
            draft, at: nil, scope: .all, newUID: UID("n"), now: InterfaceBench.now,
            zones: InterfaceBench.zones)
        try other.apply(
            [.put(id, bench.work, try #require(objects.first))], label: "edit",
            now: InterfaceBench.now)
        bench.type("<C-s>")
        let saved = try #require(try bench.replica.object(id)?.object.master)
        #expect(saved.title == "Late lunch", "both changed it: the one in the form stands")
        #expect(saved.location == "Noodle bar", "only the other one changed it")
    }

    @Test("the first calendar is not undone")
    func firstCalendar() throws {
        var bench = try InterfaceBench()
        bench.type("u")
        #expect(bench.message == "Nothing to undo")
        #expect(try bench.replica.calendars().count == 1)
        bench.add("Lunch", day: 24, at: "12:00")
        bench.type("uu")
        #expect(try bench.replica.calendars().count == 1)
        bench.type("<C-r>")
        #expect(bench.shown == ["11/24 Lunch 12:00"])
    }

    @Test("what another process deleted cannot be edited; nothing else happens")
    func gone() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        bench.type("24G<Tab>e")
        bench.fill(.title, "Late lunch")
        let other = try Replica.open(at: bench.replica.path, zones: InterfaceBench.zones)
        let id = try #require(try other.objectIDs(in: bench.work).first)
        try other.apply([.delete(id)], label: "delete", now: InterfaceBench.now)
        bench.type("<C-s>")
        #expect(bench.model.message?.kind == .error)
        guard case .form(let form) = bench.model.layers.last else {
            Issue.record("the form is gone")
            return
        }
        #expect(form.title.text == "Late lunch", "what was typed is still there")
    }

    @Test("a read-only replica shows everything and changes nothing")
    func readOnly() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        let replica = try Replica.open(
            at: bench.replica.path, mode: .readOnly, zones: InterfaceBench.zones)
        bench.runner = EffectRunner(
            replica: replica, display: bench.runner.display, strings: English(),
            now: { InterfaceBench.now }, makeUID: { UID("x") }, zoneNames: { [] })
        bench.carryOut(update(&bench.model, .changedElsewhere))
        bench.type("n")
        #expect(bench.message == English().noCalendar)
        bench.type("24G<Tab>x")
        #expect(bench.message == English().readOnlyCalendar)
        bench.type("u")
        #expect(bench.model.message?.kind == .error)
        bench.type("c<Space>")
        #expect(bench.model.message?.kind == .error)
        #expect(bench.model.calendars.first?.isVisible == true, "shown as it really is")
        #expect(bench.shown == ["11/24 Lunch 12:00"])
    }

    @Test("zone names come from the system's list, the useful ones")
    func zoneNames() {
        let source =
            "# version x\nZ Asia/Seoul 8:27 - LMT 1908\nL Asia/Seoul ROK\n"
            + "L Etc/GMT Etc/GMT0\nL Europe/Berlin Arctic/Longyearbyen\nR k 1987\n"
        #expect(
            ZoneNames.zones(inSource: source)
                == ["Asia/Seoul", "ROK", "Etc/GMT0", "Arctic/Longyearbyen"])
        #expect(ZoneNames.zones(inTable: "# x\nKR\t+3733\tAsia/Seoul\nbad\n") == ["Asia/Seoul"])
        #expect(ZoneNames.all(in: "/nowhere") == ["UTC"])
    }
}
