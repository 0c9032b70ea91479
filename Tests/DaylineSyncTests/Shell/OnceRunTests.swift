import Core
import Logging
import Settings
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: `--once` brings everything in step, or says what is not and in its status. Method: servers
/// that answer from a script, and a real replica.
@Suite("once", .timeLimit(.minutes(2))) struct OnceRunTests {
    private let folder: AlertFolder
    private let replica: Replica

    init() throws {
        folder = try AlertFolder()
        replica = try Replica.open(at: folder.path + "/replica.sqlite", zones: syncZones)
    }

    private func run(
        _ names: [String], _ bench: MachineBench, _ wish: SyncInput = .syncRequested,
        answer:
            @escaping @Sendable (_ name: String, DAVRequest) -> Result<
                DAVReply, TransportFailure
            >
    ) async throws -> SyncExit {
        let run = OnceRun(
            settings: names.map { AccountSettings(name: $0, url: ScriptedSite.address) },
            replica: replica, machine: bench.machine,
            transport: { account in ScriptedTransport { answer(account.name, $0) } },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await run.carryOut(wish)
    }

    private func events(of name: String) throws -> [String] {
        let account = try #require(try replica.accounts().first { $0.name == name })
        return try replica.calendars(of: account.id).flatMap { calendar in
            try replica.known(in: calendar.id).keys.sorted()
        }
    }

    @Test("pulls what is new, and says nothing") func pulls() async throws {
        let bench = MachineBench()
        for wish in [SyncInput.syncRequested, .syncRequested, .auditRequested] {
            let exit = try await run(["work"], bench, wish) { ScriptedSite.answer($1) }
            #expect(exit == .ok)
            #expect(try events(of: "work") == [ScriptedSite.event])
        }
        #expect(bench.said(.error) == "" && bench.said(.output) == "")
        let accounts = try replica.accounts().filter { $0.name == "work" }
        #expect(accounts.count == 1, "however often it runs")
    }

    @Test("an account that fails stops no other") func oneFails() async throws {
        let bench = MachineBench()
        let exit = try await run(["away", "work"], bench) { name, request in
            name == "work"
                ? ScriptedSite.answer(request) : .failure(.unreachable("no such host"))
        }
        #expect(exit == .incomplete)
        #expect(try events(of: "work") == [ScriptedSite.event])
        let said = bench.said(.error)
        #expect(said.hasPrefix("dayline-sync: away: ") && said.contains("no such host"))
        #expect(!said.contains("work"))
    }

    @Test("an answer that is broken off is told") func broken() async throws {
        let bench = MachineBench()
        let exit = try await run(["work"], bench) { _, request in
            guard request.method == "REPORT",
                case .success(var reply) = ScriptedSite.answer(request)
            else { return ScriptedSite.answer(request) }
            reply.body.removeLast(20)
            return .success(reply)
        }
        #expect(exit == .incomplete)
        #expect(bench.said(.error).contains("work: "))
    }

    @Test("nothing to do is fine") func noAccounts() async throws {
        let bench = MachineBench()
        #expect(try await run([], bench) { _, _ in .failure(.cancelled) } == .ok)
    }
}
