import Testing

@testable import Core

/// Goal: calendars keep what they are told, and their edits can be undone.
struct ReplicaCalendarTests {
    @Test("a calendar begins visible, warns of overlaps and stands last")
    func add() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar("Home")
        let work = try replica.addTestCalendar("Work")
        let calendars = try replica.calendars()
        #expect(calendars.map(\.id) == [home, work])
        #expect(
            calendars.last
                == CalendarInfo(id: work, name: "Work", color: RGB(packed: 0x4A90D9), order: 1))
    }

    @Test("each property changes alone")
    func change() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.rename(home, to: "집", label: "Rename", now: testNow)
        try replica.setColor(home, to: RGB(packed: 0xFF0000), label: "Color", now: testNow)
        try replica.setPolicy(home, to: .reject, label: "Policy", now: testNow)
        try replica.setVisible(home, to: false)
        #expect(
            try replica.calendars() == [
                CalendarInfo(
                    id: home, name: "집", color: RGB(packed: 0xFF0000), isVisible: false,
                    policy: .reject)
            ])
        // Visibility is no edit: undo goes back over it without touching it.
        #expect(try replica.undo(now: testNow)?.label == "Policy")
        #expect(try replica.undo(now: testNow)?.label == "Color")
        #expect(try replica.undo(now: testNow)?.label == "Rename")
        #expect(
            try replica.calendars() == [
                CalendarInfo(
                    id: home, name: "Home", color: RGB(packed: 0x4A90D9), isVisible: false)
            ])
        for _ in 0..<3 { try replica.redo(now: testNow) }
        #expect(try replica.calendars().first?.policy == .reject)
    }

    @Test("setting what is already so is no edit")
    func noChange() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.rename(home, to: "Home", label: "Rename", now: testNow)
        #expect(try replica.nextUndo()?.label == "Add “Home”")
    }

    @Test("order: the named ones first, the others as they were")
    func order() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let ids = try ["a", "b", "c", "d"].map { try replica.addTestCalendar($0) }
        try replica.setOrder([ids[2], ids[0]])
        #expect(try replica.calendars().map(\.name) == ["c", "a", "b", "d"])
        let unknown = CalendarID(row: 99)
        #expect(throws: ReplicaError.noSuchCalendar(unknown)) { try replica.setOrder([unknown]) }
    }

    @Test(
        "names that are refused",
        arguments: [
            "",  // nothing to show
            " \t",  // nothing to see
            String(repeating: "x", count: ReplicaLimits.nameLength + 1),  // beyond the limit
        ])
    func badName(_ name: String) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        #expect(throws: ReplicaError.invalidName(name)) { try replica.addTestCalendar(name) }
        let longest = String(repeating: "x", count: ReplicaLimits.nameLength)
        _ = try replica.addTestCalendar(longest)
    }

    @Test("deleting takes the objects along, undoing brings all of it back")
    func delete() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let (home, work) = (try replica.addTestCalendar(), try replica.addTestCalendar("Work"))
        try replica.add(testLunch("a"), to: home)
        try replica.add(
            testObject("b", "DTSTART:20260101", "RRULE:FREQ=DAILY", "SUMMARY:Walk"), to: home)
        try replica.add(testLunch("c"), to: work)
        let before = try replica.dump()
        try replica.deleteCalendar(home, label: "Delete “Home”", now: testNow)
        #expect(try replica.calendars().map(\.id) == [work])
        #expect(try replica.dump().count == 4)  // calendar, object, single, search
        let after = try replica.dump()
        #expect(try replica.undo(now: testNow)?.label == "Delete “Home”")
        #expect(try replica.dump() == before)
        try replica.redo(now: testNow)
        #expect(try replica.dump() == after)
        try replica.undo(now: testNow)
        #expect(try replica.dump() == before)
        try replica.expectSound()
    }

    @Test("a calendar that is read only refuses edits from either side")
    func readOnly() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let holidays = try replica.addCalendar(
            name: "Holidays", color: RGB(packed: 0), isReadOnly: true, label: "Add", now: testNow)
        let refused = ReplicaError.calendarIsReadOnly(holidays)
        #expect(throws: refused) { try replica.add(testLunch("a"), to: holidays) }
        let id = try replica.add(testLunch("a"), to: home)
        #expect(throws: refused) {
            try replica.apply(
                [.put(id, holidays, testLunch("a"))], label: "Move", now: testNow)
        }
        #expect(throws: refused) {
            try replica.importObjects(
                [testLunch("b")], into: holidays, label: "Import", now: testNow)
        }
    }

    @Test("an unknown calendar", arguments: [CalendarID(row: 7)])
    func unknown(_ id: CalendarID) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let error = ReplicaError.noSuchCalendar(id)
        #expect(throws: error) { try replica.rename(id, to: "x", label: "", now: testNow) }
        #expect(throws: error) { try replica.setVisible(id, to: true) }
        #expect(throws: error) { try replica.deleteCalendar(id, label: "", now: testNow) }
        #expect(throws: error) { try replica.add(testLunch("a"), to: id) }
        #expect(throws: error) { try replica.exportCalendar(id) }
    }

    @Test(
        "colours as people and servers write them",
        arguments: [
            ("#4a90d9", 0x4A90D9),
            ("4A90D9", 0x4A90D9),
            ("#4A90D9FF", 0x4A90D9),  // Apple's, with alpha
            ("#fa0", 0xFFAA00),
            ("#fa", nil), ("#ggg", nil), ("", nil), ("#1234567", nil),
        ])
    func color(_ text: String, _ packed: Int?) {
        #expect(RGB(hex: text)?.packed == packed)
        if let packed { #expect(RGB(hex: RGB(packed: packed).description)?.packed == packed) }
    }
}
