import NIOCore

/// Looks at the first bytes of a plain connection: HTTP/2 with prior knowledge (RFC 9113 §3.3)
/// begins with its preface, everything else is HTTP/1.1.
final class PrefaceHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    private var seen = ByteBuffer()
    /// Adds the handlers for what it is.
    private let configure: (_ isHTTP2: Bool) throws -> Void

    init(configure: @escaping (_ isHTTP2: Bool) throws -> Void) { self.configure = configure }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        seen.writeBuffer(&bytes)
        let start = seen.readableBytesView.prefix(Self.preface.count)
        let isPreface = start.elementsEqual(Self.preface.prefix(start.count))
        guard !isPreface || start.count == Self.preface.count else { return }
        do {
            try configure(isPreface)
            context.fireChannelRead(wrapInboundOut(seen))
            context.fireChannelReadComplete()
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent, ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }
}
