import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

@testable import DaylineSync

/// A server of notifications on loopback that does what a test writes down.
final class NotificationServer: Sendable {
    /// What happens on one connection.
    struct Script: Sendable {
        /// How the handshake is answered; nil: the connection becomes a WebSocket.
        var refusal: HTTPResponseStatus?
        var headers: [(String, String)] = []
        /// What the server says that it speaks.
        var subprotocol: String? = WebSocketConnection.subprotocol
        var steps: [Step] = []

        /// Whether the connection ends without a word of the client.
        var closesByItself: Bool {
            let isHeard = steps.contains { if case .hear = $0 { true } else { false } }
            return !isHeard && steps.contains { if case .close = $0 { true } else { false } }
        }
    }

    enum Step: Sendable {
        case text(String)
        /// One message in pieces.
        case pieces([String])
        case ping
        /// Waits for the next frame of the client.
        case hear
        case close(UInt16)
        /// Waits until the client ends the connection.
        case wait
    }

    struct Seen: Hashable, Sendable {
        var uri: String
        var authorization: String?
        var subprotocol: String?
    }

    private typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    private typealias Page = NIOAsyncChannel<
        HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>
    >

    private enum Connection: Sendable {
        case socket(Frames, Script)
        case page(Page, Script)
    }

    private struct State: Sendable {
        var seen: [Seen] = []
        var heard: [WebSocketOpcode] = []
        var isHeardMasked = true
        var connections = 0
    }

    private let state = Mutex(State())
    private let scripts: [Script]

    /// Handshakes, in the order of arrival.
    var seen: [Seen] { state.withLock { $0.seen } }
    /// What clients sent.
    var heard: [WebSocketOpcode] { state.withLock { $0.heard } }
    /// RFC 6455 §5.3.
    var isHeardMasked: Bool { state.withLock { $0.isHeardMasked } }

    private init(_ scripts: [Script]) { self.scripts = scripts }

    /// Runs a server as long as `body`, which gets its port.
    ///
    /// - Parameter scripts: for one connection after the other; the last one for all further ones.
    static func run(
        tls: NIOSSLContext? = nil, _ scripts: [Script],
        _ body: @Sendable (NotificationServer, Int) async throws -> Void
    ) async throws {
        let server = NotificationServer(scripts)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try server.begin(channel, tls) }
            }
        try await listener.executeThenClose { clients in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await withThrowingDiscardingTaskGroup { connections in
                        for try await client in clients {
                            connections.addTask {
                                guard let connection = try? await client.get() else { return }
                                try? await server.serve(connection)
                            }
                        }
                    }
                }
                try await body(server, listener.channel.localAddress?.port ?? 0)
                group.cancelAll()
            }
        }
    }

    private func begin(
        _ channel: any Channel, _ tls: NIOSSLContext?
    ) throws -> EventLoopFuture<Connection> {
        if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
        }
        let script = state.withLock { state in
            defer { state.connections += 1 }
            return scripts[min(state.connections, scripts.count - 1)]
        }
        let upgrader = NIOTypedWebSocketServerUpgrader<Connection>(
            shouldUpgrade: { channel, head in
                self.note(head)
                var headers = HTTPHeaders(script.headers)
                if let name = script.subprotocol {
                    headers.add(name: "Sec-WebSocket-Protocol", value: name)
                }
                return channel.eventLoop.makeSucceededFuture(script.refusal == nil ? headers : nil)
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    .socket(try Frames(wrappingChannelSynchronously: channel), script)
                }
            })
        let upgrade = NIOTypedHTTPServerUpgradeConfiguration(upgraders: [upgrader]) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    HTTPByteBufferResponsePartHandler())
                return .page(try Page(wrappingChannelSynchronously: channel), script)
            }
        }
        return try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
            configuration: .init(upgradeConfiguration: upgrade))
    }

    private func note(_ head: HTTPRequestHead) {
        let seen = Seen(
            uri: head.uri, authorization: head.headers.first(name: "Authorization"),
            subprotocol: head.headers.first(name: "Sec-WebSocket-Protocol"))
        state.withLock { $0.seen.append(seen) }
    }

    private func serve(_ connection: Connection) async throws {
        switch connection {
        case .page(let page, let script):
            try await page.executeThenClose { _, outbound in
                let head = HTTPResponseHead(
                    version: .http1_1, status: script.refusal ?? .ok,
                    headers: HTTPHeaders(script.headers + [("Content-Length", "0")]))
                try await outbound.write(contentsOf: [.head(head), .end(nil)])
            }
        case .socket(let frames, let script):
            try await frames.executeThenClose { inbound, outbound in
                var hearing = inbound.makeAsyncIterator()
                if script.closesByItself {
                    // An end that comes in with the handshake's answer is a handshake that failed.
                    for frame in Self.frames(.ping) { try await outbound.write(frame) }
                    _ = try await hearing.next()
                }
                for step in script.steps {
                    switch step {
                    case .hear: if let frame = try await hearing.next() { hear(frame) }
                    case .wait: while let frame = try await hearing.next() { hear(frame) }
                    case .text, .pieces, .ping, .close:
                        for frame in Self.frames(step) { try await outbound.write(frame) }
                    }
                }
            }
        }
    }

    private func hear(_ frame: WebSocketFrame) {
        state.withLock { state in
            state.heard.append(frame.opcode)
            if frame.maskKey == nil { state.isHeardMasked = false }
        }
    }

    private static func frames(_ step: Step) -> [WebSocketFrame] {
        switch step {
        case .text(let text):
            return [WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text))]
        case .pieces(let texts):
            return texts.enumerated().map { index, text in
                WebSocketFrame(
                    fin: index == texts.count - 1, opcode: index == 0 ? .text : .continuation,
                    data: ByteBuffer(string: text))
            }
        case .ping: return [WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer(string: "p"))]
        case .close(let code):
            return [
                WebSocketFrame(
                    fin: true, opcode: .connectionClose, data: ByteBuffer(integer: code))
            ]
        case .hear, .wait: return []
        }
    }
}

/// Lets answers be written with bodies of one kind.
private final class HTTPByteBufferResponsePartHandler: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
    typealias OutboundOut = HTTPServerResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let body):
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: promise)
        case .end(let end): context.write(wrapOutboundOut(.end(end)), promise: promise)
        }
    }
}
