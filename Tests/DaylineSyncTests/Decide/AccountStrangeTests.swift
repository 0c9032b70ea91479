import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: what other clients stumbled over ends with one outcome here, and then there is silence.
/// Method: servers that behave as theirs did.
@Suite("account: strange servers")
struct AccountStrangeTests {
    /// What is left to be said when everything was said: a look from time to time.
    private func expectSilence(_ talk: AccountTalk, _ sentence: String = "") throws {
        talk.tell(.syncRequested)  // sees its own writes
        talk.forget()
        for _ in 0..<10 {
            talk.tell(.syncRequested)
            try talk.wake()
        }
        #expect(talk.asked.allSatisfy { $0 == "PROPFIND /dav/" }, "\(sentence): \(talk.asked)")
    }

    /// What was done, though the answer says otherwise or did not come.
    static let lies: [(sentence: String, answer: AccountTalk.Answer)] = [
        ("500 though it was done", .status(500)), ("502 of a proxy", .status(502)),
        ("503", .status(503)), ("504", .status(504)),
        ("the answer is lost", .failure(.broken("reset"))),
        ("the answer is too long", .failure(.tooLong)),
    ]

    @Test(
        "done and not said: one outcome, and no edit conflict with ourselves",
        arguments: lies.indices)
    func lied(_ index: Int) throws {
        let (sentence, answer) = Self.lies[index]
        let talk = try AccountTalk.inStep(["work": ["a", "b"]])
        talk.isHeld = { _ in true }
        try talk.write("n", "New")
        try talk.write("a", "Tea")
        try talk.delete("b")
        let held = talk.held.count
        var count = 0
        talk.instead = { [unowned talk] request in
            guard ["PUT", "DELETE"].contains(request.method), count < held else { return nil }
            count += 1
            _ = talk.site.answer(request)
            return answer
        }
        try talk.release()
        while try talk.counts().pending > 0 { try talk.wake() }
        #expect(count == held && held > 1)
        #expect(talk.site.contents == ["a Tea", "n New"], "\(sentence)")
        #expect(try talk.contents() == talk.site.contents, "\(sentence)")
        #expect(try talk.counts() == OutboxCounts(), "\(sentence)")
        #expect(talk.site.calendars["work"]?.log == ["n", "a", "b"], "\(sentence): done once")
        try expectSilence(talk, sentence)
    }

    @Test("edited here, deleted there: shown, and not tried for ever")
    func editAndDeletion() throws {
        let talk = try AccountTalk.inStep()
        talk.site.change("work", "a", nil)
        try talk.write("a", "Tea")
        #expect(try talk.counts() == OutboxCounts(editConflicts: 1))
        #expect(try talk.contents().contains("a Tea"))
        #expect(!talk.site.contents.contains("a Tea"))
        try expectSilence(talk)
    }

    @Test("deleted here, edited there: not deleted, and shown")
    func deletionAndEdit() throws {
        let talk = try AccountTalk.inStep()
        talk.site.change("work", "a", "Dinner")
        try talk.delete("a")
        #expect(talk.site.contents.contains("a Dinner"))
        #expect(try talk.contents().contains("a Dinner"))
        #expect(try talk.counts() == OutboxCounts(editConflicts: 1))
        try expectSilence(talk)
    }

    @Test("edited on both sides: the server's stands, ours is kept")
    func bothEdited() throws {
        let talk = try AccountTalk.inStep()
        talk.site.change("work", "a", "Dinner")
        try talk.write("a", "Tea")
        #expect(try talk.contents().contains("a Dinner"))
        #expect(talk.site.contents.contains("a Dinner"))
        let kept = try #require(try talk.replica.editConflicts().first)
        #expect(kept.local.map { AccountSite.title(String(decoding: $0, as: UTF8.self)) } == "Tea")
        try expectSilence(talk)
    }

