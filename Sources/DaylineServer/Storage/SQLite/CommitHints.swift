import Synchronization

/// Tells who waits that something was committed. A hint only says: look.
final class CommitHints: Sendable {
    private struct State {
        var hasEvents = false
        var listeners: [AsyncStream<Void>.Continuation] = []
    }
    private let state = Mutex(State())

    /// Each listener has a stream of its own; hints that nobody has taken yet become one.
    func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    /// The transaction that is open has made a domain event.
    func noteEvent() { state.withLock { $0.hasEvents = true } }

    /// The transaction has ended.
    func finishBatch(isCommitted: Bool) {
        let listeners = state.withLock { state in
            defer { state.hasEvents = false }
            return state.hasEvents && isCommitted ? state.listeners : []
        }
        for listener in listeners { listener.yield() }
    }
}
