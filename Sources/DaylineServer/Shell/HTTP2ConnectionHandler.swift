import NIOCore
import NIOHTTP2

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
