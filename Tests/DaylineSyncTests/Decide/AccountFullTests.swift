import Core
import Testing

@testable import DaylineSync

/// Goal: a full account still takes deletions, and the user hears of it once. Method: a server with
/// a quota, in all the words that servers have for it.
@Suite("account: full")
struct AccountFullTests {
    static let words: [AccountTalk.Answer] = [
        .status(507), .inside(507), .refused(403, "<D:quota-not-exceeded/>"),
        .refused(507, "<D:sufficient-disk-space/>"),
    ]

    @Test("deletions go on, writes wait a quarter of an hour", arguments: words.indices)
    func full(_ index: Int) throws {
        let talk = try AccountTalk.inStep()
        var isFull = true
        talk.instead = { $0.method == "PUT" && isFull ? Self.words[index] : nil }
        try talk.write("c", "New")
        #expect(try talk.condition() == .full)
        #expect(talk.warnings == [.full])
        #expect(talk.rested == .some("the account is full"))
        #expect(try talk.counts() == OutboxCounts(pending: 1))

        // It would be refused as well.
        talk.forget()
        try talk.write("d", "Newer")
        #expect(talk.asked.isEmpty)
        talk.site.change("work", "a", "Dinner")
        talk.tell(.remoteChange(ChangeHint(collection: "/dav/work/")))
        #expect(try talk.contents().contains("a Dinner"), "it is pulled all the same")

        try talk.delete("b")
        #expect(talk.writes.first == "DELETE /dav/work/b.ics")
        #expect(!talk.site.contents.contains("b Lunch"))

        // Tried again by itself, for ever, without a word.
        for _ in 0..<3 {
            talk.forget()
            let before = talk.now
            while talk.writes.isEmpty { try talk.wake() }
            #expect(talk.now.seconds - before.seconds <= Backoff.longest)
            #expect(try talk.condition() == .full)
            #expect(talk.warnings.isEmpty)
        }
        isFull = false
        talk.forget()
        while talk.writes.isEmpty { try talk.wake() }
        #expect(try talk.counts() == OutboxCounts())
        #expect(try talk.condition() == .fine)
        #expect(talk.site.contents == ["a Dinner", "c New", "d Newer"])
    }

    @Test("the user hears of it once, also when a deletion made no room")
    func once() throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { $0.method == "PUT" ? .status(507) : nil }
        try talk.write("c", "New")
        try talk.delete("b")
        for _ in 0..<5 { try talk.wake() }
        #expect(talk.warnings == [.full])
    }

    @Test("an account is full as long as something waits for room")
    func givenUp() throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { $0.method == "PUT" ? .status(507) : nil }
        try talk.write("c", "New")
        try talk.delete("c")
        talk.tell(.syncRequested)
        #expect(try talk.condition() == .fine)
        #expect(talk.rested == .some(nil))
    }

    @Test("the user may have made room: asked for, it is tried at once")
    func asked() throws {
        let talk = try AccountTalk.inStep()
        talk.instead = { $0.method == "PUT" ? .status(507) : nil }
        try talk.write("c", "New")
        talk.instead = { _ in nil }
        try talk.write("d", "Newer")
        talk.tell(.syncRequested)
        #expect(talk.site.contents.contains("d Newer"))
    }
}
