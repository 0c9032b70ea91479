import Core
import Testing

@testable import DaylineSync

/// Goal: what people see of an account is what it does. Method: what it tells while answers are
/// held back, and afterwards.
@Suite("account: standing")
struct AccountStandingTests {
    @Test(
        "while requests are under way it is busy, and then it is not",
        arguments: AccountTroubleTests.Occasion.allCases)
    func busy(_ occasion: AccountTroubleTests.Occasion) throws {
        let talk = occasion == .discovery ? try AccountTalk() : try AccountTalk.inStep()
        talk.isHeld = { _ in true }
        switch occasion {
        case .discovery: talk.tell(.started)
        case .home: talk.tell(.syncRequested)
        case .push: try talk.write("c", "New")
        case .pull: talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/")))
        }
        #expect(talk.held.count == 1)
        let held = try #require(talk.standings.last)
        #expect(held.isBusy)
        #expect(held.condition == (occasion == .discovery ? .fresh : .fine))
        #expect(held.counts == (try talk.counts()), "with what waits by then")
        #expect((held.progress?.kind == .push) == (occasion == .push))
        try talk.release()
        let last = try #require(talk.standings.last)
        #expect(!last.isBusy && last.progress == nil && last.condition == .fine)
        #expect(last.counts == OutboxCounts())
        // Each change is told once: busy, what is pulled or pushed, and rest.
        #expect(talk.standings.filter(\.isBusy).count <= 4)
        #expect(zip(talk.standings, talk.standings.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test("what fails is told when it rests", arguments: [401, 503])
    func failed(_ status: Int) throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { _ in .status(status) }
        try talk.write("c", "New")
        let last = try #require(talk.standings.last)
        #expect(!last.isBusy)
        #expect(last.condition == (try talk.condition()) && last.condition != .fine)
        #expect(last.counts == OutboxCounts(pending: 1))
        // Tried again, it is busy again.
        talk.isHeld = { _ in true }
        talk.tell(.syncRequested)
        #expect(talk.standings.last?.isBusy == true)
    }

    @Test("what was done is counted, each thing once")
    func tally() throws {
        let talk = try AccountTalk(["work": ["a", "b", "c", "d"]])
        talk.tell(.started)
        #expect(talk.standings.last?.tally == SyncTally(added: 4))
        talk.site.change("work", "a", "Dinner")
        talk.site.change("work", "b", nil)
        talk.tell(.syncRequested)
        var tally = SyncTally(added: 4, changed: 1, removed: 1)
        #expect(talk.standings.last?.tally == tally)
        try talk.write("n", "New")
        try talk.delete("c")
        talk.tell(.syncRequested)
        tally.pushed = 2
        #expect(talk.standings.last?.tally == tally, "what comes back of it is no news")
        talk.site.change("work", "d", "Dinner")
        try talk.write("d", "Tea")
        talk.tell(.syncRequested)
        (tally.merged, tally.editConflicts) = (1, 1)
        #expect(talk.standings.last?.tally == tally, "what was not taken is not counted")
        talk.instead = { $0.method == "PUT" ? .status(403) : nil }
        try talk.write("x", "New")
        #expect(talk.standings.last?.tally == tally)
    }

    @Test("notifications of an account before are not listened to", arguments: [false, true])
    func notifications(_ isOther: Bool) throws {
        let talk = try AccountTalk.inStep()
        var account = try #require(try talk.replica.accounts().first { $0.id == talk.account })
        account.notifications = "/notifications"
        try talk.replica.update(account)
        talk.forget()
        talk.restart(url: isOther ? "https://cal.example.net/dav/" : AccountSite.address)
        let told = Set(talk.standings.map(\.notifications))
        #expect(told == [isOther ? nil : "/notifications"])
    }
}
