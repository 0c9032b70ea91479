import NIOCore
import NIOHTTP1

/// The handlers of an HTTP/1.1 connection.
enum HTTP1Pipeline {
    static func add(
        to pipeline: ChannelPipeline.SynchronousOperations, exchanges: ExchangeHandler,
        isSecure: Bool, limits: ServerLimits
    ) throws {
        var sizes = NIOHTTPDecoderLimitConfiguration()
        sizes.maxHeaderFieldSize = limits.headerField
        sizes.maxHeaderListSize = limits.headers
        sizes.maxHeaderFieldCount = limits.headerCount
        let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .forwardBytes, limitConfiguration: sizes)
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(ByteToMessageHandler(decoder))
        try pipeline.addHandler(HTTP1Codec(isSecure: isSecure))
        try pipeline.addHandler(exchanges)
    }

    /// Takes them out again, all but the last, which does it itself. Bytes that were read too far
    /// go to what comes after them.
    static func remove(from pipeline: ChannelPipeline.SynchronousOperations) throws {
        let codec = try pipeline.handler(type: HTTP1Codec.self)
        let encoder = try pipeline.handler(type: HTTPResponseEncoder.self)
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        pipeline.removeHandler(codec, promise: nil)
        pipeline.removeHandler(encoder, promise: nil)
        pipeline.removeHandler(decoder, promise: nil)
    }
}
