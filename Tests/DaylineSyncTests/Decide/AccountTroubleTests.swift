import Core
import Testing

@testable import DaylineSync

/// Goal: a server that does not let us in, or cannot answer, costs patience and nothing else.
/// Method: a table of when it happens, and of what it says.
@Suite("account: refused and unreachable")
struct AccountTroubleTests {
    /// When the server begins to refuse.
    enum Occasion: CaseIterable {
        case discovery, home, push, pull

        /// An account in step, but for what the occasion needs.
        func begin(_ answer: @escaping () -> AccountTalk.Answer?) throws -> AccountTalk {
            let talk = self == .discovery ? try AccountTalk() : try AccountTalk.inStep()
            talk.instead = { _ in answer() }
            switch self {
            case .discovery: talk.tell(.started)
            case .home: talk.tell(.syncRequested)
            case .push: try talk.write("c", "New")
            case .pull:
                talk.site.change("work", "b", "Dinner")
                talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/")))
            }
            return talk
        }
    }

    /// Its source was asked once more when the 401 comes here (`CredentialedTransportTests`).
    @Test(
        "401: the account pauses and the user is asked; nothing is sent, nothing is lost",
        arguments: Occasion.allCases)
    func wrongPassword(_ occasion: Occasion) throws {
        let talk = try occasion.begin { .status(401) }
        #expect(talk.asked.count == 1 || occasion == .pull)
        guard case .unauthorized = try talk.condition() else {
            Issue.record("\(try talk.condition())")
            return
        }
        #expect(talk.rested != .some(nil), "who waits is told")

        // Whatever happens, the server is left alone: some lock accounts after a few attempts.
        talk.forget()
        talk.now = talk.now.adding(seconds: 86_400)
        let edits = occasion == .discovery ? 0 : 1
        let count = try talk.counts().pending + edits
        if edits > 0 { try talk.write("d", "Later") }
        talk.tell(.localChange)
        talk.tell(.timerFired)
        talk.tell(.remoteChange(ChangeHint()))
        #expect(talk.asked.isEmpty)
        #expect(try talk.counts() == OutboxCounts(pending: count))

        // Nobody is asked for a password because a machine woke up.
        talk.tell(.networkChanged)
        #expect(talk.renewals == 0)

        // Nothing has changed yet: asked once more, and paused again.
        talk.tell(.syncRequested)
        #expect(talk.renewals == 1)
        guard case .unauthorized = try talk.condition() else {
            Issue.record("\(try talk.condition())")
            return
        }

        // The user has done something about it.
        talk.instead = { _ in nil }
        talk.tell(.syncRequested)
        #expect(talk.renewals == 2)
        #expect(try talk.condition() == .fine)
        #expect(try talk.contents() == talk.site.contents)
        #expect(try talk.counts() == OutboxCounts())
        talk.tell(.syncRequested)
        #expect(talk.renewals == 2, "what works is not asked for again")
    }

    /// Several requests were under way with the old password.
    @Test("requests that are refused together are one refusal")
    func together() throws {
        let talk = try AccountTalk.inStep()
        talk.isHeld = { _ in true }
        for name in ["c", "d", "e"] { try talk.write(name, "New") }
        #expect(talk.held.count > 1)
        talk.instead = { _ in .status(401) }
        talk.forget()
        try talk.release()
        #expect(talk.asked.isEmpty)
        #expect(try talk.counts() == OutboxCounts(pending: 3))
        talk.instead = { _ in nil }
        talk.tell(.syncRequested)
        #expect(talk.renewals == 1)
        #expect(talk.site.contents.count == 5)
    }

    /// What the server says, and how long it is left alone. The clock stands at 00:13:20.
    static let waits: [(sentence: String, answer: AccountTalk.Answer, seconds: Int)] = [
        ("seconds are obeyed", .status(429, retry: "120"), 120),
        ("with 503 as well", .status(503, retry: "120"), 120),
        ("a date is obeyed", .at(503, date: 0, retry: 300), 300),
        ("a date is understood by the server's own clock", .at(503, date: 60, retry: 360), 300),
        ("a date that has passed is no reason to storm", .at(429, date: 0, retry: -300), 1),
        ("nor is nothing at all to wait", .status(429, retry: "0"), 1),
        ("nonsense is as if nothing was said", .status(503, retry: "soon"), 1),
        ("nobody waits for years", .status(503, retry: "999999999"), 7 * 86_400),
        ("without a word: a second at first", .status(429), 1),
        ("503", .status(503), 1), ("502", .status(502), 1), ("504", .status(504), 1),
        ("a proxy wants to know who asks", .status(407), 1),
        ("no network", .failure(.unreachable("no route")), 1),
        ("a certificate", .failure(.tls("expired")), 1),
        ("no answer", .failure(.broken("reset")), 1),
        ("the password program fails", .failure(.credentials("exit 1")), 1),
    ]

