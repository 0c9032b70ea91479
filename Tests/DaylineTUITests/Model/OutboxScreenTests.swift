import Control
import Core
import Testing

@testable import DaylineTUI

/// Goal: what waits is seen and handled on the screen, and nothing is given up without a question.
/// Method: keys through the model, the runner and a replica with an account.
@Suite("outbox on the screen") struct OutboxScreenTests {
    private var bench: InterfaceBench
    private let synced: SyncedReplica

    init() throws {
        bench = try InterfaceBench()
        synced = try SyncedReplica(bench.replica)
    }

    private var outbox: OutboxState? {
        for case .outbox(let state) in bench.model.layers { return state }
        return nil
    }

    private mutating func open() {
        bench.carryOut(update(&bench.model, .changedElsewhere))
        bench.carryOut([.loadAccounts])
        bench.type("O")
    }

    @Test("an empty one says so, and closes") mutating func empty() {
        open()
        #expect(outbox?.rows == [])
        #expect(render(bench.model).plainText.contains("Nothing waits"))
        bench.type("<Enter>q")
        #expect(bench.model.layers.isEmpty)
    }

    @Test("a dead letter is opened, sent again, and given up only after a question")
    mutating func deadLetter() throws {
        try synced.edit("Long lunch")
        try synced.refuse(SyncedReplica.overlap)
        open()
        #expect(bench.model.sync.dead == 1)
        bench.type("<Enter>")
        #expect(outbox?.page?.text.contains("SUMMARY:Long lunch") == true)
        #expect(render(bench.model).plainText.contains("Dentist · Tue 24 Nov, 21:00–21:30"))
        bench.type("<Esc>r")
        #expect(bench.message == "Will be sent again")
        #expect(outbox?.selectedRow?.entry?.isDead == false)
        #expect(bench.model.sync.dead == 0)
        bench.type("x<Enter>")
        #expect(outbox?.rows?.count == 1, "Enter takes the harmless answer")
        bench.type("xg")
        #expect(outbox?.rows == [])
        #expect(bench.message.hasPrefix("Discarded: save “Long lunch”"))
        #expect(try synced.replica.outbox().isEmpty)
        bench.type("u")
        #expect(outbox?.rows?.count == 1)
    }

    @Test("e opens the form of the event, and saving sends it again") mutating func edit() throws {
        try synced.edit("Long lunch")
        try synced.refuse(SyncedReplica.overlap)
        open()
        bench.type("e")
        bench.fill(.title, "Short lunch")
        bench.type("<C-s>")
        #expect(bench.model.layers.isEmpty)
        let entry = try #require(try synced.replica.outbox().first)
        #expect(!entry.isDead)
        let text = try #require(try synced.replica.outgoingText(entry.id))
        #expect(String(decoding: text, as: UTF8.self).contains("SUMMARY:Short lunch"))
    }

    @Test("held deletions ask; the answer goes to the daemon, or waits in the replica")
    mutating func held() throws {
        var calendar = try #require(try synced.replica.calendars(of: synced.account).first)
        calendar.heldDeletions = 12
        try synced.replica.update(calendar)
        open()
        #expect(render(bench.model).plainText.contains("12 deletions in “Plans” wait"))
        bench.type("a<Enter>")
        #expect(outbox?.rows?.count == 1, "Enter takes the harmless answer")
        bench.type("<Enter>d")
        #expect(outbox?.rows == [])
        #expect(try synced.replica.calendars(of: synced.account).first?.acceptsDeletions == true)
    }

    @Test("the selection stays on its edit when rows come and go") mutating func selection() throws
    {
        try synced.edit("Long lunch")
        open()
        let before = outbox?.selectedRow
        var rows = try bench.runner.outbox()
        rows.insert(.held(account: "work", calendar: "Plans", count: 3), at: 0)
        bench.carryOut(update(&bench.model, .outbox(rows)))
        #expect(outbox?.selected == 1)
        #expect(outbox?.selectedRow == before)
    }

    @Test("what the effects write is pushed") func writing() throws {
        let entry = OutboxEntry(
            id: OperationID("1"), account: synced.account, calendar: synced.calendar, object: nil,
            kind: .delete, title: "", made: SyncedReplica.now, attempts: 0, lastError: "",
            state: .waiting(notBefore: nil))
        for effect in [Effect.undo, .redo, .retry(entry.id), .discard(entry)] {
            #expect(effect.isWriting)
        }
        for effect in [Effect.loadOutbox, .loadAccounts, .beep, .tell(.status)] {
            #expect(!effect.isWriting)
        }
    }
}
