import Core
import Foundation
import Synchronization
import Testing

@testable import DaylineTUI

/// Goal: what the server does not have yet can be seen, mended and given up, and nothing is lost by
/// a mistake. Method: command lines on a replica with one dead letter, or one edit conflict.
@Suite("outbox and edit conflicts") struct OutboxCommandTests {
    private let test: TestMachine
    private let synced: SyncedReplica
    private let programs = FakePrograms()

    init() throws {
        test = try TestMachine()
        test.programs = programs.access
        test.run("calendar", "add", "Home")
        synced = try SyncedReplica(
            Replica.open(
                at: test.path("data/replica.sqlite"),
                zones: ZoneDatabase(directory: "/usr/share/zoneinfo")))
    }

    private func entry() throws -> OutboxEntry {
        try #require(try synced.replica.outbox().first)
    }

    @Test("a dead letter says what would be sent, why not, and what it overlaps")
    func deadLetter() throws {
        #expect(test.run("outbox").status == .nothingFound)
        try synced.edit("Long lunch")
        let id = try entry().id
        #expect(
            test.run("outbox").output == "\(id.short)  save            Long lunch  Plans  waiting\n"
        )
        try synced.refuse(SyncedReplica.overlap)
        #expect(
            test.run("outbox", "list").output
                == "\(id.short)  save            Long lunch  Plans  refused: overlaps “Dentist”\n")
        let page = test.run("outbox", "show", id.short).output
        #expect(page.contains("Server says It overlaps another event\n"))
        #expect(page.contains("Overlaps    Dentist · Tue 24 Nov, 13:00–13:30\n"))
        #expect(page.contains("SUMMARY:Long lunch\n"))
        let json = test.run("outbox", "show", id.text, "--json").output
        #expect(
            json.contains(#""state":"dead","notBefore":null,"refusal":{"status":409"#), "\(json)")
        #expect(test.run("outbox", "show", id.short, "--ics").output.contains("SUMMARY:Long"))
        #expect(test.run("outbox", "show", "nothing").status == .nothingFound)
    }

    @Test("sent again, or given up") func retryAndDiscard() throws {
        #expect(test.run("outbox", "retry", "--all").status == .nothingFound)
        try synced.edit("Long lunch")
        try synced.refuse(SyncedReplica.overlap)
        #expect(test.run("outbox", "retry", "--all").output == "1 edit will be sent again\n")
        #expect(try !entry().isDead)
        #expect(test.run("outbox", "retry").status == .usage)
        let short = try entry().id.short
        #expect(test.run("outbox", "retry", short).status == .ok)
        #expect(test.run("outbox", "discard", short).status == .ok)
        #expect(try synced.replica.outbox().isEmpty)
        #expect(test.run("agenda", "2026-11-24").output.contains("Lunch"))
        test.run("undo")
        #expect(test.run("agenda", "2026-11-24").output.contains("Long lunch"))
        #expect(try synced.replica.outbox().count == 1)
    }

    @Test("a text is mended in a file") func editWithFile() throws {
        try synced.edit("Long lunch")
        try synced.refuse(SyncedReplica.overlap)
        let id = try entry().id.short
        let good = try test.file(
            "good.ics", String(decoding: SyncedReplica.text("Late lunch", hour: 14), as: UTF8.self))
        #expect(test.run("outbox", "edit", id, good).status == .ok)
        #expect(try !entry().isDead)
        // Another text is another operation, which the server has not answered yet.
        let short = try entry().id.short
        #expect(test.run("outbox", "show", short, "--ics").output.contains("SUMMARY:Late lunch"))
    }

    @Test(
        "texts that cannot be used change nothing",
        arguments: [
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "0 events"),
            ("nonsense", "not an iCalendar file"),
            (TestMachine.calendar("UID:other\nDTSTART:20261124T120000Z"), "UID"),
            (
                TestMachine.calendar(
                    "UID:a\nDTSTART:20261124T120000Z", "UID:b\nDTSTART:20261124T120000Z"),
                "2 events"
            ),
        ])
    func wrongTexts(_ text: String, _ reason: String) throws {
        try synced.edit("Long lunch")
        let answer = test.run(
            "outbox", "edit", try entry().id.short, try test.file("new.ics", text))
        #expect(answer.status == .badData, "\(answer)")
        #expect(answer.error.contains(reason), "\(answer.error)")
        #expect(try entry().title == "Long lunch")
    }

    @Test("an editor is opened, again when the text is wrong") func editor() throws {
        try synced.edit("Long lunch")
        let id = try entry().id.short
        #expect(test.run("outbox", "edit", id).error.contains("no terminal"))
        test.terminal.isInputTerminal = true
        test.environment["EDITOR"] = "ed -s"
        let texts = Mutex(["nonsense", String(decoding: SyncedReplica.text("Tea"), as: UTF8.self)])
        test.programs = ProgramAccess(run: { call throws(ProgramError) in
            let text = texts.withLock { $0.removeFirst() }
            let path = call.words.last ?? ""
            let isWritten = FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8))
            return ProgramResult(status: isWritten && call.words[1] == "-s" ? 0 : 1)
        })
        test.ask = { question, _ in question.contains("again") ? "y" : nil }
        let answer = test.run("outbox", "edit", id)
        #expect(answer.status == .ok, "\(answer)")
        #expect(test.run("outbox", "show", id, "--ics").output.contains("SUMMARY:Tea"))
        test.programs = ProgramAccess(run: { _ in ProgramResult(status: 0) })
        #expect(test.run("outbox", "edit", id).output == "nothing was changed\n")
    }

    @Test("an edit conflict is shown side by side, and settled", arguments: ["--mine", "--theirs"])
    func editConflict(_ side: String) throws {
        #expect(test.run("conflicts").status == .nothingFound)
        try synced.edit("My lunch")
        try synced.pull("Your lunch", etag: "2")
        let id = "\(try #require(try synced.replica.editConflicts().first).id)"
        #expect(
            test.run("conflicts", "list").output == "\(id)  My lunch  Plans  edited on both sides\n"
        )
        let page = test.run("conflicts", "show", id)
        #expect(page.output.contains(/! Title  My lunch +Your lunch\n/), "\(page)")
        test.environment["COLUMNS"] = "60"
        #expect(
            test.run("conflicts", "show", id).output.contains(
                "! Title\n    mine: My lunch\n    the server's: Your lunch\n"))
        #expect(test.run("conflicts", "show", id, "--theirs").output.contains("SUMMARY:Your"))
        let json = test.run("conflicts", "show", id, "--json").output
        #expect(json.contains(#""property":"SUMMARY","recurrenceId":null,"change":"clash""#))
        #expect(test.run("conflicts", "resolve", id).status == .usage)
        #expect(test.run("conflicts", "resolve", id, side).status == .ok)
        let title = side == "--mine" ? "My lunch" : "Your lunch"
        #expect(test.run("agenda", "2026-11-24").output.contains(title))
        #expect(test.run("conflicts", "resolve", id, side).status == .nothingFound)
    }

    @Test("an edit conflict is settled by a third text") func merged() throws {
        try synced.edit("My lunch")
        try synced.pull("Your lunch", etag: "2")
        let id = "\(try #require(try synced.replica.editConflicts().first).id)"
        let file = try test.file(
            "both.ics", String(decoding: SyncedReplica.text("Our lunch"), as: UTF8.self))
        #expect(test.run("conflicts", "resolve", id, "--merge", file).status == .ok)
        #expect(try entry().title == "Our lunch")
    }
}
