import NIOCore
import NIOWebSocket

/// One notification socket, on its event loop: sends what is new, in order and without gaps.
///
/// It begins by catching up: what is pushed meanwhile waits. When something was missed it catches
/// up again, so that a lost push loses nothing.
final class NotificationSocket: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private enum Phase {
        /// The log is read; these were pushed meanwhile. nil when there were too many to keep:
        /// then the log is read once more.
        case catchingUp([NotificationBatch]?)
        case live
        /// Nothing is sent any more.
        case closing
    }

    /// How many pushes wait for the log.
    private static let kept = 32

    private let limits: NotificationLimits
    /// Told when something was missed, and when the socket is gone.
    private let hub: NotificationHub
    private let member: SocketRegistry.Member
    private var frames: ClientFrames
    private var phase = Phase.catchingUp([])
    /// Everything up to here was sent.
    private var sent = Seq.zero
    private var unansweredPings = 0
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?

    init(limits: NotificationLimits, hub: NotificationHub, member: SocketRegistry.Member) {
        self.limits = limits
        self.hub = hub
        self.member = member
        self.frames = ClientFrames(limit: limits.message)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        schedulePing(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    func channelInactive(context: ChannelHandlerContext) { finish() }

    private func finish() {
        guard context != nil else { return }
        timer?.cancel()
        timer = nil
        context = nil
        phase = .closing
        hub.leave(member)
    }

    // MARK: What is new

    /// Takes what was just committed.
    func deliver(_ batch: NotificationBatch) {
        switch phase {
        case .closing: return
        case .catchingUp(let waiting):
            let isTooMuch = waiting.map { $0.count >= Self.kept } ?? true
            phase = .catchingUp(isTooMuch ? nil : (waiting ?? []) + [batch])
        case .live:
            guard let bytes = batch.frames(after: sent) else {
                phase = .catchingUp([batch])
                return hub.catchUp(member, from: .again(sent))
            }
            guard bytes.readableBytes > 0, let context else { return }
            guard context.channel.isWritable else { return cut(context) }
            sent = batch.last
            context.writeAndFlush(NIOAny(bytes), promise: nil)
        }
    }

    /// Sends a part of what was missed, and waits until the peer's side took it.
    func send(_ bytes: ByteBuffer, upTo seq: Seq) -> EventLoopFuture<Void> {
        guard let context, case .catchingUp = phase else {
            return member.channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        sent = seq
        let cutting = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let deadline = context.eventLoop.scheduleTask(in: TimeAmount(limits.write)) {
            cutting.value.0.cut(cutting.value.1)
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(NIOAny(bytes), promise: written)
        written.futureResult.whenComplete { _ in deadline.cancel() }
        return written.futureResult
    }

    /// What is to be done after the log was read to its end.
    enum Next: Sendable {
        /// It is up to date and gets what is pushed.
        case live
        /// These were pushed meanwhile.
        case send(ByteBuffer, upTo: Seq)
        /// Something is missing between.
        case readAgain(after: Seq)
        case closed
    }

    func next() -> Next {
        guard case .catchingUp(let waiting) = phase else { return .closed }
        guard let waiting else {
            phase = .catchingUp([])
            return .readAgain(after: sent)
        }
        var bytes = ByteBuffer()
        var last = sent
        for (index, batch) in waiting.enumerated() {
            guard var new = batch.frames(after: last) else {
                phase = .catchingUp(Array(waiting[index...]))
                return bytes.readableBytes > 0
                    ? .send(bytes, upTo: last) : .readAgain(after: sent)
            }
            bytes.writeBuffer(&new)
            last = max(last, batch.last)
        }
        phase = bytes.readableBytes > 0 ? .catchingUp([]) : .live
        return bytes.readableBytes > 0 ? .send(bytes, upTo: last) : .live
    }

    // MARK: What the client says

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        unansweredPings = 0
        switch frames.handle(frame) {
        case .none: return
        case .pong(let data):
            guard case .closing = phase else { return answer(ServerFrames.pong(data), context) }
        case .close(let code): close(code)
        case .closed(let code):
            if case .closing = phase { return context.close(promise: nil) }
            close(code)
        }
    }

    /// Pongs wait in the same queue as everything else.
    private func answer(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard context.channel.isWritable else { return cut(context) }
        context.writeAndFlush(NIOAny(bytes), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: close(.tooLarge)
        case is NIOWebSocketError: close(.protocolError)
        default: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: close(.goingAway)
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Ends

    /// Begins the closing handshake, or ends it; the peer has a moment for its part.
    func close(_ code: ClientFrames.Code) {
        guard let context else { return }
        if case .closing = phase { return }
        phase = .closing
        context.writeAndFlush(NIOAny(ServerFrames.close(code)), promise: nil)
        timer?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: TimeAmount(limits.close)) {
            bound.value.close(promise: nil)
        }
    }

    /// Without a word: the peer does not read.
    private func cut(_ context: ChannelHandlerContext) {
        phase = .closing
        hub.noteCut()
        context.close(promise: nil)
    }

    private func schedulePing(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: TimeAmount(limits.ping)) {
            bound.value.0.ping(bound.value.1)
        }
    }

    private func ping(_ context: ChannelHandlerContext) {
        guard unansweredPings < 2 else { return cut(context) }
        unansweredPings += 1
        answer(ServerFrames.ping(), context)
        if case .closing = phase { return }
        schedulePing(context)
    }
}
