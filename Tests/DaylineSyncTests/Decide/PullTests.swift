import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: what a pull asks, stores, and leaves alone. Method: a server's answers, one after another.
@Suite("pulling")
struct PullTests {
    static func calendar(token: String? = "7", canSync: Bool = true) -> SyncCalendar {
        var calendar = SyncCalendar(id: CalendarID(row: 1), name: "c", href: "/c/")
        calendar.token = token
        calendar.canSync = canSync
        return calendar
    }

    @Test("changes come with their data, and the token with the last of them")
    func changes() {
        var talk = PullTalk(
            Self.calendar(),
            [.items([.entry("a", "1", text: "A"), .gone("b")], token: "8")])
        talk.run()
        #expect(talk.asked == ["changes since 7 with data"])
        #expect(talk.stored == ["a", "-b"])
        #expect(talk.batches.map(\.progress.token) == ["8"])
        #expect(talk.pull.outcome == .finished)
    }

    @Test("an answer that is cut off brings no token, but what it brought")
    func cut() {
        var talk = PullTalk(Self.calendar(), [.cut([.entry("a", "1", text: "A")])])
        talk.run()
        #expect(talk.batches.allSatisfy { $0.progress.token == nil })
        guard case .failed = talk.pull.outcome else {
            Issue.record("\(String(describing: talk.pull.outcome))")
            return
        }
    }

    /// Goal: an invalid token, in all its shapes, leads to a comparison that reads nothing again.
    @Test(
        "an invalid token leads to a comparison of etags; unchanged data is not downloaded",
        arguments: [400, 403, 409, 410, 412, 500, 507, 501])
    func invalidToken(_ status: Int) {
        var talk = PullTalk(
            Self.calendar(), known: ["/c/a.ics": "1", "/c/b.ics": "2"],
            [
                .reply(.success(DAVReply(status: status))),
                .items([.entry("a", "1"), .entry("b", "3")], token: "9"),
                .reply(.success(DAVReply(status: 200, body: Array("B".utf8)))),
            ])
        talk.run()
        #expect(talk.asked == ["changes since 7 with data", "all", "GET /c/b.ics"])
        #expect(talk.stored == ["b"])
        #expect(talk.batches.last?.progress.token == "9")
    }

    @Test("a 207 that says nothing is an invalid token too")
    func emptyAnswer() {
        var talk = PullTalk(
            Self.calendar(), known: ["/c/a.ics": "1"],
            [.items([], token: nil), .items([.entry("a", "1")], token: "9")])
        talk.run()
        #expect(talk.asked == ["changes since 7 with data", "all"])
        #expect(talk.stored.isEmpty)
        #expect(talk.batches.last?.progress.token == "9")
    }

    @Test("where sync-collection fails from the beginning, PROPFIND lists")
    func withoutLog() {
        var talk = PullTalk(
            Self.calendar(token: nil), known: ["/c/a.ics": "1"],
            [
                .reply(.success(DAVReply(status: 501))),
                .items([.entry("a", "1")], token: nil),
            ])
        talk.run()
        #expect(talk.asked == ["all", "etags"])
        #expect(talk.batches.last?.progress.audited == FlightCase.now)
    }

    @Test("a truncated answer goes on from its token (RFC 6578 §3.6)")
    func pages() {
        let more = MultistatusItem(href: "/c/", status: 507)
        var talk = PullTalk(
            Self.calendar(),
            [
                .items([.entry("a", "1", text: "A"), more], token: "8"),
                .items([.entry("b", "1", text: "B")], token: "9"),
            ])
        talk.run()
        #expect(talk.asked == ["changes since 7 with data", "changes since 8 with data"])
        #expect(talk.stored == ["a", "b"])
        #expect(talk.batches.compactMap(\.progress.token) == ["9"])
    }

    @Test("pages of a first listing are stored with their tokens: it can be resumed")
    func firstPages() {
        let more = MultistatusItem(href: "/c/", status: 507)
        var talk = PullTalk(
            Self.calendar(token: nil),
            [
                .items([.entry("a", "1", text: "A"), more], token: "3"),
                .items([.entry("b", "1", text: "B")], token: "9"),
            ])
        talk.run()
        #expect(talk.asked == ["all with data", "changes since 3 with data"])
        #expect(talk.batches.compactMap(\.progress.token) == ["3", "9"])
    }

    @Test("what is deleted between two pages is deleted")
    func deletedBetweenPages() {
        let more = MultistatusItem(href: "/c/", status: 507)
        var talk = PullTalk(
            Self.calendar(token: nil), known: ["/c/a.ics": "1", "/c/b.ics": "1"],
            [
                .items([.entry("a", "1"), more], token: "3"),
                .items([.gone("a"), .entry("b", "1")], token: "9"),
            ])
        talk.run()
        #expect(talk.stored == ["-a"])
    }

