import Control
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Serves the control socket (dayline-sync(1), “CONTROL SOCKET”).
struct ControlServer: Sendable {
    /// Requests of one connection that are carried out at a time.
    static let parallel = 16
    /// Connections at a time.
    static let connections = 64

    let listener: ControlListener
    let hub: ControlHub
    let group: any EventLoopGroup
    let logger: Logger
    /// What is said to a request. May take as long as the request does.
    let answer: @Sendable (ControlRequest) async -> [ControlMessage]

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Runs until it is cancelled.
    func run() async throws {
        let server = try await ServerBootstrap(group: group)
            .bind(listener.descriptor) { channel in
                channel.eventLoop.makeCompletedFuture {
                    // Bytes that the client has not taken yet are kept up to here.
                    let marks = ChannelOptions.Types.WriteBufferWaterMark(
                        low: 1 << 14, high: 1 << 16)
                    try channel.syncOptions?.setOption(.writeBufferWaterMark, value: marks)
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        defer { listener.remove() }
        try await server.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                let open = ConnectionCount(limit: Self.connections)
                for try await client in clients {
                    guard open.begin() else {
                        try? await client.channel.close()
                        continue
                    }
                    group.addTask {
                        await serve(client)
                        open.end()
                    }
                }
            }
        }
    }

    private func serve(_ client: Connection) async {
        do {
            guard try await ControlPeer.isOurs(client.channel) else {
                logger.warning("somebody else at the control socket was sent away")
                return try await client.channel.close()
            }
            try await client.executeThenClose { inbound, outbound in
                let talk = ControlTalk(hub: hub, channel: client.channel, answer: answer)
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        for await message in talk.messages {
                            try await outbound.write(ByteBuffer(bytes: ControlCodec.line(message)))
                        }
                    }
                    group.addTask {
                        defer { talk.end() }
                        try await talk.listen(to: inbound)
                    }
                    try await group.waitForAll()
                }
            }
        } catch {
            // The client has gone, or was cut off.
            logger.debug("a client has gone", metadata: ["reason": "\(error)"])
        }
    }
}

/// One client and what is said to it.
private struct ControlTalk: Sendable {
    let messages: AsyncStream<ControlMessage>
    private let say: AsyncStream<ControlMessage>.Continuation
    private let hub: ControlHub
    private let channel: any Channel
    private let answer: @Sendable (ControlRequest) async -> [ControlMessage]
    private let running = ConnectionCount(limit: ControlServer.parallel)

    init(
        hub: ControlHub, channel: any Channel,
        answer: @escaping @Sendable (ControlRequest) async -> [ControlMessage]
    ) {
        (messages, say) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(ControlHub.backlog))
        self.hub = hub
        self.channel = channel
        self.answer = answer
        say.yield(
            .hello(
                version: SyncVersion.current, protocolVersion: ControlCodec.protocolVersion))
    }

    func end() { say.finish() }

    /// Returns when the client has nothing more to say; what it asked for is given up then.
    func listen(to inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws {
        var buffer = LineBuffer(limit: ControlCodec.longestRequest)
        var member: Int?
        defer { if let member { hub.leave(member) } }
        try await withThrowingDiscardingTaskGroup { group in
            for try await bytes in inbound {
                buffer.append(bytes.readableBytesView)
                do throws(LineTooLong) {
                    while let line = try buffer.next() {
                        take(ControlCodec.request(line), &member, in: &group)
                    }
                } catch {
                    let limit = ControlCodec.longestRequest
                    say.yield(.error(text: "a line has at most \(limit) bytes"))
                    break
                }
            }
            group.cancelAll()
        }
    }

    private func take(
        _ request: ControlRequest?, _ member: inout Int?,
        in group: inout ThrowingDiscardingTaskGroup<any Error>
    ) {
        guard let request else {
            say.yield(.error(text: "no request that is known"))
            return
        }
        if request == .subscribe, member == nil {
            member = hub.join(say) { [channel] in channel.close(promise: nil) }
        }
        guard running.begin() else {
            say.yield(.error(text: "too many requests at a time"))
            return
        }
        group.addTask {
            for message in await answer(request) { say.yield(message) }
            running.end()
        }
    }
}

/// Counts up to a limit.
private final class ConnectionCount: Sendable {
    private let limit: Int
    private let count = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// - Returns: false when there are as many as there may be.
    func begin() -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func end() { count.withLock { $0 -= 1 } }
}
