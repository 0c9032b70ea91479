import Core
import Settings
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: the driver carries out what its machine decides, tries again when the clock says so, and
/// leaves nobody waiting when it ends. Method: a script for a server, and clocks that the test
/// sets.
@Suite("driver of an account", .timeLimit(.minutes(2))) struct AccountDriverTests {
    private final class Clock: Sendable {
        let seconds = Mutex(1_796_000_000)
        let slept: AsyncStream<Duration>
        private let sleeping: AsyncStream<Duration>.Continuation

        init() { (slept, sleeping) = AsyncStream.makeStream() }

        /// Sleeps end when they are given up, and not before.
        var world: World {
            World(
                now: { Instant(seconds: self.seconds.withLock { $0 }) },
                uptime: { .seconds(self.seconds.withLock { $0 }) },
                sleep: {
                    self.sleeping.yield($0)
                    try await Task.sleep(for: .seconds(86_400))
                }, randomUnit: { 0.5 })
        }
    }

    private let folder: AlertFolder
    private let replica: Replica
    private let clock = Clock()

    init() throws {
        folder = try AlertFolder()
        replica = try Replica.open(at: folder.path + "/replica.sqlite", zones: syncZones)
    }

    private func driver(
        url: String = ScriptedSite.address, services: [String: ServiceAnswer] = [:],
        _ answer: @escaping @Sendable (DAVRequest) async -> Result<DAVReply, TransportFailure>,
        renew: @escaping @Sendable () -> Void = {},
        tell: @escaping @Sendable (SyncReport) -> Void = { _ in }
    ) throws -> AccountDriver {
        let id = try replica.addAccount(name: "work", url: "")
        return AccountDriver(
            AccountMachine.Setup(AccountSettings(name: "work", url: url)),
            store: ReplicaStore(replica: replica, account: id),
            transport: ScriptedTransport(answer: answer, renew: renew, services: services),
            world: clock.world,
            tell: tell)
    }

    private func running(
        _ driver: AccountDriver, _ body: () async throws -> Void
    ) async throws {
        let errand = Errand { await driver.run() }
        try await withThrowingTaskGroup { group in
            group.addTask { await errand.run() }
            try await body()
            errand.cancel()
            try await group.waitForAll()
        }
    }

    @Test("who waits is told of the end, and so is who comes after it") func stopping() async throws
    {
        let (asked, ask) = AsyncStream<Void>.makeStream()
        let driver = try driver { _ in
            ask.yield()
            try? await Task.sleep(for: .seconds(86_400))
            return .failure(.cancelled)
        }
        let running = Errand { await driver.run() }
        await withTaskGroup { group in
            group.addTask { await running.run() }
            group.addTask {
                let complaint = await driver.carryOut(.syncRequested)
                #expect(complaint == "dayline-sync is stopping")
            }
            for await _ in asked { break }
            running.cancel()
            await group.waitForAll()
        }
        #expect(await driver.carryOut(.syncRequested) == "dayline-sync is stopping")
    }

    @Test("a failure is tried again when the wall clock has come so far") func jump() async throws {
        let isUp = Mutex(false)
        let driver = try driver { request in
            isUp.withLock { $0 } ? ScriptedSite.answer(request) : .failure(.unreachable("no route"))
        }
        try await running(driver) {
            let complaint = await driver.carryOut(.syncRequested)
            #expect(complaint?.contains("no route") == true)
            for await _ in clock.slept { break }  // it waits
            isUp.withLock { $0 = true }
            clock.seconds.withLock { $0 += 3600 }
            await driver.clockJumped()
            #expect(await driver.carryOut(.syncRequested) == nil)
        }
        #expect(try replica.calendars().map(\.name).contains("Work"))
    }

    @Test("refused credentials are asked for anew when the user wants it")
    func renewal() async throws {
        let renewals = Mutex(0)
        let driver = try driver { request in
            renewals.withLock { $0 } > 0
                ? ScriptedSite.answer(request)
                : .success(DAVReply(status: 401, url: ScriptedSite.address))
        } renew: {
            renewals.withLock { $0 += 1 }
        }
        try await running(driver) {
            #expect(await driver.carryOut(.localChange) != nil)
            #expect(renewals.withLock { $0 } == 0)
            #expect(await driver.carryOut(.syncRequested) == nil)
        }
        #expect(renewals.withLock { $0 } == 1)
    }

    @Test("a domain is asked for in DNS, and that answer leads to the server")
    func directory() async throws {
        let (asked, ask) = AsyncStream<String>.makeStream()
        let service = ServiceAnswer(
            records: [ServiceRecord(host: "dav.example.org", port: 443)], path: "/dav/")
        let driver = try driver(
            url: "example.org", services: ["_caldavs._tcp.example.org": service]
        ) { request in
            ask.yield(request.target)
            return .success(DAVReply(status: 404, url: request.target))
        }
        try await running(driver) {
            var targets = asked.makeAsyncIterator()
            #expect(await targets.next() == "https://dav.example.org/dav/")
            #expect(await targets.next() == "https://example.org/.well-known/caldav")
        }
    }

    @Test("reports end with rest") func reports() async throws {
        let standings = Mutex<[Standing]>([])
        let changes = Mutex(0)
        let driver = try driver {
            ScriptedSite.answer($0)
        } tell: { report in
            if case .standing(let standing) = report { standings.withLock { $0.append(standing) } }
            if case .changed = report { changes.withLock { $0 += 1 } }
        }
        try await running(driver) {
            #expect(await driver.carryOut(.syncRequested) == nil)
        }
        let last = try #require(standings.withLock { $0.last })
        #expect(last.condition == .fine && !last.isBusy && last.progress == nil)
        #expect(last.lastSync == Instant(seconds: 1_796_000_000))
        #expect(changes.withLock { $0 } > 0)
    }
}
