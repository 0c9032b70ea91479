import NIOCore
import NIOHTTP2
import NIOHTTPTypesHTTP2

/// The handlers of an HTTP/2 connection; each of its streams carries one exchange.
enum HTTP2Pipeline {
    static func add(
        to channel: any Channel, exchanges: AsyncStream<Exchange>.Continuation, peer: Peer,
        limits: ServerLimits
    ) throws {
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.streams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headers),
            HTTP2Setting(parameter: .enableConnectProtocol, value: 0),
        ]
        let pipeline = channel.pipeline.syncOperations
        _ = try pipeline.configureHTTP2Pipeline(
            mode: .server, connectionConfiguration: connection,
            streamConfiguration: NIOHTTP2Handler.StreamConfiguration()
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                let streamPipeline = stream.pipeline.syncOperations
                try streamPipeline.addHandler(HTTP2FramePayloadToHTTPServerCodec())
                try streamPipeline.addHandler(
                    ExchangeHandler(limits: limits, peer: peer, exchanges: exchanges))
            }
        }
        try pipeline.addHandler(HTTP2ConnectionHandler(limits: limits, exchanges: exchanges))
    }
}

/// Closes an HTTP/2 connection that has no streams for too long, or when the server stops.
final class HTTP2ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private let limits: ServerLimits
    private let exchanges: AsyncStream<Exchange>.Continuation
    private var deadline: ConnectionDeadline?
    private var streams = 0
    private var newest = HTTP2StreamID.rootStream
    private var isStopping = false

    init(limits: ServerLimits, exchanges: AsyncStream<Exchange>.Continuation) {
        self.limits = limits
        self.exchanges = exchanges
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = ConnectionDeadline(eventLoop: context.eventLoop) { [unowned self] in
            // It is cancelled before this handler goes.
            isStopping ? context.close(promise: nil) : self.stop(context, within: limits.linger)
        }
        deadline?.set(in: limits.firstHead)
    }

    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    private func finish() {
        deadline?.cancel()
        exchanges.finish()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as NIOHTTP2StreamCreatedEvent:
            streams += 1
            newest = max(newest, event.streamID)
            if !isStopping { deadline?.clear() }
        case is StreamClosedEvent:
            streams -= 1
            guard streams == 0 else { break }
            deadline?.set(in: isStopping ? limits.linger : limits.idle)
        case is ChannelShouldQuiesceEvent: stop(context, within: limits.shutdown)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Tells the peer which requests are still answered, and lets them end.
    private func stop(_ context: ChannelHandlerContext, within bound: Duration) {
        guard !isStopping else { return }
        isStopping = true
        let goAway = HTTP2Frame.FramePayload.goAway(
            lastStreamID: newest, errorCode: .noError, opaqueData: nil)
        context.writeAndFlush(
            wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: goAway)), promise: nil)
        // Without streams a moment is enough for the peer to read it.
        deadline?.set(in: streams == 0 ? .milliseconds(1) : bound)
    }
}
