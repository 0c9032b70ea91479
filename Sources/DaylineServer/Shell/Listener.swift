import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Accepts connections on one address until the server stops; then requests in progress are
/// finished, within their bound, and WebSockets are told.
struct Listener: Service {
    let settings: ListenerSettings
    let limits: ServerLimits
    let certificates: Certificates?
    let answer: @Sendable (Exchange) async -> Void
    let eventLoopGroup: any EventLoopGroup
    let logger: Logger
    /// Called with the port once connections are accepted.
    var onReady: @Sendable (_ port: Int) async -> Void = { _ in }

    /// - Throws: `ListenerError` for settings that would send passwords in the clear.
    func run() async throws {
        try settings.validate()
        let configuration = HummingbirdCore.ServerConfiguration(
            address: .hostname(settings.host, port: settings.port), backlog: 1024,
            availableConnectionsDelegate: MaximumAvailableConnections(
                limits.connections, logger: logger))
        let server = Server(
            childChannelSetup: Connections(
                certificates: certificates, limits: limits, answer: answer),
            configuration: configuration,
            onServerRunning: { await onReady($0.localAddress?.port ?? settings.port) },
            eventLoopGroup: eventLoopGroup, logger: logger)
        try await server.run()
    }
}