    @Test("the collection itself, and collections in it, are no objects")
    func collections() {
        var folder = MultistatusItem(href: "/c/inner/")
        folder.found.resourceTypes = [DAV.collection]
        var talk = PullTalk(
            Self.calendar(token: nil, canSync: false),
            [.items([MultistatusItem(href: "/c"), folder], token: nil)])
        talk.run()
        #expect(talk.asked == ["etags"])
        #expect(talk.stored.isEmpty)
    }

    @Test("an address that was missing, or said to be gone, stops nothing")
    func missing() {
        var talk = PullTalk(
            Self.calendar(token: nil, canSync: false),
            [
                .items(["a", "b", "c"].map { .entry($0, "1") }, token: nil),
                .items([.entry("a", "1", text: "A"), .gone("b")], token: nil),
                .reply(.success(DAVReply(status: 200, body: Array("C".utf8)))),
            ])
        talk.run()
        #expect(talk.asked == ["etags", "multiget 3", "GET /c/c.ics"])
        #expect(talk.stored == ["a", "c"])
        #expect(talk.pull.outcome == .finished)
    }

    @Test("multiget is bounded, and split when it is refused", arguments: [413, 507, 500])
    func split(_ status: Int) {
        let entries = (0..<600).map { MultistatusItem.entry("e\($0)", "1") }
        var talk = PullTalk(
            Self.calendar(token: nil, canSync: false),
            [
                .items(entries, token: nil), .reply(.success(DAVReply(status: status))),
                .reply(.failure(.tooLong)),
            ])
        talk.run()
        #expect(talk.asked.prefix(4) == ["etags", "multiget 500", "multiget 100", "multiget 250"])
    }

    @Test("where multiget fails altogether, objects are read one by one")
    func singles() {
        var talk = PullTalk(
            Self.calendar(token: nil, canSync: false),
            [
                .items([.entry("a", "1"), .entry("b", "1")], token: nil),
                .reply(.success(DAVReply(status: 501))),
            ])
        talk.run()
        #expect(talk.asked == ["etags", "multiget 2", "GET /c/b.ics", "GET /c/a.ics"])
        #expect(talk.pull.lacksMultiget)
    }

    @Test("one object that cannot be read stops nothing, but the token, for a while")
    func unreadable() {
        for isPatient in [false, true] {
            var talk = PullTalk(
                Self.calendar(),
                [
                    .items([.entry("a", "1", text: "A"), .entry("b", "1")], token: "8"),
                    .reply(.success(DAVReply(status: 403))),
                ], setup: { $0.isPatient = isPatient })
            talk.run()
            #expect(talk.stored == ["a"])
            #expect(talk.pull.unreadable == ["/c/b.ics"])
            #expect(talk.batches.last?.progress.token == (isPatient ? "8" : nil))
        }
    }

    @Test("equal weak etags, and those that a proxy changed, are no change")
    func weak() {
        var talk = PullTalk(
            Self.calendar(token: nil, canSync: false),
            known: ["/c/a.ics": "W/\"1\"", "/c/b.ics": "\"2\""],
            [.items([.entry("a", "W/\"1\""), .entry("b", "\"2-gzip\"")], token: nil)])
        talk.run()
        #expect(talk.asked == ["etags"])
        #expect(talk.stored.isEmpty)
    }

    @Test("the collection is gone")
    func gone() {
        var talk = PullTalk(
            Self.calendar(), known: ["/c/a.ics": "1"],
            Array(repeating: .reply(.success(DAVReply(status: 404))), count: 3))
        talk.run()
        #expect(talk.pull.outcome == .gone)
        #expect(talk.stored.isEmpty)
    }

    @Test("what our own operations write to is read again afterwards")
    func touched() {
        var talk = PullTalk(
            Self.calendar(),
            [
                .items([.entry("a", "1", text: "old"), .entry("b", "1", text: "B")], token: "8"),
                .reply(.success(DAVReply(status: 200, body: Array("new".utf8)))),
            ], touched: ["/c/a.ics"])
        talk.places = ["/c/a.ics"]
        talk.run()
        #expect(talk.asked == ["changes since 7 with data"])
        #expect(talk.pull.outcome == nil)
        talk.places = []
        talk.finish()
        #expect(talk.asked.last == "GET /c/a.ics")
        #expect(talk.stored == ["b", "a"])
        #expect(talk.batches.last?.progress.token == "8")
    }

    @Test("a large listing is stored in batches, before it ends")
    func batches() {
        let items = (0..<1200).map { MultistatusItem.entry("e\($0)", "1", text: "T") }
        var talk = PullTalk(Self.calendar(token: nil), [.items(items, token: "9")])
        talk.run()
        #expect(talk.batches.map(\.changes.count) == [500, 500, 200])
        #expect(talk.batches.map(\.progress.token) == [nil, nil, "9"])
    }
}
