import Synchronization

/// Tells when all listeners accept connections.
final class ReadyCount: Sendable {
    private let left: Mutex<Int>

    init(expected: Int) { left = Mutex(expected) }

    /// True for the last one.
    func isLast() -> Bool {
        left.withLock { left in
            left -= 1
            return left == 0
        }
    }
}
