import NIOCore

/// Holds the notification channel of one account: carries out what `Link` decides.
actor WebSocketLink {
    /// What the account is told.
    enum Event: Hashable, Sendable {
        case live, deaf
        case message(LinkMessage)
        /// Why the last connection ended; for the log.
        case ended(String)
    }

    private enum Job: Sendable {
        case connect(since: String?, number: Int, pings: AsyncStream<Void>)
        case sleep(WakeUp.Sleep)
    }

    private let group: any EventLoopGroup
    private let world: World
    /// Where to connect, with the credential as it is now; nil when that cannot be found out.
    private let endpoint: @Sendable () async -> LinkEndpoint?
    private let tell: @Sendable (Event) async -> Void

    private var link: Link
    private var wakeUp = WakeUp()
    private let jobs: AsyncStream<Job>
    private let addJob: AsyncStream<Job>.Continuation
    /// Counts connections: what an old one says does not count.
    private var number = 0
    private var connection: Task<LinkClosure, Never>?
    private var addPing: AsyncStream<Void>.Continuation?

    /// - Parameter cursor: where the last connection ended.
    init(
        cursor: String?, group: any EventLoopGroup, world: World,
        endpoint: @escaping @Sendable () async -> LinkEndpoint?,
        tell: @escaping @Sendable (Event) async -> Void
    ) {
        link = Link(cursor: cursor)
        self.group = group
        self.world = world
        self.endpoint = endpoint
        self.tell = tell
        (jobs, addJob) = AsyncStream.makeStream()
    }

    /// Runs until it is cancelled; then the connection ends too.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await job in jobs {
                group.addTask { await self.carryOut(job) }
            }
            group.cancelAll()
        }
    }

    /// Takes what happened: outside, whether there is a channel, and whether the network changed.
    func handle(_ input: LinkInput) async {
        for event in react(to: input) { await tell(event) }
        if input == .woke { await take(wakeUp.check(now: world.uptime())) }
    }

    /// Nothing happens in between.
    private func react(to input: LinkInput) -> [Event] {
        var events: [Event] = []
        for action in link.handle(input, jitter: world.randomUnit()) {
            switch action {
            case .open(let cursor):
                number += 1
                let (pings, addPing) = AsyncStream.makeStream(of: Void.self)
                self.addPing = addPing
                addJob.yield(.connect(since: cursor, number: number, pings: pings))
            case .close: connection?.cancel()
            case .ping: addPing?.yield()
            case .wait(let time):
                let now = world.uptime()
                if let sleep = wakeUp.set(now + time, now: now) { addJob.yield(.sleep(sleep)) }
            case .cancelWait: wakeUp.cancel()
            case .becameLive: events.append(.live)
            case .becameDeaf: events.append(.deaf)
            case .tell(let message): events.append(.message(message))
            }
        }
        return events
    }

    private func carryOut(_ job: Job) async {
        switch job {
        case .sleep(let sleep):
            guard (try? await world.sleep(sleep.length)) != nil else { return }
            await take(wakeUp.ended(sleep, now: world.uptime()))
        case .connect(let cursor, let number, let pings):
            await connect(since: cursor, number, pings)
        }
    }

    private func take(_ outcome: WakeUp.Outcome) async {
        switch outcome {
        case .fire: await handle(.timerFired)
        case .sleep(let sleep): addJob.yield(.sleep(sleep))
        case .nothing: break
        }
    }

    private func connect(since cursor: String?, _ number: Int, _ pings: AsyncStream<Void>) async {
        // It was given up before it began.
        guard number == self.number, link.state == .connecting else { return }
        let attempt = Task(executorPreference: TaskQueues.shared) {
            [endpoint, group, world] in
            guard let endpoint = await endpoint() else {
                return LinkClosure(reason: .broken, text: "no credentials")
            }
            let connection = WebSocketConnection(
                endpoint: endpoint, group: group, uptime: world.uptime)
            return await connection.run(since: cursor, pings: pings) { event in
                await self.take(event, number)
            }
        }
        connection = attempt
        let closure = await withTaskCancellationHandler {
            await attempt.value
        } onCancel: {
            attempt.cancel()
        }
        guard number == self.number, !Task.isCancelled else { return }
        await tell(.ended(closure.text))
        await handle(.closed(closure))
    }

    private func take(_ event: WebSocketConnection.Event, _ number: Int) async {
        guard number == self.number else { return }
        switch event {
        case .opened: await handle(.opened)
        case .heard(let message): await handle(.heard(message))
        }
    }
}
