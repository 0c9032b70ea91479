import Synchronization

/// One request between the task that asked and the loop's thread that carries it out. Bytes that
/// flow wait here until the task takes them; when many wait, the loop stops reading.
final class CurlTransfer: Sendable {
    /// Bytes that may wait for a reader before the connection is held back; one piece more (of at
    /// most what libcurl decompresses at once) can come on top.
    static let waterline = 256 << 10

    enum Event: Sendable {
        /// `wasHeld`: the loop has to be told to go on.
        case chunk(BodyChunk, wasHeld: Bool)
        case ended(Result<DAVReply, TransportFailure>)
    }

    enum Intake: Hashable, Sendable { case taken, full, tooLong }

    private struct State: Sendable {
        var bytes: [UInt8] = []
        var flows = false
        var received = 0
        var expected: Int?
        var isHeld = false
        var isCancelled = false
        var end: Result<DAVReply, TransportFailure>?
        var reader: CheckedContinuation<Event, Never>?

        mutating func event() -> Event? {
            if flows, !bytes.isEmpty {
                defer { bytes = [] }
                let chunk = BodyChunk(bytes: bytes, received: received, expected: expected)
                defer { isHeld = false }
                return .chunk(chunk, wasHeld: isHeld)
            }
            return end.map(Event.ended)
        }
    }

    let call: CurlCall
    private let state = Mutex(State())

    init(_ call: CurlCall) {
        self.call = call
    }

    // MARK: The task's side

    /// Returns what comes next; one reader at a time.
    func next() async -> Event {
        await withCheckedContinuation { reader in
            let event = state.withLock { state in
                let event = state.event()
                if event == nil { state.reader = reader }
                return event
            }
            if let event { reader.resume(returning: event) }
        }
    }

    /// Marks it as not wanted any more; the loop has to be told too.
    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    // MARK: The loop's side

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Takes bytes of the body in.
    /// - Parameters:
    ///   - flows: whether they go to the reader at once.
    ///   - received: as `BodyChunk.received`; not negative.
    ///   - expected: as `BodyChunk.expected`.
    /// - Returns: `full` when nothing was taken and the same bytes have to come again.
    func take(
        _ bytes: UnsafeRawBufferPointer, flows: Bool, received: Int, expected: Int?
    ) -> Intake {
        let (intake, wake) = state.withLock { state -> (Intake, (() -> Void)?) in
            if flows {
                guard state.bytes.count < Self.waterline else {
                    state.isHeld = true
                    return (.full, nil)
                }
            } else if state.bytes.count + bytes.count > call.limits.answerBytes {
                return (.tooLong, nil)
            }
            state.flows = flows
            state.received = received
            state.expected = expected
            state.bytes.append(contentsOf: bytes)
            return (.taken, Self.wake(&state))
        }
        wake?()
        return intake
    }

    /// Forgets the body of an answer that another one follows.
    func clear() {
        state.withLock { if !$0.flows { $0.bytes = [] } }
    }

    /// Ends it. What flowed is read first; what did not becomes the answer's body.
    func finish(_ end: Result<DAVReply, TransportFailure>) {
        let wake = state.withLock { state -> (() -> Void)? in
            guard state.end == nil else { return nil }
            if case .success(var reply) = end, !state.flows {
                reply.body = state.bytes
                state.end = .success(reply)
                state.bytes = []
            } else {
                state.end = end
            }
            return Self.wake(&state)
        }
        wake?()
    }

    /// Returns how to hand the next event to who waits for it; to be called without the lock.
    private static func wake(_ state: inout State) -> (() -> Void)? {
        guard let reader = state.reader, let event = state.event() else { return nil }
        state.reader = nil
        return { reader.resume(returning: event) }
    }
}
