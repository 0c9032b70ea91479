import Foundation
import Synchronization
import Testing

@testable import DaylineServer

/// Goal: an operator sees dead letters, sends them back and discards them. Method: command lines on
/// a directory whose events have all died.
@Suite("dlq")
struct DlqCommandTests {
    let fixture: CommandFixture

    /// The calendars of two users, and the two events that made them, dead.
    init() async throws {
        fixture = try CommandFixture()
        _ = await fixture.addUser("mina")
        _ = await fixture.addUser("joon")
        try await deliver(StubbornConsumer { _, _ in true })
    }

    /// As a server does that is started and stopped.
    private func deliver(_ consumer: any Consumer) async throws {
        let clock = Mutex(0)
        let now = fixture.clock.now
        let world = World(
            now: { now.adding(.seconds(clock.withLock { $0 })) }, random: World.live.random,
            sleep: { _ in })
        let store = try await SQLiteStore.open(
            at: fixture.database, zones: StoreFixture.zones, now: world.now,
            random: world.random)
        let services = EventServices(
            store.database.eventStores(now: world.now), bus: LocalBus(), consumers: [consumer],
            commits: store.commits(), world: world, logger: .silent)
        try await SQLiteLeases(database: store.database, now: world.now)
            .free(EventServices.leaseName)
        try await services.relay.drain()
        for group in services.groups {
            while try await group.retryDue() != nil { clock.withLock { $0 += 10 } }
        }
        try store.database.close()
    }

    private func ids() async -> [String] {
        await fixture.run("dlq", "list", "--json").output.split(separator: "\n").compactMap {
            let line = try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            return line?["event"] as? String
        }
    }

    @Test("list and show say what failed, for whom, how often and why")
    func shown() async throws {
        let list = await fixture.run("dlq", "list")
        #expect(list.status == .ok)
        #expect(list.output.split(separator: "\n").count == 3)
        let id = try #require(await ids().first)
        let shown = await fixture.run("dlq", "show", "--json", id)
        #expect(shown.status == .ok)
        for part in [
            #""attempts":3"#, #""consumer":"activity""#, #""user":"mina""#,
            #""kind":"collection.created""#, #""path":"calendar/""#, #""reason":"Failure()""#,
        ] {
            #expect(shown.output.contains(part), "\(part)")
        }
        let text = await fixture.run("dlq", "show", id)
        #expect(text.output.contains("collection.created calendar/"))
        #expect(await fixture.run("dlq", "list", "--limit", "1").error == "1 of 2 are shown\n")
        #expect(await fixture.run("dlq", "list", "--consumer", "other").status == .problems)
    }

    @Test("what was sent back is processed by the next server")
    func retried() async throws {
        let sent = await fixture.run("dlq", "retry", "--all")
        #expect(sent.status == .ok && sent.output == "2 sent back\n")
        #expect(await fixture.run("dlq", "list").status == .problems)
        try await deliver(ActivityConsumer())
        let none = await fixture.run("dlq", "retry", "--all", "--wait")
        #expect(none.status == .problems && none.output == "0 sent back\n")
        #expect(await ids().isEmpty)
    }

    @Test("one of two is discarded, and named in the audit log")
    func discarded() async throws {
        let ids = await ids()
        let gone = await fixture.run("dlq", "discard", ids[0])
        #expect(gone.status == .ok && gone.output == "1 discarded\n")
        #expect(await self.ids() == [ids[1]])
        #expect(await fixture.run("dlq", "discard", ids[0]).status == .problems)
    }

    @Test("while another works on them, a command is refused")
    func refused() async throws {
        let store = try await SQLiteStore.open(
            at: fixture.database, zones: StoreFixture.zones,
            now: { [fixture] in fixture.clock.now },
            random: World.live.random)
        _ = try await SQLiteLeases(
            database: store.database, now: { [fixture] in fixture.clock.now }
        ).acquire(DeadLetterRun.leaseName, for: "other", ttl: DeadLetterRun.ttl)
        try store.database.close()
        for action in ["retry", "discard"] {
            let refused = await fixture.run("dlq", action, "--all")
            #expect(refused.status == .busy)
            #expect(refused.error == "another command works on the dead letters\n")
        }
    }

    @Test(
        "what is not understood",
        arguments: [
            ["dlq", "retry"],  // neither events nor all
            ["dlq", "discard", "--all", "0192f8a0-7c1e-7fff-bfff-ffffffffffff"],  // both
            ["dlq", "retry", "4711"], ["dlq", "show", "x"],  // no ids
        ])
    func usage(_ arguments: [String]) async throws {
        #expect(await fixture.run(arguments + ["--data", fixture.data]).status == .usage)
    }
}

/// Goal: a plan of what goes wrong is read or refused. Method: a row for each name and edge.
@Suite("the plan of --chaos")
struct ChaosPlanTests {
    @Test(
        "read",
        arguments: [
            ("seed=7", Chaos.Plan(seed: 7)),
            (
                "failures=0,repeats=1,disorder=0.5,poison=9",
                Chaos.Plan(failures: 0, repeats: 1, disorder: 0.5, poison: 9)
            ),
            ("", Chaos.Plan()),
        ])
    func read(_ text: String, _ plan: Chaos.Plan) {
        #expect(Chaos.Plan(argument: text) == plan)
    }

    @Test(
        "refused",
        arguments: ["failures=1.5", "failures=-1", "poison=0.5", "seed=-1", "noise=1", "seed"])
    func refused(_ text: String) {
        #expect(Chaos.Plan(argument: text) == nil)
    }
}
