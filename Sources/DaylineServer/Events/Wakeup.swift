import Synchronization

/// Asks one who waits to look again. Calls before it looks count once, and a call while nobody
/// waits is kept.
final class Wakeup: Sendable {
    private enum State {
        case quiet
        case called
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    func call() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            if case .waiting(let continuation) = state {
                state = .quiet
                return continuation
            }
            state = .called
            return nil
        }
        waiter?.resume()
    }

    /// Waits for a call, but not longer than `limit`. One at a time may wait. Ends at once when
    /// the task is cancelled.
    func wait(atMost limit: Duration, _ world: World) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                if (try? await world.sleep(limit)) != nil { self.call() }
            }
            await withTaskCancellationHandler(operation: wait, onCancel: call)
            group.cancelAll()
        }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let isCalled = state.withLock { state in
                if case .quiet = state {
                    state = .waiting(continuation)
                    return false
                }
                state = .quiet
                return true
            }
            if isCalled { continuation.resume() }
        }
    }
}