    @Test("nothing is sent before the time is over, and then everything", arguments: waits.indices)
    func wait(_ index: Int) throws {
        let (sentence, answer, seconds) = Self.waits[index]
        for occasion in Occasion.allCases where occasion != .discovery {
            var isDown = true
            let talk = try occasion.begin { isDown ? answer : nil }
            let end = talk.now.adding(seconds: seconds)
            guard case .offline(_, let retry) = try talk.condition() else {
                Issue.record("\(sentence): \(try talk.condition())")
                return
            }
            #expect(retry == end, "\(sentence), \(occasion)")
            #expect(talk.timer == end, "\(sentence), \(occasion)")
            talk.forget()
            try talk.write("d", "Later")
            talk.now = end.adding(seconds: -1)
            talk.tell(.timerFired)
            #expect(talk.asked.isEmpty, "\(sentence), \(occasion)")
            isDown = false
            try talk.wake()
            #expect(try talk.condition() == .fine, "\(sentence), \(occasion)")
            #expect(try talk.contents() == talk.site.contents, "\(sentence), \(occasion)")
            #expect(try talk.counts() == OutboxCounts(), "\(sentence), \(occasion)")
        }
    }

    @Test("it waits longer each time, a quarter of an hour at most, and never gives up")
    func neverGivesUp() throws {
        let talk = try AccountTalk.inStep()
        talk.jitter = 0.999_999
        var isDown = true
        talk.instead = { _ in isDown ? .status(503) : nil }
        try talk.write("c", "New")
        var waits: [Int] = []
        for _ in 0..<50 {
            let before = talk.now
            talk.forget()
            try talk.wake()
            waits.append(talk.now.seconds - before.seconds)
            #expect(!talk.asked.isEmpty, "it asks again each time")
        }
        #expect(waits.prefix(11) == [1, 3, 7, 15, 31, 63, 127, 255, 511, 899, 899])
        #expect(waits.allSatisfy { $0 <= Backoff.longest })
        isDown = false
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
        #expect(talk.site.contents.contains("c New"))

        // The next failure begins anew.
        isDown = true
        talk.tell(.syncRequested)
        #expect(talk.timer == talk.now.adding(seconds: 1))
    }

    @Test(
        "full jitter, within a second and a quarter of an hour",
        arguments: [
            // failures, jitter, seconds
            (1, 0.0, 1), (1, 0.999, 1), (2, 0.5, 2), (2, 0.999, 3), (5, 0.0, 1), (5, 0.5, 16),
            (10, 0.5, 450), (10, 0.999_999, 899), (1_000_000, 0.0, 1), (1_000_000, 0.5, 450),
        ])
    func backoff(_ failures: Int, _ jitter: Double, _ seconds: Int) {
        #expect(Backoff.seconds(failures: failures, jitter: jitter) == seconds)
    }

    @Test("another network, or the user, is reason to try at once", arguments: [true, false])
    func atOnce(_ isUser: Bool) throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { _ in .status(503, retry: "3600") }
        try talk.write("c", "New")
        talk.instead = { _ in nil }
        talk.tell(isUser ? .syncRequested : .networkChanged)
        #expect(try talk.condition() == .fine)
        #expect(talk.site.contents.contains("c New"))
    }

    /// Clocks may differ by two minutes.
    @Test(
        "clocks that differ by more than two minutes are told once",
        arguments: [
            (0, false), (120, false), (-120, false), (121, true), (-121, true), (86_400, true),
        ])
    func skew(_ seconds: Int, _ isTold: Bool) throws {
        let talk = try AccountTalk.inStep()
        var seconds = seconds
        let warnings: [SyncWarning] = isTold ? [.clockSkew(seconds: seconds)] : []
        talk.instead = { [unowned talk] request in
            var reply = talk.site.answer(request)
            reply.headers["date"] = AccountTalk.date(talk.now.adding(seconds: seconds))
            return .success(reply)
        }
        try talk.write("c", "New")
        talk.tell(.syncRequested)
        #expect(talk.warnings == warnings)
        #expect(try talk.condition() == .fine, "nothing else depends on it")
        #expect(talk.site.contents.contains("c New"))
        // Set right, and wrong again: that is news.
        let wrong = seconds
        seconds = 0
        talk.tell(.syncRequested)
        seconds = wrong
        talk.tell(.syncRequested)
        #expect(talk.warnings == warnings + warnings)
    }
}

extension AccountTalk {
    /// As in `Mon, 30 Nov 2026 01:46:40 GMT`; the day of the week is not looked at.
    static func date(_ instant: Instant) -> String {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let text = instant.local(offset: 0).description
        let parts = text.prefix(10).split(separator: "-")
        let month = months[(Int(parts[1]) ?? 1) - 1]
        return "Mon, \(parts[2]) \(month) \(parts[0]) \(text.dropFirst(11).prefix(8)) GMT"
    }
}

extension Result where Success == DAVReply, Failure == TransportFailure {
    /// A refusal with dates: seconds that the server's clock, and the time it names, are ahead.
    static func at(_ status: Int, date: Int, retry: Int) -> Self {
        let now = Instant(seconds: 1_796_000_000)
        var reply = DAVReply(status: status)
        reply.headers["date"] = AccountTalk.date(now.adding(seconds: date))
        reply.headers["retry-after"] = AccountTalk.date(now.adding(seconds: retry))
        return .success(reply)
    }
}
