import Testing

@testable import Core

/// Goal: each local edit queues what the server has to be told, once, in order, and nothing else.
/// Method: an edit story, then what the replica holds.
struct OutboxTests {
    @Test("a new event is put once, with the text it has when it is sent")
    func creation() throws {
        let bench = try SyncBench()
        let id = try bench.add("a")
        try bench.rename(id, "a", "Tea")
        #expect(try bench.state() == ["a Tea", "put a"])
        let sent = try #require(try bench.take().first)
        #expect(sent.kind == .put && sent.href == "/work/a.ics" && sent.etag == nil)
        #expect(CalendarObject(sent.text)?.title == "Tea")
        #expect(try bench.state() == ["a Tea", "put a !"])
        try bench.replica.finish(sent.id, OperationOutcome.etag1(sent), now: testNow)
        #expect(try bench.state() == ["a Tea /work/a.ics \"1\""])
    }

    @Test("what never leaves the machine queues nothing")
    func localCalendar() throws {
        let bench = try SyncBench()
        let id = try bench.add("a", to: bench.local)
        try bench.edit(.delete(id))
        #expect(try bench.state() == [])
    }

    @Test("an edit keeps the agreed text; going back to it leaves nothing to tell")
    func editAndBack() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.rename(id, "a", "Tea")
        #expect(try bench.state() == ["a Tea /work/a.ics \"1\" *", "put a"])
        try bench.rename(id, "a", "Coffee")
        #expect(try bench.state() == ["a Coffee /work/a.ics \"1\" *", "put a"])
        let undone = try bench.replica.undo(now: testNow)
        #expect(undone != nil)
        try bench.replica.undo(now: testNow)
        #expect(try bench.state() == ["a Lunch /work/a.ics \"1\""])
        try bench.replica.redo(now: testNow)
        #expect(try bench.state() == ["a Tea /work/a.ics \"1\" *", "put a"])
    }

    @Test("an edit of what is under way follows it, with the etag that it brings")
    func editWhileSent() throws {
        let bench = try SyncBench()
        let id = try bench.add("a")
        let first = try #require(try bench.take().first)
        try bench.rename(id, "a", "Tea")
        #expect(try bench.take().map(\.id) == [first.id], "the second waits for the first")
        try bench.replica.finish(first.id, OperationOutcome.etag1(first), now: testNow)
        #expect(try bench.state() == ["a Tea /work/a.ics \"1\" *", "put a"])
        let second = try #require(try bench.take().first)
        #expect(second.id != first.id && second.etag == "\"1\"")
        #expect(second.base == first.text)
    }

    @Test("a deletion keeps where the object was; undo takes it back before it is sent")
    func deletion() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.rename(id, "a", "Tea")
        try bench.edit(.delete(id))
        #expect(try bench.state() == ["delete a"])
        try bench.replica.undo(now: testNow)
        #expect(try bench.state() == ["a Tea /work/a.ics \"1\" *", "put a"])
        try bench.replica.redo(now: testNow)
        let sent = try #require(try bench.take().first)
        #expect(sent.kind == .delete && sent.href == "/work/a.ics" && sent.etag == "\"1\"")
        #expect(sent.base.flatMap(CalendarObject.init)?.title == "Lunch")
        try bench.replica.finish(sent.id, .done(href: nil), now: testNow)
        #expect(try bench.state() == [])
    }

    @Test(
        "what the server never heard of is deleted without a word; sent once, it is deleted there")
    func deletionOfNew() throws {
        let bench = try SyncBench()
        try bench.edit(.delete(try bench.add("a")))
        #expect(try bench.state() == [])
        let id = try bench.add("b")
        let put = try #require(try bench.take().first)
        try bench.edit(.delete(id))
        #expect(try bench.state() == ["put b !", "delete b"])
        try bench.replica.finish(put.id, OperationOutcome.etag1(put), now: testNow)
        let delete = try #require(try bench.take().first)
        #expect(delete.href == "/work/b.ics" && delete.etag == "\"1\"")
    }

    @Test("moves: within the account, away and back, out of it, and into it")
    func moves() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(.put(id, bench.home, testLunch("a")))
        #expect(try bench.state() == ["a Lunch", "move a"])
        try bench.edit(.put(id, bench.work, testLunch("a")))
        #expect(try bench.state() == ["a Lunch /work/a.ics \"1\""])
        try bench.edit(.put(id, bench.home, testLunch("a", title: "Tea")))
        #expect(try bench.state() == ["a Tea", "move a", "put a"])
        let move = try #require(try bench.take().first)
        #expect(move.kind == .move && move.href == "/work/a.ics" && move.collection == "/home/")
        try bench.replica.finish(
            move.id, .accepted(href: "/home/a.ics", etag: "\"7\""), now: testNow)
        #expect(try bench.state() == ["a Tea /home/a.ics \"7\" *", "put a"])
        try bench.edit(.put(id, bench.local, testLunch("a")))
        #expect(try bench.state() == ["a Lunch", "delete a"])
        try bench.edit(.put(id, bench.work, testLunch("a")))
        #expect(try bench.state() == ["a Lunch", "delete a", "put a"])
        #expect(try bench.take().map(\.kind) == [.delete], "in the order of the edits")
    }

    @Test("moved away and back while an edit is under way: what was agreed stays known")
    func movedWhileSent() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.rename(id, "a", "Tea")
        let first = try #require(try bench.take().first)
        for calendar in [bench.home, bench.work] {
            try bench.edit(.put(id, calendar, testLunch("a", title: "Tea")))
        }
        let again = try #require(try bench.take().first)
        #expect(again.id == first.id && again.etag == "\"1\"")
        #expect(again.base.flatMap(CalendarObject.init)?.title == "Lunch")
    }

    @Test("a lost answer: the same bytes under the same id; a later edit follows")
    func lostAnswer() throws {
        let bench = try SyncBench()
        let id = try bench.add("a")
        let first = try #require(try bench.take().first)
        try bench.rename(id, "a", "Tea")
        let again = try #require(try bench.take().first)
        #expect(again.id == first.id && again.text == first.text && again.isUncertain)
        try bench.replica.finish(
            first.id, .later(notBefore: testNow.adding(seconds: 60), .mayBeDone, reason: "no"),
            now: testNow)
        #expect(try bench.take().isEmpty, "not before its time")
        #expect(
            try bench.replica.nextOperation(of: bench.account) == Instant(seconds: 0),
            "the edit after it waits for it, but is no reason to wait longer")
    }

    @Test("what certainly was not done takes later edits in again")
    func notDone() throws {
        let bench = try SyncBench()
        let id = try bench.add("a")
        try bench.send { _ in .later(notBefore: testNow, .notDone, reason: "refused") }
        try bench.rename(id, "a", "Tea")
        #expect(try bench.state() == ["a Tea", "put a"])
        let again = try #require(try bench.take().first)
        #expect(!again.isUncertain && again.attempts == 2)
    }

    @Test("a refused operation is a dead letter; an edit, retry or discard takes it up")
    func deadLetters() throws {
        let bench = try SyncBench()
        let id = try bench.add("a")
        let clash = OverlapClash(href: "/work/x.ics", title: "X", shared: testNow..<testNow)
        let refusal = Refusal(status: 409, reason: "overlaps", clashes: [clash])
        try bench.send { _ in .refused(refusal) }
        #expect(try bench.state() == ["a Lunch", "put a †409"])
        #expect(try bench.replica.outbox().map(\.state) == [.dead(refusal)])
        #expect(try bench.take().isEmpty)
        let first = try #require(try bench.replica.outbox().first).id
        #expect(try bench.replica.retry(first, now: testNow))
        #expect(try bench.state() == ["a Lunch", "put a"])
        try bench.send { _ in .refused(refusal) }
        try bench.rename(id, "a", "Tea")
        #expect(try bench.state() == ["a Tea", "put a"])
        let second = try #require(try bench.replica.outbox().first).id
        #expect(second != first, "another content needs another id")
        #expect(try bench.replica.discard(second, label: "discard", now: testNow))
        #expect(try bench.state() == [])
        try bench.replica.undo(now: testNow)
        #expect(try bench.state() == ["a Tea", "put a"])
    }

    @Test("discarding brings back what the server has")
    func discard() throws {
        let bench = try SyncBench()
        try bench.pull([
            ("/work/a.ics", "\"1\"", "a", "A"), ("/work/b.ics", "\"1\"", "b", "B"),
            ("/work/c.ics", "\"1\"", "c", "C"),
        ])
        let before = try bench.state()
        let ids = try ["a", "b", "c"].map {
            try #require(try bench.replica.objects(uid: UID($0)).first).id
        }
        try bench.rename(ids[0], "a", "Tea")
        try bench.edit(.delete(ids[1]))
        try bench.edit(.put(ids[2], bench.home, testLunch("c", title: "Cake")))
        for entry in try bench.replica.outbox() where entry.title != "" || entry.kind != .put {
            _ = try bench.replica.discard(entry.id, label: "discard", now: testNow)
        }
        #expect(try bench.state() == before)
        try bench.replica.expectSound()
    }

    @Test("calendars come before their objects, and change in one operation")
    func calendars() throws {
        let bench = try SyncBench()
        let new = try bench.replica.addCalendar(
            name: "New", color: RGB(packed: 1), account: bench.account, label: "add", now: testNow)
        try bench.add("a", to: new)
        try bench.replica.rename(new, to: "Newer", label: "rename", now: testNow)
        let made = try bench.take()
        #expect(made.map(\.kind) == [.makeCalendar] && made[0].info?.name == "Newer")
        try bench.replica.finish(made[0].id, .done(href: "/new/"), now: testNow)
        #expect(try bench.take().map(\.href) == ["/new/a.ics"])
        try bench.replica.rename(bench.work, to: "Office", label: "rename", now: testNow)
        try bench.replica.rename(bench.work, to: "Bureau", label: "rename", now: testNow)
        #expect(try bench.state().filter { $0.hasPrefix("change") }.count == 1)
    }

    @Test("a calendar that was deleted comes back with its objects in step, before it is sent")
    func deletedCalendar() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        try bench.add("b")
        let before = try bench.state()
        try bench.replica.deleteCalendar(bench.work, label: "delete", now: testNow)
        #expect(try bench.state() == ["delete-calendar "])
        try bench.replica.undo(now: testNow)
        #expect(try bench.state() == before)
        try bench.replica.redo(now: testNow)
        #expect(try bench.state() == ["delete-calendar "])
        let sent = try #require(try bench.take().first)
        #expect(sent.href == "/work/")
        try bench.replica.finish(sent.id, .done(href: nil), now: testNow)
        try bench.replica.undo(now: testNow)
        #expect(
            try bench.state()
                == ["a Lunch", "b Lunch", "make-calendar ", "put a", "put b"]
                .sorted { _, _ in false })
        try bench.replica.expectSound()
    }

    @Test("operation ids are UUIDv7 of the time of the edit")
    func identifiers() throws {
        let bench = try SyncBench()
        try bench.add("a")
        let id = try #require(try bench.take().first).id.text
        #expect(
            id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                != nil)
        let milliseconds = Int(id.filter { $0 != "-" }.prefix(12), radix: 16)
        #expect(milliseconds == testNow.seconds * 1000)
    }
}