    @Test("`If-Match` that never holds, with weak etags: written without, once")
    func weak() throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { [unowned talk] request in
            if request.header("If-Match") != nil { return .status(412) }
            guard ["GET", "PUT"].contains(request.method) else { return nil }
            var reply = talk.site.answer(request)
            reply.headers["etag"] = reply.headers["etag"].map { "W/" + $0 }
            return .success(reply)
        }
        try talk.write("a", "Tea")
        #expect(talk.site.contents.contains("a Tea"))
        #expect(try talk.counts() == OutboxCounts())
        #expect(talk.writes.count == 2)
        try expectSilence(talk)
    }

    @Test("`If-None-Match` is not understood: found out once")
    func createOnly() throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { $0.header("If-None-Match") == nil ? nil : .status(400) }
        try talk.write("n", "New")
        try talk.write("m", "Newer")
        #expect(talk.site.contents.suffix(2) == ["m Newer", "n New"])
        #expect(talk.sent.filter { $0.header("If-None-Match") != nil }.count == 1)
        talk.restart()
        talk.forget()
        try talk.write("o", "Newest")
        #expect(talk.asked.prefix(2) == ["GET /dav/work/o.ics", "PUT /dav/work/o.ics"])
    }

    /// How the server says that it does not know the token; nil: nothing, in a 207.
    @Test(
        "an invalid token: what waits is kept, what is known is not read again",
        arguments: [403, 409, 412, 500, nil])
    func token(_ status: Int?) throws {
        let talk = try AccountTalk.inStep(["work": ["a", "b", "c", "d"]])
        talk.instead = { $0.method == "PUT" ? .status(423, retry: "900") : nil }
        try talk.write("n", "Never sent")
        try talk.write("a", "Waits")
        talk.site.change("work", "c", "Dinner")
        talk.site.change("work", "d", nil)
        talk.site.calendars["work"]?.series = "x"
        let empty = #"<multistatus xmlns="DAV:"/>"#
        talk.instead = { request in
            guard AccountTalk.describe(request) == "changes /dav/work/ t0" else { return nil }
            return status.map { .status($0) } ?? .status(207, empty)
        }
        talk.forget()
        talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/")))
        #expect(try talk.contents() == ["a Waits", "b Lunch", "c Dinner", "n Never sent"])
        #expect(try talk.counts() == OutboxCounts(pending: 2))
        let reads = talk.asked.filter { $0.hasPrefix("GET") || $0.hasPrefix("multiget") }
        #expect(reads == ["GET /dav/work/c.ics"])
        talk.instead = { _ in nil }
        while try talk.counts().pending > 0 { try talk.wake() }
        #expect(talk.site.contents == ["a Waits", "b Lunch", "c Dinner", "n Never sent"])
        #expect(try talk.contents() == talk.site.contents)
    }

    @Test(
        "an event with attendees that is refused is not deleted and made anew",
        arguments: [403, 409])
    func invitation(_ status: Int) throws {
        let talk = try AccountTalk.inStep()
        let guests = "ORGANIZER:mailto:a@x\r\nATTENDEE:mailto:b@x\r\nEND:VEVENT"
        func text(_ title: String) -> String {
            AccountSite.text("a", title).replacing("END:VEVENT", with: guests)
        }
        talk.site.change("work", "a", text: text("Lunch"))
        talk.tell(.syncRequested)
        talk.instead = { $0.method == "PUT" ? .status(status) : nil }
        talk.forget()
        try talk.write("a", text: text("Tea"))
        #expect(talk.writes == ["PUT /dav/work/a.ics"])
        #expect(try talk.counts() == OutboxCounts(dead: 1))
        talk.instead = { _ in nil }
        talk.tell(.syncRequested)
        #expect(talk.writes == ["PUT /dav/work/a.ics"])
    }

    static let foreign = [
        "BEGIN:VTIMEZONE", "TZID:Nowhere/Else", "X-LIC-LOCATION:Nowhere/Else", "BEGIN:STANDARD",
        "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD",
        "END:VTIMEZONE", "X-ODD;X-P=\"a;b\",c:One\\, two", "x-lower:kept",
        "GEO:52.5;13.4", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=END:-PT5M",
        "X-ALARM:1", "END:VALARM",
    ]

    @Test("what nobody here understands comes back byte for byte, merged or not")
    func foreignData() throws {
        let (zone, inside) = (Self.foreign.prefix(9), Self.foreign.dropFirst(9))
        func text(_ lines: String...) -> String {
            let event = [
                "BEGIN:VEVENT", "UID:a", "DTSTAMP:20261201T000000Z",
                "DTSTART;TZID=Nowhere/Else:20261201T090000", "DURATION:PT1H",
            ]
            let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "X-CAL:kept"]
            let all = head + zone + event + lines + inside + ["END:VEVENT", "END:VCALENDAR", ""]
            return all.joined(separator: "\r\n")
        }
        let talk = try AccountTalk.inStep()
        talk.site.change("work", "a", text: text("SUMMARY:Lunch"))
        talk.tell(.syncRequested)
        talk.site.change("work", "a", text: text("SUMMARY:Lunch", "LOCATION:Café"))
        try talk.write("a", text: text("SUMMARY:Tea"))
        #expect(try talk.counts() == OutboxCounts())
        let stored = try #require(talk.site.calendars["work"]?.objects["a"]?.text)
        let lines = stored.split(separator: "\r\n").map(String.init)
        let expected = text("SUMMARY:Tea", "LOCATION:Café").split(separator: "\r\n")
        #expect(lines.sorted() == expected.map(String.init).sorted())
    }

    @Test("no more requests at a time than a host is to have")
    func width() throws {
        let talk = try AccountTalk.inStep()
        talk.isHeld = { _ in true }
        for number in 0..<20 { try talk.write("n\(number)", "New") }
        #expect((2...SyncLimits.requests).contains(talk.held.count))
        try talk.release()
        #expect(talk.site.contents.count == 22)
    }

    @Test("a server that takes many requests, and then says they are too many, gets fewer")
    func narrowed() {
        var setup = AccountMachine.Setup(url: "https://cal.test/")
        setup.wideConnections = 48
        var machine = AccountMachine(setup)
        var account = SyncAccount(id: SyncAccountID(row: 2), name: "test")
        account.capabilities = [.operations]
        machine.account = account
        #expect(machine.width == 48 && machine.operations == 48 * setup.depth)
        let id = RequestID(owner: .home, number: 1)
        for (now, width) in [(1_000, 24), (1_000, 24), (9_000, 12), (19_000, 6), (29_000, 4)] {
            let moment = Moment(now: Instant(seconds: now), jitter: 0)
            _ = machine.timerFired(moment.now)
            machine.inFlight = [id]
            _ = machine.answered(id, .success(DAVReply(status: 429)), moment)
            #expect(machine.width == width, "at \(now)")
        }
        machine.account?.capabilities = []
        #expect(machine.operations == machine.width, "a foreign server gets what it can answer")
    }

    @Test("nothing is asked that servers are known to do wrong")
    func nothingOdd() throws {
        let talk = try AccountTalk(["work": (0..<9).map { "e\($0)" }])
        talk.tell(.started)
        talk.site.calendars["work"]?.series = "x"
        talk.site.change("work", "e1", "New")
        talk.tell(.auditRequested)
        try talk.write("n", "New")
        try talk.delete("e2")
        func names(_ element: XMLElement) -> [String] {
            [element.name.local] + element.elements.flatMap(names)
        }
        let bodies = talk.sent.filter { !$0.body.isEmpty && $0.method != "PUT" }
        let all = Set(try bodies.flatMap { names(try parseXML($0.body)) })
        #expect(all.contains("sync-collection"))
        // Truncates, and its token skips the rest; expansion by servers is seldom right.
        #expect(all.isDisjoint(with: ["limit", "expand", "limit-recurrence-set", "filter"]))
    }
}
