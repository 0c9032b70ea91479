import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// A request that arrived, and the way to answer it. It must be answered once.
struct Exchange: Sendable {
    /// What came.
    enum Arrival: Sendable {
        /// A head; the body is whole, or comes when it is asked for.
        case request(HTTPRequest, body: [UInt8]?)
        /// No request; all that can be answered is why.
        case refused(HTTPResponse.Status)
    }

    let arrival: Arrival
    let peer: Peer
    let channel: any Channel
    let handler: NIOLoopBound<ExchangeHandler>

    /// The whole body as it was sent. A body that was not asked for is not read, so that nobody
    /// fills the memory who may not.
    func body() async throws(RequestRefusal) -> [UInt8] {
        if case .request(_, .some(let body)) = arrival { return body }
        let promise = channel.eventLoop.makePromise(of: [UInt8].self)
        channel.eventLoop.execute { handler.value.wantBody(promise) }
        do {
            return try await promise.futureResult.get()
        } catch {
            throw error as? RequestRefusal ?? RequestRefusal(status: .badRequest)
        }
    }

    /// Sends parts of the answer.
    /// - Throws: when the peer is gone, or took too long.
    func write(_ parts: [HTTPResponsePart]) async throws {
        try await begin(parts).get()
    }

    /// Begins to send parts of the answer.
    /// - Returns: what is fulfilled when the peer's side took them.
    func begin(_ parts: [HTTPResponsePart]) -> EventLoopFuture<Void> {
        guard let last = parts.last else { return channel.eventLoop.makeSucceededVoidFuture() }
        let promise = channel.eventLoop.makePromise(of: Void.self)
        channel.eventLoop.execute {
            for part in parts.dropLast() { channel.write(part, promise: nil) }
            channel.writeAndFlush(last, promise: promise)
        }
        return promise.futureResult
    }

    /// Ends the connection in the midst of an answer.
    func abort() { channel.close(promise: nil) }

    /// Answers 101 and gives the connection to other handlers (RFC 9110 §7.8).
    /// - Parameter handlers: made on the event loop; they see bytes.
    func upgrade(
        _ fields: HTTPFields,
        to handlers: @escaping @Sendable () throws -> [any ChannelHandler]
    ) async throws {
        let handler = handler
        try await channel.eventLoop.submit {
            try handler.value.upgrade(fields, to: try handlers())
        }.get()
    }
}

/// Whom a connection connects to.
struct Peer: Hashable, Sendable {
    /// Without port.
    let address: String
    let isSecure: Bool
    /// HTTP/2: there are other requests on the connection, and no upgrade.
    let isMultiplexed: Bool
}
