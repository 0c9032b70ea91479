import Core
import Testing

@testable import DaylineSync

/// Goal: however a round ends, the replica never believes to have what it has not, and the next one
/// makes up for it. Method: answers that are cut, a replica that fails, a process that is killed at
/// each of its questions.
@Suite("account: half a round")
struct AccountPartialTests {
    @Test("the token comes in one transaction with the data that it covers")
    func token() throws {
        let talk = try AccountTalk.inStep(["work": ["a"]])
        for name in ["b", "c", "d"] { talk.site.change("work", name, "New") }
        talk.tell(.syncRequested)
        let token = talk.site.calendars["work"]?.token
        let reached = talk.requests.firstIndex { request in
            switch request {
            case .pull(_, _, let progress): progress.token == token
            case .updateCalendar(let calendar): calendar.token == token
            default: false
            }
        }
        let index = try #require(reached)
        let data = talk.requests.prefix(index + 1).flatMap { request -> [String] in
            guard case .pull(let changes, _, _) = request else { return [] }
            return changes.compactMap { change in
                if case .object(let object) = change { object.href } else { nil }
            }
        }
        #expect(data.sorted() == ["b", "c", "d"].map { "/dav/work/\($0).ics" })
    }

    @Test("an answer that is cut brings no token; what it brought is not lost, nor read twice")
    func cut() throws {
        let talk = try AccountTalk.inStep(["work": ["a"]])
        for name in ["b", "c", "d"] { talk.site.change("work", name, "New") }
        talk.isCut = { $0.method == "REPORT" }
        talk.tell(.syncRequested)
        #expect(try talk.calendar("work").token == "t0")
        talk.isCut = { _ in false }
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
        #expect(try talk.calendar("work").token == "t3")
    }

    @Test("a replica that cannot write has no token either, and is asked again")
    func fullDisk() throws {
        let talk = try AccountTalk.inStep(["work": ["a"]])
        talk.site.change("work", "b", "New")
        talk.storeFails = { if case .pull = $0 { true } else { false } }
        talk.tell(.syncRequested)
        #expect(try talk.calendar("work").token == "t0")
        #expect(talk.rested != .some(nil))
        talk.storeFails = { _ in false }
        try talk.wake()
        #expect(try talk.contents() == talk.site.contents)
        #expect(talk.rested == .some(nil))
    }

    @Test("an outcome that cannot be stored is stored later: one write on the server")
    func fullDiskAfterPush() throws {
        let talk = try AccountTalk.inStep(["work": ["a"]])
        talk.storeFails = {
            if case .push(let finished, _) = $0 { !finished.isEmpty } else { false }
        }
        try talk.write("b", "New")
        talk.storeFails = { _ in false }
        try talk.wake()
        #expect(talk.site.calendars["work"]?.objects["b"]?.etag == 1, "it was written once")
        #expect(try talk.counts() == OutboxCounts())
        #expect(try talk.contents() == talk.site.contents)
    }

    /// Edits of both sides, of all kinds.
    private static func round() throws -> AccountTalk {
        let talk = try AccountTalk.inStep(["work": ["a", "b", "c", "d"], "home": ["x"]])
        talk.isHeld = { _ in true }
        talk.instead = { _ in .failure(.unreachable("off")) }
        try talk.write("n", "New here")
        try talk.write("a", "Edited here")
        try talk.delete("b")
        talk.isHeld = { _ in false }
        talk.instead = { _ in nil }
        talk.site.change("work", "c", "Edited there")
        talk.site.change("work", "m", "New there")
        talk.site.change("home", "x", nil)
        return talk
    }

    @Test("killed at any question, a new process brings everything in step")
    func killed() throws {
        for count in 0..<200 {
            let talk = try Self.round()
            let isKilled = talk.restart(killedAfter: count)
            let token = try talk.calendar("work").token
            if token == talk.site.calendars["work"]?.token {
                #expect(try talk.contents().contains("m New there"), "after \(count) questions")
            }
            talk.restart()
            #expect(talk.rested == .some(nil), "after \(count) questions")
            #expect(try talk.contents() == talk.site.contents, "after \(count) questions")
            #expect(
                talk.site.contents == [
                    "a Edited here", "c Edited there", "d Lunch", "m New there", "n New here",
                ], "after \(count) questions")
            #expect(try talk.counts() == OutboxCounts(), "after \(count) questions")
            guard isKilled else { return }
        }
        Issue.record("it never ends")
    }
}
