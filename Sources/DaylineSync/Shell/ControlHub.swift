import Control
import Synchronization

/// Tells everybody who listens what happens. Whoever does not read is cut off: nothing is kept for
/// them without end.
final class ControlHub: Sendable {
    /// Messages that may wait for one client.
    static let backlog = 256

    /// One who listens.
    private struct Listener: Sendable {
        let continuation: AsyncStream<ControlMessage>.Continuation
        let cutOff: @Sendable () -> Void
    }

    private struct State: Sendable {
        var listeners: [Int: Listener] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// How many listen.
    var count: Int { state.withLock { $0.listeners.count } }

    /// - Returns: a number to leave with.
    func join(
        _ continuation: AsyncStream<ControlMessage>.Continuation,
        cutOff: @escaping @Sendable () -> Void
    ) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(continuation: continuation, cutOff: cutOff)
            return state.next
        }
    }

    func leave(_ number: Int) { state.withLock { _ = $0.listeners.removeValue(forKey: number) } }

    func tell(_ message: ControlMessage) {
        let slow = state.withLock { state in
            let slow = state.listeners.filter { _, listener in
                if case .dropped = listener.continuation.yield(message) { return true }
                return false
            }
            for number in slow.keys { state.listeners[number] = nil }
            return slow.values
        }
        for listener in slow { listener.cutOff() }
    }
}
