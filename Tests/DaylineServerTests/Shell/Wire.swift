import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A connection to the server under test that says exactly the bytes it is given. One reader at a
/// time.
final class Wire: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    /// - Parameter tls: nil for a plain connection.
    static func connect(_ port: Int, tls: NIOSSLContext? = nil) async throws -> Wire {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: tls == nil)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        try pipeline.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                    }
                    try pipeline.addHandler(Collector(inbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return Wire(channel: channel, inbox: inbox)
    }

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// A peer that is gone takes nothing, which is what many tests wait for.
    func send(_ text: String) async { await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async {
        try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Nothing more will be said.
    func finish() async throws { try await channel.close(mode: .output).get() }

    func close() async throws { try await channel.close().get() }

    /// Stops and starts reading.
    func setReading(_ isReading: Bool) async throws {
        try await channel.setOption(.autoRead, value: isReading).get()
    }

    /// Everything until the server closes.
    func rest() async -> String { String(decoding: await restBytes(), as: UTF8.self) }

    func restBytes() async -> [UInt8] { await inbox.take { $1 ? $0.count : nil } ?? [] }

    /// Everything up to and with some text; nil when the server closes before.
    func read(until text: String) async -> String? {
        let wanted = Array(text.utf8)
        return await inbox.take { bytes, _ in bytes.firstRange(of: wanted)?.upperBound }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// So many bytes; nil when the server closes before.
    func read(_ count: Int) async -> [UInt8]? {
        await inbox.take { bytes, _ in bytes.count >= count ? count : nil }
    }
}

/// What arrived and was not read yet.
private final class Inbox: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isClosed = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func add(_ bytes: ByteBuffer) { change { $0.bytes += bytes.readableBytesView } }
    func close() { change { $0.isClosed = true } }

    private func change(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Takes as many bytes as `count` says, once it says a number.
    /// - Returns: nil when everything has come and it says none.
    func take(_ count: (_ bytes: [UInt8], _ isClosed: Bool) -> Int?) async -> [UInt8]? {
        while true {
            let (taken, isClosed, size) = state.withLock { state in
                let taken = count(state.bytes, state.isClosed).map { Array(state.bytes.prefix($0)) }
                state.bytes.removeFirst(taken?.count ?? 0)
                return (taken, state.isClosed, state.bytes.count)
            }
            if taken != nil || isClosed { return taken }
            await withCheckedContinuation { continuation in
                let hasChanged = state.withLock { state in
                    if state.bytes.count != size || state.isClosed { return true }
                    state.waiter = continuation
                    return false
                }
                if hasChanged { continuation.resume() }
            }
        }
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.add(unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { inbox.close() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.close()
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { inbox.close() }
}
