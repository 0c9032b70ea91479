import Core
import Testing

@testable import DaylineSync

/// Goal: a server whose change log is not whole loses nobody's events for longer than a week.
/// Method: changes that the log never heard of.
@Suite("account: audit")
struct AccountAuditTests {
    /// What happened on the server, and whether its token has moved on.
    enum Gap: CaseIterable { case added, changed, removed, addedWithoutToken }

    private static func talk(_ gap: Gap) throws -> AccountTalk {
        let talk = try AccountTalk.inStep(["work": ["a", "b", "c"], "home": ["x"]])
        switch gap {
        case .added: talk.site.change("work", "d", "New", isLogged: false)
        case .changed: talk.site.change("work", "b", "Dinner", isLogged: false)
        case .removed: talk.site.change("work", "b", nil, isLogged: false)
        case .addedWithoutToken:
            talk.site.change("work", "d", "New")
            talk.site.calendars["work"]?.log = []
        }
        return talk
    }

    @Test("the log says nothing: it is found within seven days", arguments: Gap.allCases)
    func everySevenDays(_ gap: Gap) throws {
        let talk = try Self.talk(gap)
        let start = talk.now
        talk.tell(.syncRequested)
        #expect(try talk.contents() != talk.site.contents, "the gap is one")
        while talk.now < start.adding(seconds: AccountMachine.auditInterval - 300) {
            talk.now = start.adding(seconds: AccountMachine.auditInterval - 301)
            try talk.wake()
        }
        #expect(!talk.asked.contains { $0.hasPrefix("etags") }, "not before its time")
        #expect(try talk.contents() != talk.site.contents)
        talk.forget()
        talk.now = start.adding(seconds: AccountMachine.auditInterval)
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
        let reads = talk.asked.filter { !$0.hasPrefix("PROPFIND") }.sorted()
        let found = gap == .removed ? [] : ["GET /dav/work/\(gap == .changed ? "b" : "d").ics"]
        #expect(reads == found + ["etags /dav/home/", "etags /dav/work/"], "and nothing else read")
        talk.forget()
        try talk.wake()
        #expect(!talk.asked.contains { $0.hasPrefix("etags") }, "not again before a week is over")
    }

    @Test("on request it is found at once", arguments: Gap.allCases)
    func onRequest(_ gap: Gap) throws {
        let talk = try Self.talk(gap)
        talk.tell(.auditRequested)
        #expect(talk.asked.filter { $0.hasPrefix("etags") }.count == 2)
        #expect(try talk.contents() == talk.site.contents)
        #expect(talk.rested == .some(nil))

        // The change log goes on from where it was.
        talk.site.change("work", "e", "Newer")
        talk.forget()
        talk.tell(.syncRequested)
        #expect(try talk.contents().contains("e Newer"))
        #expect(!talk.asked.contains { $0.hasPrefix("etags") })
    }

    @Test("what was never sent, or waits, is no stray and is kept")
    func pending() throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { $0.method == "PUT" ? .status(423, retry: "100000") : nil }
        try talk.write("n", "Never sent")
        try talk.write("a", "Waits")
        talk.tell(.auditRequested)
        #expect(try talk.contents() == ["a Waits", "b Lunch", "n Never sent"])
        #expect(try talk.counts() == OutboxCounts(pending: 2))
    }

    @Test("an audit that is broken off is made up for")
    func brokenOff() throws {
        let talk = try Self.talk(.added)
        talk.isCut = { AccountTalk.describe($0).hasPrefix("etags") }
        talk.tell(.auditRequested)
        #expect(talk.rested != .some(nil))
        talk.isCut = { _ in false }
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
    }
}
