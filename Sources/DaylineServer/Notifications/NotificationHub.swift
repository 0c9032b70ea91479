import Logging
import Metrics
import NIOCore
import ServiceLifecycle

/// Tells all notification sockets of an account what was committed, and closes those whose
/// credential does not count any more.
///
/// What is pushed may be lost, repeated or late. A socket that sees a gap reads the log.
final class NotificationHub: NotificationSink, Service {
    let limits: NotificationLimits
    let registry: SocketRegistry
    private let names: NotificationNames
    private let log: any EventLog
    private let world: World
    private let logger: Logger
    private let revoked: @Sendable (Set<Identity>) async -> Set<Identity>
    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation
    private let openSockets = Gauge(label: "dayline_server_websocket_connections")
    private let cuts = Counter(label: "dayline_server_websocket_cut_total")
    private let messages = Counter(label: "dayline_server_notifications_total")

    private struct Job: Sendable {
        let member: SocketRegistry.Member
        let start: CatchUp.Start
    }

    /// - Parameter revoked: whose credentials of these do not count any more. It is asked often.
    init(
        names: NotificationNames, log: any EventLog, limits: NotificationLimits, world: World,
        logger: Logger,
        revoked: @escaping @Sendable (Set<Identity>) async -> Set<Identity>
    ) {
        self.names = names
        self.log = log
        self.limits = limits
        self.registry = SocketRegistry(limits: limits)
        self.world = world
        self.logger = logger
        self.revoked = revoked
        (self.jobs, self.queue) = AsyncStream.makeStream()
    }

    // MARK: Sockets

    /// - Returns: nil when there are too many; else `leave` must follow.
    func admit(_ identity: Identity, on channel: any Channel) -> SocketRegistry.Member? {
        defer { openSockets.record(registry.count) }
        return registry.admit(identity, on: channel)
    }

    func leave(_ member: SocketRegistry.Member) {
        registry.leave(member)
        openSockets.record(registry.count)
    }

    func noteCut() { cuts.increment() }

    /// Sends a socket what it missed, in a task of this service.
    func catchUp(_ member: SocketRegistry.Member, from start: CatchUp.Start) {
        queue.yield(Job(member: member, start: start))
    }

    // MARK: What is new

    func push(_ events: [DomainEvent]) async {
        var rest = events[...]
        while let account = rest.first?.account {
            let run = rest.prefix { $0.account == account }
            rest = rest.dropFirst(run.count)
            push(Array(run), to: account)
        }
    }

    private func push(_ events: [DomainEvent], to account: AccountID) {
        guard let listeners = registry.listeners(of: account),
            let batch = NotificationBatch(events, accountName: listeners.name, names: names)
        else { return }
        for group in listeners.groups {
            messages.increment(by: group.sockets.count * events.count)
            group.eventLoop.execute {
                for socket in group.sockets.values { socket.value.deliver(batch) }
            }
        }
    }

    // MARK: Closing

    /// Closes the sockets that were opened with a token that was revoked, a password that was
    /// changed, by an account that was deleted.
    func close(_ identities: Set<Identity>) {
        close(registry.members { identities.contains($0.identity) })
    }

    private func close(_ members: [SocketRegistry.Member]) {
        for member in members {
            guard let socket = registry.socket(of: member) else { continue }
            member.channel.eventLoop.execute { socket.value.close(.policyViolation) }
        }
    }

    // MARK: Service

    func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask {
                await cancelWhenGracefulShutdown { await self.watchCredentials() }
            }
            for await job in jobs.cancelOnGracefulShutdown() {
                group.addTask { await self.perform(job) }
            }
        }
    }

    private func perform(_ job: Job) async {
        guard let socket = registry.socket(of: job.member) else { return }
        let catchUp = CatchUp(
            log: log, names: names, page: limits.page, member: job.member, socket: socket)
        do {
            try await catchUp.run(from: job.start)
        } catch {
            if job.member.channel.isActive {
                logger.warning("a socket could not be brought up to date", error: error)
            }
            job.member.channel.eventLoop.execute { socket.value.close(.internalError) }
        }
    }

    /// Tokens end, and are revoked by other processes too.
    private func watchCredentials() async {
        while (try? await world.sleep(limits.credentialCheck)) != nil {
            let now = world.now()
            close(registry.members { $0.identity.expires.map { $0 <= now } ?? false })
            let identities = registry.identities
            if !identities.isEmpty { close(await revoked(identities)) }
        }
    }
}
