import HTTPTypes
import Logging
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import DaylineServer

/// The real network layer on a free port of this machine, with a handler and an authenticator
/// made for the test.
struct TestServer: Sendable {
    var limits = ServerLimits()
    var notificationLimits = NotificationLimits()
    var tls: TLSFiles?
    var isBehindProxy = false
    var log = ScriptedLog()
    var metricsToken: String?
    /// Whose credentials do not count any more.
    var revoked: @Sendable (Set<Identity>) async -> Set<Identity> = { _ in [] }
    var world = World.live
    var respond: @Sendable (DAVRequest) async -> DAVResponse = { _ in DAVResponse(status: .ok) }

    /// A server that runs.
    struct Running: Sendable {
        let port: Int
        let hub: NotificationHub
        let certificates: Certificates?
        let group: ServiceGroup

        func wire() async throws -> Wire { try await Wire.connect(port) }

        /// Sends one request and reads until the server closes.
        func answer(_ request: String) async throws -> String {
            let wire = try await wire()
            await wire.send(request)
            return await wire.rest()
        }
    }

    /// Starts, does something with it, and stops; what the body throws, and a server that does
    /// not stop, fail the test.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (Running) async throws -> Result
    ) async throws -> Result {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let settings = ListenerSettings(
            host: "127.0.0.1", port: 0, tls: tls, isBehindProxy: isBehindProxy)
        let hub = NotificationHub(
            names: NotificationNames(epoch: ScriptedLog.epoch), log: log,
            limits: notificationLimits, world: world, logger: logger, revoked: revoked)
        let door = FrontDoor(
            handler: ClosureHandler(body: respond), authenticator: TestAuthenticator(),
            notifications: NotificationDoor(hub: hub),
            probes: Probes(
                isReady: { true }, metrics: { Array("up 1\n".utf8) }, metricsToken: metricsToken),
            capabilities: [.allow: "OPTIONS, GET"], settings: settings, limits: limits,
            gate: AccountGate(limit: limits.requestsPerAccount), world: world, logger: logger)
        let certificates = try tls.map { try Certificates(files: $0) }
        let (ready, continuation) = AsyncStream.makeStream(of: Int.self)
        let listener = Listener(
            settings: settings, limits: limits, certificates: certificates,
            answer: { await door.answer($0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            onReady: { continuation.yield($0) })
        let group = ServiceGroup(services: [hub, listener], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var ports = ready.makeAsyncIterator()
            guard let port = await ports.next() else { throw NeverReady() }
            let result = try await body(
                Running(port: port, hub: hub, certificates: certificates, group: group))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        }
    }

    private struct NeverReady: Error {}

    private struct ClosureHandler: RequestHandler {
        let body: @Sendable (DAVRequest) async -> DAVResponse
        func respond(to request: DAVRequest) async -> DAVResponse { await body(request) }
    }
}

/// Knows `Bearer ann` and `Bearer bob`, one that may only read, one that may only listen, one that
/// ends, one that is locked out, and a store that is gone.
struct TestAuthenticator: Authenticator {
    static let ann = Account(id: AccountID(row: 1), name: "ann", displayName: "Ann", email: nil)
    static let bob = Account(id: AccountID(row: 2), name: "bob", displayName: "Bob", email: nil)

    func authenticate(authorization: String?, address: String) async -> Authentication {
        switch authorization {
        case "Bearer ann": .accepted(Self.identity(Self.ann))
        case "Bearer bob": .accepted(Self.identity(Self.bob))
        case "Bearer reader": .accepted(Self.identity(Self.ann, scope: .read))
        case "Bearer listener": .accepted(Self.identity(Self.ann, scope: .notifications))
        case "Bearer ending":
            .accepted(Self.identity(Self.ann, expires: WallTime(milliseconds: 1)))
        case "Bearer locked": .lockedOut(retryAfter: .seconds(6))
        case "Bearer gone": .unavailable
        case "Address": address == "203.0.113.9" ? .accepted(Self.identity(Self.ann)) : .refused
        default: .refused
        }
    }

    static func identity(
        _ account: Account, scope: TokenScope = .full, expires: WallTime? = nil
    ) -> Identity {
        Identity(
            account: account, credential: .token(account.name), scope: scope, expires: expires)
    }
}
