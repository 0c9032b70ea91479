import Testing

@testable import Core

/// Goal: what a server says is stored, joined with local edits, and nothing is lost.
/// Method: a state, one pull, what the replica holds.
struct PullTests {
    @Test("new, changed, moved in place, removed")
    func plain() throws {
        let bench = try SyncBench()
        let undo = try bench.replica.nextUndo()
        var summary = try bench.pull([
            ("/work/a.ics", "\"1\"", "a", "Lunch"), ("/work/b.ics", nil, "b", "Tea"),
        ])
        #expect(summary.added == 2)
        #expect(try bench.state() == ["a Lunch /work/a.ics \"1\"", "b Tea /work/b.ics"])
        summary = try bench.pull(
            [("/work/a.ics", "\"2\"", "a", "Dinner")], removed: ["/work/b.ics"])
        #expect(summary.changed == 1 && summary.removed == 1)
        #expect(try bench.state() == ["a Dinner /work/a.ics \"2\""])
        summary = try bench.pull([("/work/a.ics", "\"3\"", "a", "Dinner")])
        #expect(summary.changedNothing)
        #expect(try bench.state() == ["a Dinner /work/a.ics \"3\""])
        #expect(try bench.replica.nextUndo() == undo, "a pull is no step of undo")
    }

    @Test("two edits of different properties become one, which is pushed")
    func merged() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(
            .put(
                id, bench.work,
                testObject(
                    "a", "DTSTAMP:20260101T000000Z", "DTSTART:20261123T120000Z",
                    "DTEND:20261123T130000Z", "SUMMARY:Lunch", "LOCATION:Cafe")))
        let summary = try bench.pull([("/work/a.ics", "\"2\"", "a", "Dinner")])
        #expect(summary.merged == 1 && summary.editConflicts == 0)
        #expect(try bench.state() == ["a Dinner /work/a.ics \"2\" *", "put a"])
        let event = try #require(try bench.replica.object(id)?.object.master)
        #expect(event.location == "Cafe")
    }

    @Test("the same property: the server's stands, ours is kept, and can be had back")
    func clash() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.rename(id, "a", "Tea")
        try bench.pull([("/work/a.ics", "\"2\"", "a", "Dinner")])
        #expect(try bench.state() == ["a Dinner /work/a.ics \"2\"", "clash Tea edited"])
        let conflict = try #require(try bench.replica.editConflicts().first)
        #expect(try bench.replica.resolve(conflict.id, .mine, label: "mine", now: testNow))
        #expect(try bench.state() == ["a Tea /work/a.ics \"2\" *", "put a"])
        #expect(try !bench.replica.resolve(conflict.id, .mine, label: "mine", now: testNow))
    }

    /// Local act, remote act, then resolution.
    @Test("edited here, deleted there: kept, to be made anew or dropped")
    func deletedThere() throws {
        for (resolution, expected) in [
            (EditConflictResolution.mine, ["a Tea", "put a"]), (.theirs, []),
        ] {
            let bench = try SyncBench()
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
            try bench.rename(id, "a", "Tea")
            try bench.pull(removed: ["/work/a.ics"])
            #expect(try bench.state() == ["a Tea", "clash Tea deleted-there"])
            #expect(try bench.take().isEmpty, "nothing is sent until the user decides")
            let conflict = try #require(try bench.replica.editConflicts().first)
            _ = try bench.replica.resolve(conflict.id, resolution, label: "r", now: testNow)
            #expect(try bench.state() == expected)
        }
    }

    @Test("deleted here, edited there: not deleted, and shown")
    func deletedHere() throws {
        for (resolution, expected) in [
            (EditConflictResolution.mine, ["delete a"]), (.theirs, ["a Dinner /work/a.ics \"2\""]),
        ] {
            let bench = try SyncBench()
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
            try bench.edit(.delete(id))
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            #expect(try bench.state() == ["delete a"], "unchanged there: still to be deleted")
            try bench.pull([("/work/a.ics", "\"2\"", "a", "Dinner")])
            #expect(
                try bench.state() == [
                    "a Dinner /work/a.ics \"2\"", "clash Dinner deleted-here",
                ])
            let conflict = try #require(try bench.replica.editConflicts().first)
            _ = try bench.replica.resolve(conflict.id, resolution, label: "r", now: testNow)
            #expect(try bench.state() == expected)
        }
    }

    @Test("deleted on both sides: done")
    func deletedBoth() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        try bench.edit(.delete(try #require(try bench.replica.objects(uid: UID("a")).first).id))
        try bench.pull(removed: ["/work/a.ics"])
        #expect(try bench.state() == [])
    }

    @Test("a lost answer is found by the pull")
    func lostAnswerSeen() throws {
        let bench = try SyncBench()
        let id = try bench.add("a")
        let put = try #require(try bench.take().first)
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        #expect(try bench.state() == ["a Lunch /work/a.ics \"1\""])
        // Its repetition, answered late, changes nothing.
        try bench.replica.finish(put.id, OperationOutcome.etag1(put), now: testNow)
        #expect(try bench.state() == ["a Lunch /work/a.ics \"1\""])
        try bench.rename(id, "a", "Tea")
        _ = try bench.take()
        try bench.edit(.delete(id))
        try bench.pull([("/work/a.ics", "\"2\"", "a", "Tea")])
        #expect(try bench.state() == ["delete a"])
    }

    @Test("an event made on both sides under one UID becomes one")
    func bothMade() throws {
        let bench = try SyncBench()
        try bench.add("a", "Lunch")
        try bench.pull([("/work/other.ics", "\"1\"", "a", "Lunch")])
        #expect(try bench.state() == ["a Lunch /work/other.ics \"1\""])
        try bench.add("b", "Mine")
        try bench.pull([("/work/b.ics", "\"1\"", "b", "Theirs")])
        #expect(try bench.state().last == "clash Mine edited")
        #expect(try bench.state()[1] == "b Theirs /work/b.ics \"1\"")
    }

    @Test("two places with one UID: one is shown, none is lost, and neither is asked for again")
    func twoPlaces() throws {
        let bench = try SyncBench()
        try bench.pull([
            ("/work/a.ics", "\"1\"", "a", "Lunch"), ("/work/x.ics", "\"9\"", "a", "Other"),
        ])
        #expect(try bench.state() == ["a Lunch /work/a.ics \"1\""])
        #expect(
            Set(try bench.replica.known(in: bench.work).keys) == ["/work/a.ics", "/work/x.ics"])
        try bench.pull(removed: ["/work/a.ics"])
        #expect(try bench.state() == ["a Other /work/x.ics \"9\""])
        try bench.pull(removed: ["/work/x.ics"])
        #expect(try bench.state() == [])
    }

    @Test("the second place of a UID shows when the first is deleted or moved away here")
    func secondPlace() throws {
        for isMoved in [false, true] {
            let bench = try SyncBench()
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            try bench.pull([("/work/b.ics", "\"2\"", "a", "Copy")])
            let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
            if isMoved {
                try bench.edit(.put(id, bench.home, testLunch("a", title: "Lunch")))
                try bench.send {
                    .acceptedAs(try SyncBench.remote("/home/a.ics", "\"3\"", $0.uid.text, "Lunch"))
                }
            } else {
                try bench.edit(.delete(id))
                try bench.send { _ in .done(href: nil) }
            }
            let moved = isMoved ? ["a Lunch /home/a.ics \"3\""] : []
            #expect(try bench.state() == moved + ["a Copy /work/b.ics \"2\""])
        }
    }

    @Test("what others changed before a move arrived goes on with the next move, joined")
    func movedTwice() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(.put(id, bench.home, testLunch("a", title: "Lunch")))
        let first = try #require(try bench.take().first)
        try bench.edit(.put(id, bench.work, testLunch("a", title: "Tea")))
        #expect(try bench.state() == ["a Tea", "move a !", "move a", "put a"])
        var lines = try SyncBench.remote("/home/a.ics", "\"3\"", "a", "Lunch").text
        lines = Array(
            String(decoding: lines, as: UTF8.self)
                .replacing("END:VEVENT", with: "LOCATION:Café\r\nEND:VEVENT").utf8)
        try bench.replica.finish(
            first.id, .acceptedAs(RemoteObject(href: "/home/a.ics", etag: "\"3\"", text: lines)),
            now: testNow)
        let joined = try #require(try bench.replica.object(id)).object.representative
        #expect(joined?.title == "Tea" && joined?.location == "Café")
    }

    @Test("another version at the place a move went to: the server's stands, ours is shown")
    func moveMet() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(.put(id, bench.home, testLunch("a", title: "Lunch")))
        let move = try #require(try bench.take().first)
        let theirs = try SyncBench.remote("/home/a.ics", "\"7\"", "a", "Older")
        try bench.replica.finish(move.id, .met(theirs), now: testNow)
        #expect(
            try bench.state() == ["a Older /home/a.ics \"7\"", "clash Lunch edited"])
        let shown = try #require(try bench.replica.editConflicts().first)
        #expect(shown.local.flatMap(CalendarObject.init)?.title == "Lunch")
    }

    @Test("a move that others overtook waits again, with what they changed")
    func moveOvertaken() throws {
        for isDeleted in [false, true] {
            let bench = try SyncBench()
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
            try bench.edit(.put(id, bench.home, testLunch("a", title: "Lunch")))
            let move = try #require(try bench.take().first)
            if isDeleted { try bench.edit(.delete(id)) }
            let theirs = try SyncBench.remote("/work/a.ics", "\"2\"", "a", "Theirs")
            try bench.replica.finish(move.id, .overtaken(theirs), now: testNow)
            let next = try #require(try bench.take().first)
            #expect(next.href == "/work/a.ics")
            if isDeleted {
                #expect(next.kind == .delete && next.etag == nil, "a look comes first")
                #expect(next.base.flatMap(CalendarObject.init)?.title == "Lunch")
            } else {
                #expect(next.kind == .move && next.id == move.id && next.etag == "\"2\"")
                #expect(next.base == theirs.text)
                #expect(try bench.replica.object(id)?.object.title == "Theirs")
            }
        }
    }

    @Test("what others changed before a move arrived is not deleted unseen")
    func movedAndDeleted() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.edit(.put(id, bench.home, testLunch("a", title: "Lunch")))
        let move = try #require(try bench.take().first)
        try bench.edit(.delete(id))
        let theirs = try SyncBench.remote("/home/a.ics", "\"3\"", "a", "Theirs")
        try bench.replica.finish(move.id, .acceptedAs(theirs), now: testNow)
        let deletion = try #require(try bench.take().first)
        #expect(deletion.kind == .delete && deletion.etag == nil, "a look comes first")
        #expect(deletion.base.flatMap(CalendarObject.init)?.title == "Lunch")
    }

    @Test("what is no calendar object is kept aside and hides nothing")
    func unreadable() throws {
        let bench = try SyncBench()
        let junk = RemoteObject(href: "/work/j.ics", etag: "\"1\"", text: Array("junk".utf8))
        let summary = try bench.replica.pull(
            [.object(junk), .object(try SyncBench.remote("/work/a.ics", "\"1\"", "a", "Lunch"))],
            in: bench.work, progress: PullProgress(token: "t"), now: testNow)
        #expect(summary.unreadable == 1 && summary.added == 1)
        #expect(try bench.replica.known(in: bench.work).count == 2)
        #expect(try bench.replica.calendars(of: bench.account)[0].token == "t")
        try bench.pull([("/work/j.ics", "\"2\"", "j", "Mended")])
        #expect(try bench.state().contains("j Mended /work/j.ics \"2\""))
    }

    @Test("undo after a pull takes back the edit alone, not what others changed")
    func undoAfterPull() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        let moved = try testObject(
            "a", "DTSTAMP:20260101T000000Z", "DTSTART:20261123T120000Z", "DTEND:20261123T130000Z",
            "SUMMARY:Lunch", "LOCATION:Cafe")
        try bench.edit(.put(id, bench.work, moved))
        try bench.pull([("/work/a.ics", "\"2\"", "a", "Dinner")])
        try bench.replica.undo(now: testNow)
        let event = try #require(try bench.replica.object(id)?.object.master)
        #expect(event.title == "Dinner" && event.location == "")
        #expect(try bench.state() == ["a Dinner /work/a.ics \"2\""])
    }

    @Test("overtaken: merged at most three times, then an edit conflict; the same content is none")
    func overtaken() throws {
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
        let id = try #require(try bench.replica.objects(uid: UID("a")).first).id
        try bench.rename(id, "a", "Tea")
        for turn in 2...4 {
            try bench.send { _ in
                .overtaken(try SyncBench.remote("/work/a.ics", "\"\(turn)\"", "a", "Lunch"))
            }
            #expect(try bench.state() == ["a Tea /work/a.ics \"\(turn)\" *", "put a"])
        }
        try bench.send { _ in .overtaken(try SyncBench.remote("/work/a.ics", "\"5\"", "a", "Lunch"))
        }
        #expect(try bench.state() == ["a Lunch /work/a.ics \"5\"", "clash Tea edited"])
        try bench.rename(id, "a", "Cake")
        try bench.send { _ in .overtaken(try SyncBench.remote("/work/a.ics", "\"6\"", "a", "Cake"))
        }
        #expect(try bench.state().first == "a Cake /work/a.ics \"6\"")
    }

    @Test("a server that rewrites what it is given: its text is the agreed one")
    func rewritten() throws {
        let bench = try SyncBench()
        let id = try bench.add("a", "Lunch")
        try bench.send { operation in
            .acceptedAs(try SyncBench.remote(operation.href ?? "", "\"1\"", "a", "LUNCH"))
        }
        #expect(try bench.state() == ["a LUNCH /work/a.ics \"1\""])
        try bench.rename(id, "a", "Tea")
        let put = try #require(try bench.take().first)
        let again = try testObject(
            "a", "DTSTAMP:20260101T000000Z", "DTSTART:20261123T120000Z", "DTEND:20261123T130000Z",
            "SUMMARY:Tea", "LOCATION:Cafe")
        try bench.edit(.put(id, bench.work, again))
        try bench.replica.finish(
            put.id, .acceptedAs(try SyncBench.remote("/work/a.ics", "\"2\"", "a", "TEA")),
            now: testNow)
        #expect(try bench.state() == ["a TEA /work/a.ics \"2\" *", "put a"])
        #expect(try bench.replica.object(id)?.object.master?.location == "Cafe")
    }

    @Test("an account goes: with its events, or leaving them here")
    func removeAccount() throws {
        for keeps in [true, false] {
            let bench = try SyncBench()
            try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch")])
            try bench.add("b")
            try bench.replica.removeAccount(bench.account, keepingEvents: keeps)
            #expect(try bench.state() == (keeps ? ["a Lunch", "b Lunch"] : []))
            #expect(try bench.replica.accounts().map(\.name) == ["Local"])
            #expect(try bench.replica.calendars().count == (keeps ? 3 : 1))
            try bench.replica.expectSound()
        }
    }
}
