import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// One WebSocket to a server, from the connection to its end (RFC 6455).
struct WebSocketConnection: Sendable {
    /// What happens while it stands.
    enum Event: Hashable, Sendable {
        case opened
        /// A message, or nil for a frame that is none.
        case heard(LinkMessage?)
    }

    static let subprotocol = "dayline.notifications.v1"
    /// Bytes of a message, which may come in several frames.
    private static let longestMessage = 64 << 10

    typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    private enum Handshake: Sendable {
        case done(Frames, HTTPHeaders)
        case refused(EventLoopFuture<HTTPResponseHead>)
    }

    let endpoint: LinkEndpoint
    let group: any EventLoopGroup
    let uptime: @Sendable () -> Duration

    /// Connects, tells what happens, and returns how it ended. Being cancelled is one way to end.
    ///
    /// - Parameter pings: one element for each ping to be sent.
    func run(
        since cursor: String?, pings: AsyncStream<Void>,
        _ tell: @escaping @Sendable (Event) async -> Void
    ) async -> LinkClosure {
        do {
            switch try await shakeHands(since: cursor) {
            case .refused(let head): return Self.closure(try await head.get())
            case .done(let frames, let headers):
                guard headers.first(name: "Sec-WebSocket-Protocol") == Self.subprotocol else {
                    try? await frames.channel.close()
                    return LinkClosure(reason: .absent, text: "the server speaks no notifications")
                }
                let began = uptime()
                await tell(.opened)
                let text = await converse(frames, pings: pings, tell)
                return LinkClosure(reason: .broken, text: text, lasted: uptime() - began)
            }
        } catch {
            return LinkClosure(reason: .broken, text: Self.sentence(error))
        }
    }

    // MARK: Handshake

    private func shakeHands(since cursor: String?) async throws -> Handshake {
        let tls = endpoint.isSecure ? try LinkSecurity(endpoint) : nil
        let bootstrap = ClientBootstrap(group: group)
            .connectTimeout(.seconds(20))
            .channelOption(.socketOption(.so_keepalive), value: 1)
        let upgrade = try await bootstrap.connect(host: endpoint.host, port: endpoint.port) {
            [endpoint] channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                try tls?.addHandlers(to: pipeline)
                var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
                    upgradeConfiguration: Self.upgrade(Self.request(endpoint, since: cursor)))
                // Frames that come in one packet with the answer to the handshake.
                configuration.leftOverBytesStrategy = .forwardBytes
                // An attempt that is not wanted any more is closed by its channel.
                return (
                    channel,
                    try pipeline.configureUpgradableHTTPClientPipeline(
                        configuration: configuration)
                )
            }
        }
        let channel = upgrade.0
        return try await withTaskCancellationHandler {
            try await upgrade.1.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private static func request(_ endpoint: LinkEndpoint, since cursor: String?) -> HTTPRequestHead
    {
        var headers = HTTPHeaders([
            ("Host", endpoint.authority), ("Sec-WebSocket-Protocol", subprotocol),
            ("User-Agent", "dayline-sync"), ("Content-Length", "0"),
        ])
        if let authorization = endpoint.authorization {
            headers.add(name: "Authorization", value: authorization)
        }
        var uri = endpoint.path
        if let cursor {
            var allowed = CharacterSet.alphanumerics
            allowed.insert(charactersIn: "-._~")
            uri += "?since=" + (cursor.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
        }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: uri, headers: headers)
    }

    private static func upgrade(
        _ request: HTTPRequestHead
    ) -> NIOTypedHTTPClientUpgradeConfiguration<Handshake> {
        let upgrader = NIOTypedWebSocketClientUpgrader<Handshake>(
            maxFrameSize: longestMessage
        ) { channel, response in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 64,
                        maxAccumulatedFrameSize: longestMessage))
                return .done(
                    try Frames(wrappingChannelSynchronously: channel), response.headers)
            }
        }
        return NIOTypedHTTPClientUpgradeConfiguration(
            upgradeRequestHead: request, upgraders: [upgrader]
        ) { channel in
            channel.eventLoop.makeCompletedFuture {
                let promise = channel.eventLoop.makePromise(of: HTTPResponseHead.self)
                try channel.pipeline.syncOperations.addHandler(RefusalReader(promise: promise))
                return .refused(promise.futureResult)
            }
        }
    }

    private static func closure(_ head: HTTPResponseHead) -> LinkClosure {
        let text = "the server answers \(head.status.code)"
        switch head.status.code {
        case 400: return LinkClosure(reason: .wrongCursor, text: text)
        case 401, 403, 429, 503:
            let seconds = head.headers.first(name: "Retry-After").flatMap { Int($0) } ?? 0
            return LinkClosure(
                reason: .refused(after: .seconds(min(max(seconds, 0), 3600))), text: text)
        case 404, 405, 410, 426, 501: return LinkClosure(reason: .absent, text: text)
        default: return LinkClosure(reason: .broken, text: text)
        }
    }

    // MARK: Conversation

    /// - Returns: why it is over.
    private func converse(
        _ frames: Frames, pings: AsyncStream<Void>,
        _ tell: @escaping @Sendable (Event) async -> Void
    ) async -> String {
        do {
            return try await frames.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: String?.self) { group in
                    group.addTask {
                        for await _ in pings { try await outbound.write(Self.frame(.ping, [])) }
                        return nil
                    }
                    group.addTask { try await Self.listen(inbound, outbound, tell) }
                    defer { group.cancelAll() }
                    while let result = try await group.next() {
                        if let result { return result }
                    }
                    return "the connection ended"
                }
            }
        } catch {
            return Self.sentence(error)
        }
    }

    private static func listen(
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>,
        _ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>,
        _ tell: @Sendable (Event) async -> Void
    ) async throws -> String {
        for try await frame in inbound {
            switch frame.opcode {
            case .ping:
                try await outbound.write(Self.frame(.pong, frame.unmaskedData.readableBytesView))
                await tell(.heard(nil))
            case .text:
                await tell(.heard(LinkMessage(json: frame.unmaskedData.readableBytesView)))
            case .connectionClose:
                var data = frame.unmaskedData
                let code = data.readInteger(as: UInt16.self)
                let reason = code.map { withUnsafeBytes(of: $0.bigEndian) { Array($0) } } ?? []
                try? await outbound.write(Self.frame(.connectionClose, reason))
                return "the server closed" + (code.map { " (\($0))" } ?? "")
            default: await tell(.heard(nil))
            }
        }
        return "the connection ended"
    }

    /// Clients mask (RFC 6455 §5.3).
    private static func frame(
        _ opcode: WebSocketOpcode, _ bytes: some Sequence<UInt8>
    ) -> WebSocketFrame {
        WebSocketFrame(
            fin: true, opcode: opcode, maskKey: .random(), data: ByteBuffer(bytes: bytes))
    }

    private static func sentence(_ error: any Error) -> String {
        switch error {
        case is CancellationError: "the connection was given up"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { "\($0.error)" } ?? "no address for \(error.host)"
        default: "\(error)"
        }
    }
}

/// Keeps the head of an answer that is no upgrade, and ends the connection.
private final class RefusalReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let promise: EventLoopPromise<HTTPResponseHead>

    init(promise: EventLoopPromise<HTTPResponseHead>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) { promise.succeed(head) }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}
