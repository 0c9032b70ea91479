import Core
import Testing

@testable import DaylineSync

/// Goal: what others change is seen at once while the server tells, and soon when it does not.
/// Method: the channel comes and goes, the clock is set.
@Suite("account: notifications")
struct AccountNotificationTests {
    private static let hour = AccountMachine.liveInterval

    private static func live() throws -> AccountTalk {
        let talk = try AccountTalk.inStep(["work": ["a"], "home": ["x"]])
        talk.tell(.linkChanged(isLive: true))
        talk.forget()
        return talk
    }

    @Test("while the server tells, it is looked at once an hour")
    func quiet() throws {
        let talk = try Self.live()
        #expect(talk.timer == talk.now.adding(seconds: Self.hour))
        talk.site.change("work", "b", "Untold")
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents, "a notification may be lost")
    }

    @Test("when the channel is lost, it is asked from time to time")
    func lost() throws {
        let talk = try Self.live()
        talk.now = talk.now.adding(seconds: 100)
        talk.tell(.linkChanged(isLive: false))
        let timer = try #require(talk.timer)
        #expect(timer.seconds - talk.now.seconds <= 300)
        talk.site.change("work", "b", "New")
        for _ in 0..<3 {
            let before = talk.now
            try talk.wake()
            #expect(talk.now.seconds - before.seconds <= 300)
        }
        #expect(try talk.contents() == talk.site.contents)
    }

    @Test("after a reconnect everything is pulled at once")
    func reconnected() throws {
        let talk = try Self.live()
        talk.tell(.linkChanged(isLive: false))
        talk.site.change("work", "b", "New")
        talk.site.change("home", "x", nil)
        talk.tell(.linkChanged(isLive: true))
        #expect(try talk.contents() == talk.site.contents)
    }

    @Test("a reconnect is reason to try what was waited for")
    func recovered() throws {
        let talk = try Self.live()
        talk.instead = { _ in .status(503, retry: "3600") }
        try talk.write("c", "New")
        talk.instead = { _ in nil }
        talk.tell(.linkChanged(isLive: true))
        #expect(talk.site.contents.contains("c New"))
        #expect(try talk.condition() == .fine)
    }

    /// Where a notification says that something happened, and what is asked then.
    static let hints: [(ChangeHint, [String])] = [
        (ChangeHint(collection: "/dav/work/"), ["changes /dav/work/ t0"]),
        (ChangeHint(collection: "/dav/work"), ["changes /dav/work/ t0"]),
        // A new calendar, or one that nobody knows.
        (ChangeHint(collection: "/dav/new/"), ["PROPFIND /dav/", "changes /dav/work/ t0"]),
        (ChangeHint(topic: "unknown"), ["PROPFIND /dav/", "changes /dav/work/ t0"]),
        // `reset`: nobody knows what was missed.
        (ChangeHint(), ["PROPFIND /dav/", "changes /dav/work/ t0"]),
    ]

    @Test("only what a notification names is looked at", arguments: hints.indices)
    func hint(_ index: Int) throws {
        let talk = try Self.live()
        talk.site.change("work", "b", "New")
        talk.tell(.remoteChange(Self.hints[index].0))
        #expect(talk.asked == Self.hints[index].1)
        #expect(try talk.contents() == talk.site.contents)
    }

    @Test("notifications that come while it pulls are not lost")
    func meanwhile() throws {
        let talk = try Self.live()
        talk.site.change("work", "b", "New")
        talk.isHeld = { $0.method == "REPORT" }
        talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/")))
        #expect(talk.held.count == 1)
        var late: AccountTalk.Answer? = .success(talk.site.answer(talk.held[0].request))
        talk.instead = { request in
            defer { if request.method == "REPORT" { late = nil } }
            return request.method == "REPORT" ? late : nil
        }
        talk.site.change("work", "c", "Newer")
        talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/")))
        try talk.release()
        #expect(try talk.contents() == talk.site.contents)
    }

    @Test("the place in the notifications is kept only when what they tell was pulled")
    func cursor() throws {
        let talk = try Self.live()
        func cursor() throws -> String? {
            try talk.replica.accounts().first { $0.id == talk.account }?.cursor
        }
        talk.site.change("work", "b", "New")
        talk.instead = { _ in .status(503) }
        talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/", cursor: "e-7")))
        #expect(try cursor() == nil)
        talk.instead = { _ in nil }
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
        #expect(try cursor() == "e-7")
    }
}
