import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A tiny HTTP/1.1 server on loopback whose answers are bytes that a test writes down.
final class ScriptedServer: Sendable {
    struct Seen: Hashable, Sendable {
        var method: String
        var path: String
        /// Names in lower case.
        var headers: [String: String]
        var body: String
        /// Counts the connections, from 0.
        var connection: Int
    }

    enum Answer: Sendable {
        /// Bytes as they are; the connection stays open.
        case bytes([UInt8])
        /// Bytes, then the end.
        case last([UInt8])
        /// Nothing; the connection stays open.
        case silence
        /// A 207 with a body of so many pieces of 64 KiB, each of one letter, `a` to `z`.
        case pieces(Int)
    }

    private final class Log: Sendable {
        let seen = Mutex<[Seen]>([])
        let connections = Mutex(0)
    }

    typealias Script = @Sendable (Seen) -> Answer

    let port: Int
    let scheme: String
    private let channel: any Channel
    private let log: Log
    private let arrivals: AsyncStream<Seen>

    /// Connections that were made so far.
    var connections: Int { log.connections.withLock { $0 } }
    /// Every request so far.
    var seen: [Seen] { log.seen.withLock { $0 } }
    var url: String { "\(scheme)://127.0.0.1:\(port)/" }
    /// Another origin: the same server under another name.
    var alias: String { "\(scheme)://localhost:\(port)/" }

    init(tls: NIOSSLContext? = nil, _ script: @escaping Script) async throws {
        let (arrivals, arrived) = AsyncStream<Seen>.makeStream()
        self.arrivals = arrivals
        scheme = tls == nil ? "http" : "https"
        let log = Log()
        self.log = log
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLServerHandler(context: tls))
                    }
                    let number = log.connections.withLock { number in
                        defer { number += 1 }
                        return number
                    }
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(HTTPRequestDecoder()),
                        ScriptedConnection(number: number, script: script) { seen in
                            log.seen.withLock { $0.append(seen) }
                            arrived.yield(seen)
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func close() async {
        try? await channel.close()
    }

    /// Waits for the next request that was not waited for.
    func arrival() async {
        for await _ in arrivals { return }
    }

    /// The text of an answer with a length.
    static func answer(
        _ status: String, _ fields: [String] = [], _ body: String = ""
    ) -> Answer {
        let lines =
            ["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.utf8.count)", "", ""]
        return .bytes(Array((lines.joined(separator: "\r\n") + body).utf8))
    }
}

/// Reads requests and writes what the script says.
private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let number: Int
    private let script: ScriptedServer.Script
    private let note: (ScriptedServer.Seen) -> Void
    private var request = ScriptedServer.Seen(
        method: "", path: "", headers: [:], body: "", connection: 0)

    init(
        number: Int, script: @escaping ScriptedServer.Script,
        note: @escaping (ScriptedServer.Seen) -> Void
    ) {
        self.number = number
        self.script = script
        self.note = note
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
            request = .init(
                method: head.method.rawValue, path: head.uri,
                headers: Dictionary(headers) { $1 }, body: "", connection: number)
        case .body(let bytes):
            request.body += String(buffer: bytes)
        case .end:
            note(request)
            answer(script(request), context)
        }
    }

    private func answer(_ answer: ScriptedServer.Answer, _ context: ChannelHandlerContext) {
        switch answer {
        case .bytes(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .last(let bytes):
            context.write(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            context.flush()
            context.close(promise: nil)
        case .silence: break
        case .pieces(let count):
            let head = "HTTP/1.1 207 Multi-Status\r\nContent-Length: \(count << 16)\r\n\r\n"
            context.write(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
            for piece in 0..<count {
                let letter = UInt8(ascii: "a") + UInt8(piece % 26)
                let bytes = ByteBuffer(repeating: letter, count: 1 << 16)
                context.write(wrapOutboundOut(bytes), promise: nil)
            }
            context.flush()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
