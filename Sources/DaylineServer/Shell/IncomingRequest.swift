import HTTPTypes
import NIOCore

/// A request as far as it was read, and what its limits make of it.
struct IncomingRequest {
    /// nil when what came is no request.
    private let head: HTTPRequest?
    /// From `Content-Length`.
    private let announced: Int?
    private var body: [UInt8] = []
    private var received = 0
    private var promise: EventLoopPromise<[UInt8]>?

    /// Why it is not served.
    private(set) var refusal: RequestRefusal?
    /// Its end was read.
    private(set) var isComplete = false
    private(set) var isOffered = false
    /// Somebody asked for the body.
    private(set) var isWanted = false
    /// The answer was written; what is left of the body is thrown away.
    var isAnswered = false
    /// The body comes after a 100 only (RFC 9110 §10.1.1).
    var expectsContinue: Bool

    init(head: HTTPRequest, limits: ServerLimits) {
        self.head = head
        self.announced = head.headerFields[.contentLength].flatMap { Int($0) }
        let expectation = head.headerFields[.expect]
        self.expectsContinue = expectation?.lowercased() == "100-continue"
        if head.path.map({ $0.utf8.count > limits.target }) != false {
            refuse(.uriTooLong)
        } else if let announced, announced > limits.body {
            refuse(.contentTooLarge)
        } else if expectation != nil, !expectsContinue {
            refuse(.expectationFailed)
        }
    }

    init(refusal: HTTPResponse.Status) {
        self.head = nil
        self.announced = nil
        self.expectsContinue = false
        self.refusal = RequestRefusal(status: refusal)
    }

    private mutating func refuse(_ status: HTTPResponse.Status) {
        refusal = RequestRefusal(status: status)
    }

    mutating func append(_ bytes: ByteBuffer, limit: Int) {
        received += bytes.readableBytes
        guard refusal == nil, !isAnswered else { return }
        if received > limit {
            fail(RequestRefusal(status: .contentTooLarge))
        } else {
            if body.isEmpty { body.reserveCapacity(min(announced ?? 0, 64 * 1024)) }
            body.append(contentsOf: bytes.readableBytesView)
        }
    }

    /// The end was read.
    /// - Returns: false when it had failed before.
    mutating func end() -> Bool {
        guard refusal == nil else { return false }
        isComplete = true
        promise?.succeed(body)
        promise = nil
        return true
    }

    /// What to hand over; nil when that was done.
    mutating func offer() -> Exchange.Arrival? {
        guard !isOffered else { return nil }
        isOffered = true
        if let refusal { return .refused(refusal.status) }
        return head.map { .request($0, body: isComplete ? body : nil) }
    }

    mutating func want(_ promise: EventLoopPromise<[UInt8]>) {
        isWanted = true
        if let refusal {
            promise.fail(refusal)
        } else if isComplete {
            promise.succeed(body)
        } else {
            self.promise = promise
        }
    }

    /// The body will not come whole.
    /// - Returns: false when that was known.
    @discardableResult
    mutating func fail(_ refusal: RequestRefusal) -> Bool {
        guard self.refusal == nil, !isComplete else { return false }
        self.refusal = refusal
        body = []
        promise?.fail(refusal)
        promise = nil
        return true
    }

    /// Whether the rest of the body is better read and thrown away than the connection closed.
    var isWorthDraining: Bool {
        guard !isComplete else { return true }
        guard refusal == nil, !expectsContinue, let announced else { return false }
        return announced - received <= 64 * 1024
    }
}
