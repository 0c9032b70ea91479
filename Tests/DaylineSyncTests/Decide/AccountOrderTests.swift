import Core
import Testing

@testable import DaylineSync

/// Goal: nothing stands in the way of what it has nothing to do with. Method: one request that is
/// slow, refused or broken among others.
@Suite("account: unrelated objects")
struct AccountOrderTests {
    /// What comes of one object, and what is left of it.
    static let rows: [(sentence: String, answer: AccountTalk.Answer, OutboxCounts)] = [
        ("400 is a dead letter", .status(400), OutboxCounts(dead: 1)),
        ("403", .status(403), OutboxCounts(dead: 1)),
        ("409 in a calendar that is there", .status(409), OutboxCounts(dead: 1)),
        ("413", .status(413), OutboxCounts(dead: 1)),
        ("415", .status(415), OutboxCounts(dead: 1)),
        ("422", .status(422), OutboxCounts(dead: 1)),
        ("an overlap", .refused(409, FlightPutTests.overlap), OutboxCounts(dead: 1)),
        ("a refusal inside a 207", .inside(403), OutboxCounts(dead: 1)),
        ("locked: it waits", .status(423), OutboxCounts(pending: 1)),
        ("500: it waits", .status(500), OutboxCounts(pending: 1)),
    ]

    @Test("one object that is not taken stops no other", arguments: rows.indices)
    func poison(_ index: Int) throws {
        let (sentence, answer, left) = Self.rows[index]
        let talk = try AccountTalk.inStep()
        talk.isHeld = { _ in true }
        for name in ["p", "q", "r", "s", "t", "u"] { try talk.write(name, "New") }
        talk.instead = { $0.method == "PUT" && $0.target.hasSuffix("/p.ics") ? answer : nil }
        try talk.release()
        #expect(try talk.counts() == left, "\(sentence)")
        #expect(talk.site.contents.filter { $0.hasSuffix("New") }.count == 5, "\(sentence)")
        talk.site.change("work", "a", "Dinner")
        talk.tell(.syncRequested)
        #expect(try talk.contents().contains("a Dinner"), "\(sentence)")
        #expect(try talk.contents().contains("p New"), "\(sentence): it is kept here")
        #expect(try talk.condition() == .fine, "\(sentence)")
        guard left.pending > 0 else { return }
        // It is tried again by itself.
        talk.instead = { _ in nil }
        while try talk.counts().pending > 0 { try talk.wake() }
        #expect(talk.site.contents.contains("p New"), "\(sentence)")
    }

    @Test("one answer that does not come holds up nothing else")
    func slow() throws {
        let talk = try AccountTalk.inStep()
        talk.isHeld = { $0.target.hasSuffix("/p.ics") }
        for name in ["p", "q", "r"] { try talk.write(name, "New") }
        #expect(talk.site.contents.contains("q New") && talk.site.contents.contains("r New"))
        try talk.delete("a")
        #expect(!talk.site.contents.contains("a Lunch"))

        // What is edited meanwhile follows it, and does not overtake it.
        try talk.write("p", "Newer")
        #expect(talk.writes.filter { $0.hasSuffix("/p.ics") }.count == 1)
        try talk.release()
        #expect(talk.site.contents.contains("p Newer"))
        #expect(try talk.counts() == OutboxCounts())
    }

    @Test("edits are pushed while a long pull is under way")
    func pushWhilePulling() throws {
        let talk = try AccountTalk.inStep()
        talk.site.change("work", "b", "Dinner")
        talk.isHeld = { $0.method == "REPORT" }
        talk.tell(.syncRequested)
        #expect(talk.held.count == 1)
        try talk.write("c", "New")
        #expect(talk.site.contents.contains("c New"))
        try talk.release()
        #expect(try talk.contents() == talk.site.contents)
        #expect(try talk.counts() == OutboxCounts())
    }

    /// How one calendar's listing fails.
    @Test(
        "one calendar that cannot be read stops no other, and is read when it can be",
        arguments: [500, 501, 403, 400, 423])
    func calendars(_ status: Int) throws {
        let talk = try AccountTalk.inStep(["work": ["a"], "home": ["x"], "club": ["k"]])
        for name in ["work", "home", "club"] { talk.site.change(name, "\(name)2", "New") }
        talk.instead = {
            let asked = AccountTalk.describe($0)
            let isRead = asked.hasPrefix("changes") || asked.hasPrefix("etags")
            return isRead && asked.contains("/dav/home/") ? .status(status) : nil
        }
        talk.tell(.syncRequested)
        #expect(try talk.contents() == talk.site.contents.filter { $0 != "home2 New" })
        #expect(talk.rested != .some(nil), "who waits is told")
        talk.instead = { _ in nil }
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
        #expect(talk.rested == .some(nil))
    }

    @Test("a slow calendar does not hold up others")
    func slowCalendar() throws {
        let talk = try AccountTalk.inStep(["work": ["a"], "home": ["x"]])
        talk.site.change("work", "b", "New")
        talk.site.change("home", "y", "New")
        talk.isHeld = { AccountTalk.describe($0).hasPrefix("changes /dav/home/") }
        talk.tell(.syncRequested)
        #expect(try talk.contents().contains("b New"))
        try talk.release()
        #expect(try talk.contents() == talk.site.contents)
    }

    @Test("a ctag is asked for where there is no token, and then tells that nothing changed")
    func ctags() throws {
        let talk = try AccountTalk.inStep()
        func asks() -> [Bool] {
            talk.sent.filter { $0.target == "/dav/" && $0.method == "PROPFIND" }
                .map { String(decoding: $0.body, as: UTF8.self).contains("getctag") }
        }
        talk.tell(.syncRequested)
        #expect(asks() == [false])
        talk.site.canSync = false
        for _ in 0..<2 { talk.tell(.syncRequested) }
        talk.forget()
        talk.tell(.syncRequested)
        #expect(asks() == [true] && talk.sent.count == 1)
        talk.site.change("work", "a", "Moved")
        talk.tell(.syncRequested)
        #expect(try talk.contents() == talk.site.contents)
    }
}
