import Synchronization

/// Lets one at a time do something about a name; the others wait in the order they came.
final class LoginTurns: Sendable {
    private typealias Waiting = [CheckedContinuation<Void, Never>]
    /// A name is here while it is somebody's turn.
    private let waiting = Mutex<[String: Waiting]>([:])
    private let capacity: Int

    /// - Parameter capacity: how many may wait for one name.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Runs `body` when it is its turn.
    /// - Returns: nil when too many wait already.
    func run<Result: Sendable>(
        _ name: String, _ body: () async throws -> Result
    ) async rethrows -> Result? {
        guard await take(name) else { return nil }
        defer { pass(name) }
        return try await body()
    }

    private func take(_ name: String) async -> Bool {
        let isMine = waiting.withLock { waiting in
            if waiting[name] != nil { return false }
            waiting[name] = []
            return true
        }
        if isMine { return true }
        var isAccepted = true
        await withCheckedContinuation { continuation in
            let mayGoOn = waiting.withLock { waiting in
                guard let others = waiting[name] else {
                    waiting[name] = []
                    return true
                }
                guard others.count < capacity else {
                    isAccepted = false
                    return true
                }
                waiting[name] = others + [continuation]
                return false
            }
            if mayGoOn { continuation.resume() }
        }
        return isAccepted
    }

    private func pass(_ name: String) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard var others = waiting[name], !others.isEmpty else {
                waiting[name] = nil
                return nil
            }
            let next = others.removeFirst()
            waiting[name] = others
            return next
        }
        next?.resume()
    }
}
