import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Writes one answer, in pieces no larger than 64 KiB. One is on its way while the next is made.
///
/// Small answers have their length in the head and go out in one write, whether they were made of
/// pieces or not; others are sent as they come. Who writes waits for each call to return.
actor AnswerWriter {
    private static let piece = 64 * 1024

    private let exchange: Exchange
    private let isHead: Bool
    private var head: HTTPResponse
    /// It may be compressed, if it turns out to be worth it.
    private let isCompressible: Bool
    private var deflater: GzipDeflater?
    private var pending: [UInt8] = []
    /// The piece that the peer's side has not taken yet.
    private var onItsWay: EventLoopFuture<Void>?
    private(set) var isHeadSent = false
    /// Bytes of the body that were sent, or for HEAD would have been.
    private(set) var sent = 0

    init(exchange: Exchange, head: HTTPResponse, isHead: Bool, isCompressible: Bool) {
        self.exchange = exchange
        self.head = head
        self.isHead = isHead
        self.isCompressible = isCompressible
    }

    /// Takes a part of the body.
    func write(_ bytes: [UInt8]) async throws {
        let bytes = deflater?.compress(bytes, isLast: false) ?? bytes
        if pending.isEmpty { pending = bytes } else { pending += bytes }
        if isCompressible, deflater == nil, pending.count >= ContentCoding.threshold { compress() }
        var start = 0
        while pending.count - start >= Self.piece {
            try await send(pending[start..<start + Self.piece])
            start += Self.piece
        }
        pending.removeFirst(start)
    }

    /// Ends the answer.
    func finish() async throws {
        if let deflater { pending += deflater.compress([], isLast: true) }
        if !isHeadSent { announceLength() }
        sent += pending.count
        var parts: [HTTPResponsePart] = isHeadSent ? [] : [.head(head)]
        if !isHead, !pending.isEmpty { parts.append(.body(ByteBuffer(bytes: pending))) }
        parts.append(.end(nil))
        try await onItsWay?.get()
        try await exchange.write(parts)
    }

    /// From here on.
    private func compress() {
        guard let deflater = GzipDeflater() else { return }
        self.deflater = deflater
        pending = deflater.compress(pending, isLast: false)
        head.headerFields[.contentEncoding] = "gzip"
        head.headerFields[.contentLength] = nil
    }

    private func announceLength() {
        switch head.status.kind {
        case .informational: return
        case .successful where head.status == .noContent: return
        case .redirection where head.status == .notModified: return
        // Who left the body of a HEAD out may still know its length.
        case _
        where isHead && sent == 0 && pending.isEmpty
            && head.headerFields[.contentLength] != nil:
            return
        default: head.headerFields[.contentLength] = "\(sent + pending.count)"
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>) async throws {
        sent += bytes.count
        // The answer to HEAD has the length that GET would have, so it is counted to the end.
        guard !isHead else { return }
        let head = isHeadSent ? [] : [HTTPResponsePart.head(head)]
        isHeadSent = true
        try await onItsWay?.get()
        onItsWay = exchange.begin(head + [.body(ByteBuffer(bytes: bytes))])
    }
}
