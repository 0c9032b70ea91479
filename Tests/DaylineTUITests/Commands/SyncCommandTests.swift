import Control
import Core
import Testing

@testable import DaylineTUI

/// Goal: `sync` uses the daemon where one runs, the program where none does, and the replica where
/// both are absent. Method: command lines against both made by hand.
@Suite("sync command") struct SyncCommandTests {
    private let test: TestMachine
    private let programs = FakePrograms()

    init() throws {
        test = try TestMachine()
        test.programs = programs.access
        test.run("calendar", "add", "Home")
    }

    private func replica() throws -> Replica {
        try Replica.open(
            at: test.path("data/replica.sqlite"),
            zones: ZoneDatabase(directory: "/usr/share/zoneinfo"))
    }

    @Test("without a daemon the program runs once, and its failure is ours") func once() {
        programs.answer("dayline-sync --once", "")
        #expect(test.run("sync").status == .ok)
        #expect(
            programs.taken().map(\.words) == [
                ["dayline-sync", "--once", "--data", test.path("data")]
            ])
        programs.answer("dayline-sync --once", "", status: 1)
        #expect(test.run("sync", "--account", "work").status == .server)
        #expect(programs.taken()[0].words.suffix(2) == ["--account", "work"])
        test.run("sync", "--audit")
        #expect(programs.taken()[0].words.last == "--audit")
        test.run("sync", "--accept-deletes")
        #expect(programs.taken()[0].words.last == "--accept-deletes")
    }

    @Test(
        "a daemon is asked",
        arguments: [
            ([], ControlRequest.sync(account: nil)),
            (["now", "--account", "work"], .sync(account: "work")),
            (["--audit"], .audit(account: nil)),
            (["--accept-deletes", "--account", "work"], .acceptDeletes(account: "work")),
        ])
    func asked(_ arguments: [String], _ request: ControlRequest) {
        let daemon = FakeDaemon(.done(ok: true, text: "in step"))
        test.daemon = daemon.access
        let answer = test.run(["sync"] + arguments)
        #expect(answer.status == .ok)
        #expect(answer.output == "in step\n")
        #expect(daemon.taken() == [request])
        #expect(programs.taken().isEmpty)
        daemon.say(.done(ok: false, text: "no route to host"))
        #expect(test.run(["sync"] + arguments).status == .server)
    }

    @Test("status comes from the daemon, else from the replica") func status() throws {
        #expect(test.run("sync", "status").status == .nothingFound)
        var account = SyncAccount(
            id: try replica().addAccount(name: "work", url: "x"), name: "work")
        account.condition = .offline(reason: "no route", retry: Instant(seconds: 1_795_446_545))
        try replica().update(account)
        let remembered = test.run("sync", "status")
        #expect(remembered.output == "work  offline: no route\n")
        #expect(remembered.error.contains("no daemon runs"))
        test.daemon =
            FakeDaemon(
                .status(
                    DaemonStatus(accounts: [
                        AccountStatus(
                            name: "work", state: .offline, text: "no route", pending: 3, dead: 1,
                            editConflicts: 2, retry: 1_795_446_545)
                    ]))
            ).access
        #expect(
            test.run("sync", "status").output
                == "work  offline: no route; again at 16:09 · 3 waiting · 1 dead letter · "
                + "2 edit conflicts\n")
        #expect(
            test.run("sync", "status", "--json").output == """
                {"daemon":true,"accounts":[
                {"name":"work","state":"offline","text":"no route","pending":3,"dead":1,\
                "editConflicts":2,"retry":"2026-11-23T15:09:05Z","lastSync":null,"live":false}
                ]}

                """)
    }

    @Test("every command that may write tells the daemon, and no other") func poke() {
        let daemon = FakeDaemon(nil)
        test.daemon = daemon.access
        test.run("add", "Lunch", "--start", "today 12:00")
        #expect(daemon.taken() == [.edited])
        test.run("undo")
        #expect(daemon.taken() == [.edited])
        test.run("agenda")
        test.run("calendar", "list")
        #expect(daemon.taken() == [])
    }

    @Test(
        "not understood",
        arguments: [
            ["sync", "later"], ["sync", "status", "--audit"], ["sync", "--json"],
            ["sync", "--audit", "--accept-deletes"],
        ])
    func wrong(_ arguments: [String]) { #expect(test.run(arguments).status == .usage) }
}
