import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: a server that was emptied, restored or exchanged never empties the replica.
@Suite("mass deletion")
struct DeletionTests {
    /// Method: the rule at its bounds.
    @Test(
        "more than max(10, 20 %), or all, waits",
        arguments: [
            // removals, of, held
            (0, 0, false),  // both are empty: nothing to guard
            (1, 1, false),  // a lone deletion is none en masse
            (2, 2, true),  // all there is
            (3, 4, false),
            (10, 11, false),
            (11, 12, true),  // more than ten of few
            (11, 55, false),
            (20, 100, false),  // exactly 20 %
            (21, 100, true),
            (2000, 10_000, false),
            (2001, 10_000, true),
        ])
    func rule(_ removals: Int, _ count: Int, _ isHeld: Bool) {
        #expect(DeletionGuard.holds(removals: removals, of: count) == isHeld)
    }

    private static let known = Dictionary(
        uniqueKeysWithValues: (0..<12).map { ("/c/e\($0).ics", "1") })

    @Test("a path that leads to an empty folder removes nothing")
    func emptyFolder() {
        var talk = PullTalk(
            PullTests.calendar(token: nil, canSync: false), known: Self.known,
            [.items([], token: nil)])
        talk.run()
        #expect(talk.stored.isEmpty)
        #expect(talk.pull.held == 12)
        #expect(talk.updates.map(\.heldDeletions) == [12])
        #expect(talk.batches.allSatisfy { $0.progress == PullProgress() })
    }

    @Test("what else came with held deletions is stored, without the token")
    func besides() {
        var talk = PullTalk(
            PullTests.calendar(), known: Self.known,
            [.items((0..<11).map { .gone("e\($0)") } + [.entry("new", "1", text: "N")], token: "8")]
        )
        talk.run()
        #expect(talk.stored == ["new"])
        #expect(talk.batches.last?.progress.token == nil)
        #expect(talk.pull.held == 11)
    }

    @Test("with consent they are carried out, and the consent is used up")
    func accepted() {
        var calendar = PullTests.calendar(token: nil, canSync: false)
        calendar.heldDeletions = 12
        calendar.acceptsDeletions = true
        var talk = PullTalk(calendar, known: Self.known, [.items([], token: nil)])
        talk.run()
        #expect(talk.stored.count == 12)
        #expect(talk.pull.held == 0)
        #expect(talk.updates.map(\.acceptsDeletions) == [false])
        #expect(talk.updates.map(\.heldDeletions) == [0])
    }

    @Test("when the objects are back, nothing is held any more")
    func restored() {
        var calendar = PullTests.calendar(token: nil, canSync: false)
        calendar.heldDeletions = 12
        var talk = PullTalk(
            calendar, known: Self.known,
            [.items((0..<12).map { .entry("e\($0)", "1") }, token: nil)])
        talk.run()
        #expect(talk.stored.isEmpty)
        #expect(talk.updates.map(\.heldDeletions) == [0])
    }

    @Test("what the first page listed and a later one takes back counts")
    func wipedMeanwhile() {
        let more = MultistatusItem(href: "/c/", status: 507)
        var talk = PullTalk(
            PullTests.calendar(token: nil), known: Self.known,
            [
                .items((0..<12).map { .entry("e\($0)", "1") } + [more], token: "3"),
                .items((0..<12).map { .gone("e\($0)") }, token: "9"),
            ])
        talk.run()
        #expect(talk.stored.isEmpty)
        #expect(talk.pull.held == 12)
    }

    @Test("what was edited here is not lost by a deletion, and hides no loss")
    func editedOnes() {
        var known = Self.known.mapValues { KnownEntry(etag: $0, isEdited: false) }
        for place in ["/c/e0.ics", "/c/e1.ics"] {
            known[place] = KnownEntry(etag: "1", isEdited: true)
        }
        // removals, held
        let rows: [([Int], Bool)] = [
            ([0, 1], false),  // both edited here: both stay, as edit conflicts
            (Array(2..<12), true),  // all that is not edited here
            (Array(0..<11), false),  // nine of ten are few
        ]
        for (removals, isHeld) in rows {
            var talk = PullTalk(
                PullTests.calendar(), entries: known,
                [.items(removals.map { .gone("e\($0)") }, token: "9")])
            talk.run()
            #expect(talk.stored.isEmpty == isHeld, "\(removals)")
        }
    }

    @Test("held deletions are compared anew: the change log may not know of them")
    func heldFound() {
        var calendar = PullTests.calendar()
        calendar.heldDeletions = 12
        var talk = PullTalk(calendar, known: Self.known, [.items([], token: "9")])
        talk.run()
        #expect(talk.asked == ["all"])
        #expect(talk.pull.held == 12 && talk.updates.isEmpty)
    }

    @Test("a few deletions go through")
    func few() {
        var talk = PullTalk(
            PullTests.calendar(), known: Self.known,
            [.items([.gone("e1"), .gone("e2")], token: "8")])
        talk.run()
        #expect(talk.stored == ["-e1", "-e2"])
        #expect(talk.batches.last?.progress.token == "8")
    }
}
