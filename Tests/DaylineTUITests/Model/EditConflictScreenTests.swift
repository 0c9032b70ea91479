import Core
import Testing

@testable import DaylineTUI

/// Goal: an edit conflict is settled on the screen as a whole or clash by clash, never by accident,
/// and what both sides did elsewhere stays. Method: keys through the model, the runner and a
/// replica with an account.
@Suite("edit conflicts on the screen") struct EditConflictScreenTests {
    private var bench: InterfaceBench
    private let synced: SyncedReplica

    init() throws {
        bench = try InterfaceBench()
        synced = try SyncedReplica(bench.replica)
    }

    private var state: EditConflictState? {
        for case .editConflicts(let state) in bench.model.layers { return state }
        return nil
    }

    /// Title and place are changed on both sides; the server moved it, too.
    private mutating func clash() throws {
        try synced.edit("My lunch", hour: 13)
        try synced.pull("Your lunch", etag: "2", hour: 14)
    }

    private func stored() throws -> Event {
        let stored = try #require(try synced.replica.objects(uid: UID("lunch")).first)
        return try #require(stored.object.representative)
    }

    @Test("without one the screen says so, and nothing opens") mutating func none() {
        bench.type("C")
        #expect(bench.model.layers.isEmpty)
        #expect(bench.message == "No edit conflicts")
    }

    @Test("the only one is opened at once; back leaves it") mutating func only() throws {
        try clash()
        bench.type("C")
        #expect(state?.page != nil)
        let text = render(bench.model).plainText
        #expect(text.contains("My lunch") && text.contains("Your lunch"))
        #expect(text.contains("2 to decide"))
        bench.type("<Esc>")
        #expect(bench.model.layers.isEmpty)
        #expect(try synced.replica.editConflicts().count == 1)
    }

    @Test(
        "as a whole: M or T, then s", arguments: [("M", "My lunch", 13), ("T", "Your lunch", 14)])
    func whole(_ key: String, _ title: String, _ hour: Int) throws {
        var test = self
        try test.clash()
        test.bench.type("C" + key)
        #expect(try synced.replica.editConflicts().count == 1, "nothing happens before s")
        test.bench.type("s")
        #expect(test.bench.message == "Settled: “My lunch”")
        #expect(test.bench.model.layers.isEmpty)
        #expect(try synced.replica.editConflicts().isEmpty)
        #expect(try stored().title == title)
        #expect(try stored().start.wallClock.hour == hour)
    }

    @Test("clash by clash: my title, their time") mutating func each() throws {
        try clash()
        bench.type("Cm")
        #expect(state?.page?.choices.count == 1)
        bench.type("s")
        #expect(bench.message == "1 to decide")
        #expect(try synced.replica.editConflicts().count == 1)
        let row = try #require(state?.page?.row)
        #expect(state?.selectedItem?.rows[row].property == .dtstart, "it goes to what is missing")
        bench.type("t<Enter>")
        #expect(try synced.replica.editConflicts().isEmpty)
        #expect(try stored().title == "My lunch")
        #expect(try stored().start.wallClock.hour == 14)
        let entry = try #require(try synced.replica.outbox().first)
        let text = try #require(try synced.replica.outgoingText(entry.id))
        #expect(String(decoding: text, as: UTF8.self).contains("SUMMARY:My lunch"))
    }

    @Test("a row that is no clash cannot be decided") mutating func noClash() throws {
        try synced.edit("My lunch", place: "Room 4")
        try synced.pull("Your lunch", etag: "2")
        bench.type("CGm")
        #expect(bench.message.hasPrefix("Nothing to decide here"))
        #expect(state?.page?.choices == [:])
        bench.type("ggts")
        #expect(try stored().title == "Your lunch")
        #expect(try stored().location == "Room 4", "what only one side did stays")
    }

    @Test("deleted on one side: mine or theirs", arguments: [("m", true), ("t", false)])
    func deleted(_ key: String, _ stays: Bool) throws {
        var test = self
        try synced.edit("My lunch")
        try synced.remove()
        test.bench.type("C\(key)s")
        #expect(try synced.replica.editConflicts().isEmpty)
        #expect(try synced.replica.objects(uid: UID("lunch")).isEmpty == !stays)
    }

    @Test("one that is settled elsewhere goes from the screen") mutating func elsewhere() throws {
        try clash()
        bench.type("C")
        let found = try #require(try synced.replica.editConflicts().first)
        _ = try synced.replica.resolve(found.id, .theirs, label: "", now: SyncedReplica.now)
        bench.carryOut(update(&bench.model, .changedElsewhere))
        #expect(bench.model.layers.isEmpty)
    }

    /// Three of them: the sample, without a replica.
    private func loaded() -> Model {
        var model = Sample.model(.month, Size(columns: 100, rows: 30))
        #expect(update(&model, .key(.character("C"))) == [.loadEditConflicts])
        _ = update(&model, .editConflicts(Sample.editConflicts))
        return model
    }

    @Test("several are a list; n goes on to the next one") func list() throws {
        var model = loaded()
        func press(_ keys: String) {
            for key in keys { _ = update(&model, .key(key == "⏎" ? .enter : .character(key))) }
        }
        func shown() -> EditConflictState? {
            guard case .editConflicts(let state) = model.layers.last else { return nil }
            return state
        }
        #expect(shown()?.page == nil)
        press("m")
        #expect(shown()?.page == nil, "nothing is decided in the list")
        press("j⏎")
        #expect(shown()?.page?.id == 2)
        press("m")
        #expect(shown()?.page?.undecided(of: Sample.editConflicts[1]) == 0)
        press("n")
        #expect(shown()?.page?.id == 3)
        press("n")
        #expect(shown()?.page?.id == 1)
        #expect(shown()?.page?.choices == [:])
        press("q")
        #expect(shown()?.page == nil)
        press("q")
        #expect(model.layers.isEmpty)
    }

    @Test("after one was settled the next one is open") func next() {
        var model = loaded()
        for key in [Key.enter, .character("T")] { _ = update(&model, .key(key)) }
        let effects = update(&model, .key(.character("s")))
        #expect(effects == [.resolve(Sample.editConflicts[0].found, .theirs)])
        #expect(update(&model, .settled("")).contains(.loadEditConflicts))
        _ = update(&model, .editConflicts(Array(Sample.editConflicts.dropFirst())))
        guard case .editConflicts(let state) = model.layers.last else {
            Issue.record("closed")
            return
        }
        #expect(state.page == EditConflictPage(id: 2))
    }
}
