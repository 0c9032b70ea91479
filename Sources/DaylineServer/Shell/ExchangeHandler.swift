import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// The last handler of an HTTP/1.1 connection or an HTTP/2 stream: makes exchanges of requests,
/// one after the other, and keeps the limits of bytes and time.
///
/// A request is offered at the end of the read that brought its head. Until its body is asked for
/// nothing more is read; while it is answered neither.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ServerLimits
    private let peer: Peer
    private let exchanges: AsyncStream<Exchange>.Continuation
    private var incoming: IncomingRequest?
    /// Parts of later requests that came before the current one was answered: less than one read.
    private var later = CircularBuffer<Later>()
    private var context: ChannelHandlerContext?
    private var deadline: ConnectionDeadline?
    /// The connection is closed after this answer.
    private var isLast = false
    private var isInputClosed = false
    private var isLingering = false
    private var isReadHeld = false
    private var hasAnswered = false
    /// Writes that the peer's side did not take yet.
    private var unwritten = 0

    init(
        limits: ServerLimits, peer: Peer, exchanges: AsyncStream<Exchange>.Continuation
    ) {
        self.limits = limits
        self.peer = peer
        self.exchanges = exchanges
    }

    private enum Later {
        case part(HTTPRequestPart)
        /// The next of them is the last request.
        case last
        /// No request.
        case refused(HTTPResponse.Status)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        deadline = ConnectionDeadline(eventLoop: context.eventLoop) { [unowned self] in
            // It is cancelled before this handler goes.
            self.expired(context)
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
        context = nil
        incoming?.fail(RequestRefusal(status: .badRequest))
        incoming = nil
        if !peer.isMultiplexed { exchanges.finish() }
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isLingering else { return }
        guard incoming?.isComplete != true else { return later.append(.part(part)) }
        take(part, context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        offer(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if holdsReads { isReadHeld = true } else { context.read() }
    }

    private var holdsReads: Bool {
        guard let incoming, incoming.isOffered else { return false }
        return incoming.isComplete || !(incoming.isWanted || incoming.isAnswered)
    }

    private func resumeReads(_ context: ChannelHandlerContext) {
        guard isReadHeld, !holdsReads else { return }
        isReadHeld = false
        context.read()
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            deadline?.set(in: limits.bodyTime)
            incoming = IncomingRequest(head: head, limits: limits)
            if incoming?.refusal != nil { offer(context) }
        case .body(let bytes): incoming?.append(bytes, limit: limits.body)
        case .end:
            guard incoming?.end() == true else { return }
            deadline?.clear()
            offer(context)
            if incoming?.isAnswered == true { next(context) }
        }
    }

    /// Hands the request over, if there is one that was not.
    private func offer(_ context: ChannelHandlerContext) {
        guard let arrival = incoming?.offer() else { return }
        if case .refused = arrival { isLast = true }
        exchanges.yield(
            Exchange(
                arrival: arrival, peer: peer, channel: context.channel,
                handler: NIOLoopBound(self, eventLoop: context.eventLoop)))
    }

    /// The rest of the body is to be read.
    func wantBody(_ promise: EventLoopPromise<[UInt8]>) {
        guard let context = context, incoming != nil else {
            return promise.fail(RequestRefusal(status: .badRequest))
        }
        if incoming?.expectsContinue == true, incoming?.isComplete == false {
            incoming?.expectsContinue = false
            context.write(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            context.flush()
        }
        incoming?.want(promise)
        resumeReads(context)
    }

    // MARK: Answering

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if let promise { watch(promise.futureResult, context) }
        switch part {
        case .head(var response) where response.status.kind != .informational:
            // What is left of the body is thrown away, but not if it is much.
            isLast = isLast || incoming?.isWorthDraining == false
            if isLast, !peer.isMultiplexed { response.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(response)), promise: promise)
        case .head, .body: context.write(data, promise: promise)
        case .end:
            incoming?.isAnswered = true
            hasAnswered = true
            context.write(data, promise: promise)
        }
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if hasAnswered {
            hasAnswered = false
            answered(context)
        } else if unwritten > 0 {
            deadline?.set(in: limits.write)
        }
    }

    /// Each piece has its time.
    private func watch(_ written: EventLoopFuture<Void>, _ context: ChannelHandlerContext) {
        unwritten += 1
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        written.whenComplete { _ in bound.value.wrote(context.value) }
    }

    private func wrote(_ context: ChannelHandlerContext) {
        unwritten -= 1
        if unwritten > 0 {
            deadline?.set(in: limits.write)
        } else if isLast, incoming?.isAnswered != false {
            close(context)
        } else if let incoming {
            if incoming.isComplete { deadline?.clear() } else { deadline?.set(in: limits.bodyTime) }
        } else {
            deadline?.set(in: limits.idle)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        if isLast {
            // The answer must be out before the connection is closed.
            if unwritten > 0 { deadline?.set(in: limits.write) } else { close(context) }
        } else if incoming?.isComplete == true {
            next(context)
        } else {
            resumeReads(context)
        }
    }

    /// The next request of the connection.
    private func next(_ context: ChannelHandlerContext) {
        incoming = nil
        let idle = peer.isMultiplexed ? limits.linger : limits.idle
        deadline?.set(in: unwritten > 0 ? limits.write : idle)
        while incoming?.isComplete != true, let entry = later.popFirst() {
            switch entry {
            case .part(let part): take(part, context)
            case .last: isLast = true
            case .refused(let status): refuse(status, context)
            }
        }
        offer(context)
        if incoming == nil, isInputClosed {
            isLast = true
            return answered(context)
        }
        resumeReads(context)
    }

    // MARK: Ends

    /// A peer that still sends would lose the answer if the connection were cut at once.
    private func close(_ context: ChannelHandlerContext) {
        guard !isLingering else { return }
        guard incoming?.isComplete == false, !isInputClosed else {
            return context.close(promise: nil)
        }
        isLingering = true
        incoming = nil
        deadline?.set(in: limits.linger)
        if !peer.isMultiplexed { context.close(mode: .output, promise: nil) }
        resumeReads(context)
    }

    private func expired(_ context: ChannelHandlerContext) {
        let timeout = RequestRefusal(status: .requestTimeout)
        if incoming?.isComplete == false, incoming?.isAnswered == false, unwritten == 0 {
            isLast = true
            // If nobody answers that, the next expiry closes.
            deadline?.set(in: limits.write)
            if incoming?.fail(timeout) == true { return }
        }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let refusal as RequestRefusal: refuse(refusal.status, context)
        // Something follows the last request; nobody reads it.
        case HTTPParserError.closedConnection: return
        case HTTPParserError.headerOverflow: refuse(.requestHeaderFieldsTooLarge, context)
        case is HTTPParserError: refuse(.badRequest, context)
        default: context.close(promise: nil)
        }
    }

    /// What came is no request, or its body is none.
    private func refuse(_ status: HTTPResponse.Status, _ context: ChannelHandlerContext) {
        guard !isLingering else { return }
        guard incoming?.isComplete != true else { return later.append(.refused(status)) }
        isLast = true
        if incoming == nil { incoming = IncomingRequest(refusal: status) }
        incoming?.fail(RequestRefusal(status: status))
        offer(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is LastRequest where incoming?.isComplete == true: later.append(.last)
        case is LastRequest: isLast = true
        case is ChannelShouldQuiesceEvent:
            isLast = true
            guard incoming != nil else { return context.close(promise: nil) }
            // A deadline of its own: those of the request in progress go on.
            let context = NIOLoopBound(context, eventLoop: context.eventLoop)
            let bound = context.eventLoop.scheduleTask(in: TimeAmount(limits.shutdown)) {
                context.value.close(promise: nil)
            }
            context.value.channel.closeFuture.whenComplete { _ in bound.cancel() }
        case ChannelEvent.inputClosed where incoming == nil && unwritten == 0:
            context.close(promise: nil)
        case ChannelEvent.inputClosed: isInputClosed = true
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Another protocol

    /// Answers 101; from then on these handlers have the connection.
    func upgrade(_ fields: HTTPFields, to handlers: [any ChannelHandler]) throws {
        guard let context = context else { throw ChannelError.ioOnClosedChannel }
        let head = HTTPResponse(status: .switchingProtocols, headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.flush()
        let pipeline = context.pipeline.syncOperations
        try pipeline.addHandlers(handlers)
        let channel = context.channel
        incoming = nil
        pipeline.removeHandler(self, promise: nil)
        try HTTP1Pipeline.remove(from: pipeline)
        channel.read()
    }
}
