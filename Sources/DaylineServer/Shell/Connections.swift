import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import NIOTLS

/// What the server does with each connection it accepts: TLS and the choice of the protocol, then
/// exchanges, each answered by a task of its own.
struct Connections: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let exchanges: AsyncStream<Exchange>
    }

    /// nil for plain connections.
    let certificates: Certificates?
    let limits: ServerLimits
    let answer: @Sendable (Exchange) async -> Void

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let (exchanges, continuation) = AsyncStream.makeStream(of: Exchange.self)
        // Until the protocol is known nobody else watches the time.
        let handshake = channel.eventLoop.scheduleTask(in: TimeAmount(limits.firstHead)) {
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in
            handshake.cancel()
            continuation.finish()
        }
        return channel.eventLoop.makeCompletedFuture {
            let configure: @Sendable (Bool) throws -> Void = { isHTTP2 in
                handshake.cancel()
                try add(isHTTP2: isHTTP2, to: channel, continuation)
            }
            if let certificates {
                try addTLS(certificates, to: channel, configure)
            } else {
                try channel.pipeline.syncOperations.addHandler(PrefaceHandler(configure: configure))
            }
            return Value(channel: channel, exchanges: exchanges)
        }
    }

    /// Ends when the connection does, or has become a WebSocket.
    func handle(value: Value, logger: Logger) async {
        await withDiscardingTaskGroup { group in
            for await exchange in value.exchanges {
                group.addTask { await answer(exchange) }
            }
            // Nobody waits for what is not answered yet.
            group.cancelAll()
        }
    }

    private func addTLS(
        _ certificates: Certificates, to channel: any Channel,
        _ configure: @escaping @Sendable (Bool) throws -> Void
    ) throws {
        // With half closed connections the TLS handler would wait for a peer that said good-bye.
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(NIOSSLServerHandler(context: certificates.context))
        try pipeline.addHandler(
            ApplicationProtocolNegotiationHandler { result in
                channel.eventLoop.makeCompletedFuture {
                    switch result {
                    case .negotiated("h2"): try configure(true)
                    case .negotiated, .fallback: try configure(false)
                    }
                }
            })
    }

    private func add(
        isHTTP2: Bool, to channel: any Channel, _ exchanges: AsyncStream<Exchange>.Continuation
    ) throws {
        let peer = Peer(
            address: channel.remoteAddress?.ipAddress ?? "", isSecure: certificates != nil,
            isMultiplexed: isHTTP2)
        if isHTTP2 {
            try HTTP2Pipeline.add(to: channel, exchanges: exchanges, peer: peer, limits: limits)
        } else {
            try HTTP1Pipeline.add(
                to: channel.pipeline.syncOperations,
                exchanges: ExchangeHandler(limits: limits, peer: peer, exchanges: exchanges),
                isSecure: peer.isSecure, limits: limits)
        }
    }
}
