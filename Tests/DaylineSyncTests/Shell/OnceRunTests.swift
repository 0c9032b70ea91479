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
        isVerbose: Bool = false,
        answer:
            @escaping @Sendable (_ name: String, DAVRequest) -> Result<
                DAVReply, TransportFailure
            >
    ) async throws -> SyncExit {
        let run = OnceRun(
            settings: names.map { AccountSettings(name: $0, url: ScriptedSite.address) },
            replica: replica, machine: bench.machine,
            transport: { account in ScriptedTransport { answer(account.name, $0) } },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            isVerbose: isVerbose)
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
        let wishes = [SyncInput.syncRequested, .syncRequested, .auditRequested, .deletionsAccepted]
        var counts: [Int] = []
        for wish in wishes {
            let looks = Mutex(0)
            let exit = try await run(["work"], bench, wish) { _, request in
                let isHome =
                    request.method == "PROPFIND"
                    && request.headers.contains {
                        $0.name == "Depth" && $0.value == "1"
                    }
                if isHome { looks.withLock { $0 += 1 } }
                return ScriptedSite.answer(request)
            }
            #expect(exit == .ok)
            #expect(try events(of: "work") == [ScriptedSite.event])
            counts.append(looks.withLock { $0 })
        }
        #expect(counts == [1, 1, 2, 1], "the server is looked at once; an audit lists a calendar")
        #expect(bench.said(.error) == "" && bench.said(.output) == "")
        let accounts = try replica.accounts().filter { $0.name == "work" }
        #expect(accounts.count == 1, "however often it runs")
    }

    /// Where it runs, and what it says the first time and, with nothing to do, the second time.
    static let places: [(isTerminal: Bool, isVerbose: Bool, first: String, second: String)] = [
        (false, false, "", ""),
        (true, false, "dayline-sync: work: pulled 1 new\n", ""),
        (
            false, true, "dayline-sync: work: pulled 1 new\n",
            "dayline-sync: work: nothing to do\n"
        ),
        (
            true, true, "dayline-sync: work: pulled 1 new\n",
            "dayline-sync: work: nothing to do\n"
        ),
    ]

    @Test("what was done is told to who looks on, or asks", arguments: places.indices)
    func told(_ index: Int) async throws {
        let (isTerminal, isVerbose, first, second) = Self.places[index]
        for expected in [first, second] {
            let bench = MachineBench(isTerminal: isTerminal)
            _ = try await run(["work"], bench, isVerbose: isVerbose) { ScriptedSite.answer($1) }
            // What a bar leaves is nothing.
            let lines = bench.said(.error).split(separator: "\n", omittingEmptySubsequences: false)
                .map {
                    $0.split(separator: "\u{1b}[K", omittingEmptySubsequences: false).last ?? ""
                }
            #expect(lines.joined(separator: "\n") == expected)
            #expect(bench.said(.output) == "")
        }
    }

    @Test(
        "what was done, in words",
        arguments: [
            (SyncTally(), ""), (SyncTally(added: 3), "pulled 3 new"),
            (
                SyncTally(added: 1, changed: 2, removed: 3, pushed: 4),
                "pulled 1 new, 2 changed, 3 removed; pushed 4"
            ),
            (SyncTally(merged: 2, editConflicts: 1), "2 merged; 1 edit conflict"),
            (SyncTally(editConflicts: 2, pushed: 1), "pushed 1; 2 edit conflicts"),
        ])
    func tally(_ tally: SyncTally, _ text: String) { #expect(tally.text == text) }

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
