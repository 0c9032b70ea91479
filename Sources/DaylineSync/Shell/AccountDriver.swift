import Core
import WebDAV

/// Carries out what the machine of one account decides: asks the replica, sends requests, waits.
///
/// Whatever happens is handled as a whole before the next thing is, replica included: nothing comes
/// in between, and whoever brings parts of an answer waits until they are stored.
actor AccountDriver {
    private enum Job: Sendable {
        case send(Errand<Void>)
        case sleep(WakeUp.Sleep)
    }

    private nonisolated let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let store: ReplicaStore
    private let transport: any Transport
    private let world: World
    private let tell: @Sendable (SyncReport) -> Void

    private var machine: AccountMachine
    private var requests: [RequestID: Errand<Void>] = [:]
    private var wakeUp = WakeUp()
    /// What the machine waits for.
    private var moment: Instant?
    /// Those who want to know when there is nothing left to do.
    private var waiting: [CheckedContinuation<String?, Never>] = []
    private var isStopped = false
    /// Whether the next request asks for another credential first.
    private var mustRenew = false
    private let jobs: AsyncStream<Job>
    private let addJob: AsyncStream<Job>.Continuation

    /// - Parameter tell: called in order; returns at once.
    init(
        _ setup: AccountMachine.Setup, store: ReplicaStore, transport: any Transport, world: World,
        tell: @escaping @Sendable (SyncReport) -> Void
    ) {
        executor = QueueExecutor("dayline-sync.account.\(store.account.row)")
        machine = AccountMachine(setup)
        self.store = store
        self.transport = transport
        self.world = world
        self.tell = tell
        (jobs, addJob) = AsyncStream.makeStream()
    }

    /// Runs until it is cancelled. A transaction that is under way is finished.
    ///
    /// - Parameter waits: whether it starts with the first wish. One that comes when the server is
    ///   being asked already is carried out after that.
    func run(waits: Bool = false) async {
        if !waits { handle(.started) }
        await withDiscardingTaskGroup { group in
            for await job in jobs {
                switch job {
                case .send(let errand): group.addTask { await errand.run() }
                case .sleep(let sleep): group.addTask { await self.sleep(sleep) }
                }
            }
            group.cancelAll()
        }
        stop()
    }

    /// Takes what happened.
    func handle(_ input: SyncInput) {
        guard !isStopped else { return }
        let moment = Moment(now: world.now(), jitter: world.randomUnit())
        let actions = machine.run(input, moment) { store.answer($0, now: moment.now) }
        for action in actions { carryOut(action) }
    }

    /// Takes a wish, and returns when there is nothing left to do.
    ///
    /// - Returns: what stands in the way of being in step; nil when nothing does.
    func carryOut(_ wish: SyncInput) async -> String? {
        if isStopped { return "dayline-sync is stopping" }
        return await withCheckedContinuation { continuation in
            waiting.append(continuation)
            handle(wish)
        }
    }

    /// The wall clock was set, or the machine slept: the moment may have come.
    func clockJumped() {
        guard let moment else { return }
        wait(until: moment)
        take(wakeUp.check(now: world.uptime()))
    }

    /// Where the WebSocket of notifications was left.
    func cursor() -> String? { machine.account?.cursor }

    /// Origin that gets the credential.
    func origin() -> String { base }

    private var base: String {
        machine.account?.origin ?? AccountAddress(machine.setup.url)?.url.origin ?? ""
    }

    private func carryOut(_ action: SyncAction) {
        switch action {
        case .send(let id, let request, let isStreaming):
            let way = Way(base: request.origin ?? base, width: machine.width)
            let isRenewed = mustRenew
            mustRenew = false
            let errand = Errand {
                if isRenewed { await self.transport.renewCredentials() }
                await self.send(id, request, way, isStreaming: isStreaming)
            }
            begin(id, errand)
        case .lookUp(let id, let service):
            begin(id, Errand { await self.lookUp(id, service) })
        case .cancel(let id): requests.removeValue(forKey: id)?.cancel()
        case .store: break  // answered before
        case .wait(let moment): wait(until: moment)
        case .renewCredentials: mustRenew = true
        case .report(let report): tell(report)
        case .rested(let complaint):
            for continuation in waiting { continuation.resume(returning: complaint) }
            waiting = []
        }
    }

    private func begin(_ id: RequestID, _ errand: Errand<Void>) {
        requests[id] = errand
        addJob.yield(.send(errand))
    }

    private func stop() {
        isStopped = true
        for continuation in waiting { continuation.resume(returning: "dayline-sync is stopping") }
        waiting = []
    }
}

// MARK: Requests

extension AccountDriver {
    private nonisolated func send(
        _ id: RequestID, _ request: DAVRequest, _ way: Way, isStreaming: Bool
    ) async {
        let result =
            isStreaming
            ? await stream(id, request, way)
            : await transport.answer(request, way, reading: nil)
        await end(id, result)
    }

    /// Tells the parts of a multistatus while they come in.
    private nonisolated func stream(
        _ id: RequestID, _ request: DAVRequest, _ way: Way
    ) async -> Result<DAVReply, TransportFailure> {
        let stream = MultistatusStream(base: request.target)
        let result = await transport.answer(request, way) {
            chunk throws(TransportFailure) in
            let items = try Self.read { () throws(XMLError) in try stream.read(chunk.bytes) }
            if !items.isEmpty { await self.handle(.items(id, items)) }
        }
        guard case .success(let reply) = result, reply.status == 207 else { return result }
        do throws(TransportFailure) {
            let (items, end) = try Self.read { () throws(XMLError) in try stream.finish() }
            if !items.isEmpty { await handle(.items(id, items)) }
            await handle(.end(id, end))
            return result
        } catch {
            return .failure(error)
        }
    }

    private static func read<Value>(
        _ body: () throws(XMLError) -> Value
    ) throws(TransportFailure) -> Value {
        do throws(XMLError) {
            return try body()
        } catch {
            throw .broken("the answer is no XML that can be read: \(error)")
        }
    }

    private func lookUp(_ id: RequestID, _ service: String) async {
        let answer = await transport.service(service)
        guard requests.removeValue(forKey: id) != nil else { return }
        handle(.lookedUp(id, answer))
    }

    private func end(_ id: RequestID, _ result: Result<DAVReply, TransportFailure>) {
        // One that was given up is not told: by the machine, or at the end, which is no failure.
        guard requests.removeValue(forKey: id) != nil, result != .failure(.cancelled) else {
            return
        }
        handle(.reply(id, result))
    }
}

// MARK: Waiting

extension AccountDriver {
    private func wait(until moment: Instant) {
        self.moment = moment
        let now = world.uptime()
        let time = Duration.seconds(max(0, moment.seconds - world.now().seconds))
        if let sleep = wakeUp.set(now + time, now: now) { addJob.yield(.sleep(sleep)) }
    }

    private func sleep(_ sleep: WakeUp.Sleep) async {
        guard (try? await world.sleep(sleep.length)) != nil else { return }
        take(wakeUp.ended(sleep, now: world.uptime()))
    }

    private func take(_ outcome: WakeUp.Outcome) {
        switch outcome {
        case .fire:
            moment = nil
            handle(.timerFired)
        case .sleep(let sleep): addJob.yield(.sleep(sleep))
        case .nothing: break
        }
    }
}
