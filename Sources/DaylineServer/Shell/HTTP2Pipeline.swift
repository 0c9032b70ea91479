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
