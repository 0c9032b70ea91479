import Testing

@testable import Core

/// Goal: what becomes of a calendar on the server never loses what was edited here, and leaves
/// nothing behind. Method: a story, then what the replica holds.
struct CalendarLossTests {
    @Test("a calendar that others deleted goes with what was in step")
    func inStep() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let summary = try bench.replica.loseCalendar(bench.work, now: testNow)
        #expect(summary.removed == 1 && summary.editConflicts == 0)
        #expect(try bench.state() == [])
        #expect(try bench.replica.calendars().map(\.name) == ["Here", "Home"])
    }

    @Test("what was edited here stays, and is stored in a calendar made anew, or dropped")
    func edited() throws {
        for (resolution, expected) in [
            (EditConflictResolution.mine, ["a Tea", "b Cake", "make-calendar ", "put a"]),
            (.theirs, ["b Cake"]),
        ] {
            let bench = try SyncBench()
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
            try bench.rename(id, "a", "Tea")
            try bench.add("b", "Cake")
            _ = try bench.take()
            let summary = try bench.replica.loseCalendar(bench.work, now: testNow)
            #expect(summary.editConflicts == 2, "the new one may have arrived: it is shown too")
            #expect(
                try bench.state()
                    == ["a Tea", "b Cake", "clash Tea deleted-there", "clash Cake deleted-there"])
            let first = try #require(try bench.replica.editConflicts().first).id
            _ = try bench.replica.resolve(first, resolution, label: "resolve", now: testNow)
            #expect(try bench.state() == expected + ["clash Cake deleted-there"])
        }
    }

    @Test("a name for a calendar that the server lost is told to nobody; deleting it neither")
    func shell() throws {
        let bench = try SyncBench()
        try bench.add("b", "Cake")
        _ = try bench.replica.loseCalendar(bench.work, now: testNow)
        try bench.replica.rename(bench.work, to: "Old", label: "rename", now: testNow)
        try bench.replica.deleteCalendar(bench.work, label: "delete", now: testNow)
        #expect(try bench.state() == ["clash Cake deleted-there"])
    }

    @Test("what was on its way there is where it came from")
    func movedThere() throws {
        let bench = try SyncBench()
        try bench.pull([("/home/a.ics", "\"1\"", "a", "Lunch")], into: bench.home)
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(.put(id, bench.work, testLunch("a", title: "Lunch")))
        #expect(try bench.state() == ["a Lunch", "move a"])
        _ = try bench.replica.loseCalendar(bench.work, now: testNow)
        #expect(try bench.state() == ["a Lunch /home/a.ics \"1\""])
        #expect(try bench.replica.object(id)?.calendar == bench.home)
    }

    @Test("what was on its way from there is shown, and stored where it was going")
    func movedFrom() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(.put(id, bench.home, testLunch("a", title: "Lunch")))
        _ = try bench.replica.loseCalendar(bench.work, now: testNow)
        #expect(try bench.state() == ["a Lunch", "clash Lunch deleted-there"])
        #expect(try bench.replica.editConflicts().map(\.calendar) == [bench.home])
    }

    @Test("undoing that a calendar was added takes what came into it; redo brings it back")
    func undoneCalendar() throws {
        let bench = try SyncBench()
        let id = try bench.replica.addCalendar(
            name: "New", color: RGB(red: 1, green: 2, blue: 3), account: bench.account,
            label: "calendar", now: testNow)
        try bench.send { _ in .done(href: "/new/") }
        try bench.pull([("/new/a.ics", "\"1\"", "a", "Lunch")], into: id)
        try bench.replica.undo(now: testNow)
        #expect(try bench.state() == ["delete-calendar "])
        try bench.replica.redo(now: testNow)
        #expect(try bench.state() == ["a Lunch /new/a.ics \"1\""])
    }

    @Test("a calendar that is listed before the answer to its making comes is that calendar")
    func madeAndListed() throws {
        let bench = try SyncBench()
        let id = try bench.replica.addCalendar(
            name: "New", color: RGB(red: 1, green: 2, blue: 3), account: bench.account,
            label: "calendar", now: testNow)
        let sent = try #require(try bench.take().first)
        let href = "/dav/\(sent.id.text)/"
        let taken = try bench.replica.take(
            [RemoteCalendar(href: href, name: "New")], of: bench.account, now: testNow)
        #expect(taken.added == [] && taken.changed == [id])
        try bench.replica.finish(sent.id, .done(href: href), now: testNow)
        #expect(try bench.replica.calendars(of: bench.account).map(\.href).contains(href))
        #expect(try bench.state() == [])
    }

    @Test("removed while it is being made: the answer says what to delete; undone, nothing is")
    func removedWhileMade() throws {
        for isUndone in [false, true] {
            let bench = try SyncBench()
            let id = try bench.replica.addCalendar(
                name: "New", color: RGB(red: 1, green: 2, blue: 3), account: bench.account,
                label: "calendar", now: testNow)
            let sent = try #require(try bench.take().first)
            try bench.replica.deleteCalendar(id, label: "delete", now: testNow)
            #expect(try bench.state() == ["make-calendar  !", "delete-calendar "])
            #expect(try bench.take().map(\.kind) == [.makeCalendar], "one after the other")
            let href = "/dav/\(sent.id.text)/"
            let listed = try bench.replica.take(
                [RemoteCalendar(href: href, name: "New")], of: bench.account, now: testNow)
            #expect(listed.added == [], "it is about to be deleted")
            if isUndone { try bench.replica.undo(now: testNow) }
            try bench.replica.finish(sent.id, .done(href: href), now: testNow)
            #expect(try bench.take().map(\.href) == (isUndone ? [] : [href]))
            let places = try bench.replica.calendars(of: bench.account).map(\.href)
            #expect(places.contains(href) == isUndone)
        }
    }

    @Test("a calendar that the server does not delete comes back; deleted at last, it goes again")
    func refusedDeletion() throws {
        let bench = try SyncBench()
        try bench.replica.deleteCalendar(bench.work, label: "delete", now: testNow)
        let work = RemoteCalendar(href: "/work/", name: "Work")
        func take() throws -> [CalendarID] {
            try bench.replica.take([work], of: bench.account, now: testNow).added
        }
        #expect(try take() == [])
        try bench.send { _ in .refused(Refusal(status: 403, reason: "no")) }
        #expect(try take().count == 1)
        let dead = try #require(try bench.replica.outbox().first)
        _ = try bench.replica.retry(dead.id, now: testNow)
        try bench.send { _ in .done(href: nil) }
        #expect(try bench.state() == [])
        #expect(try bench.replica.calendars().map(\.name) == ["Here", "Home"])
    }
}
