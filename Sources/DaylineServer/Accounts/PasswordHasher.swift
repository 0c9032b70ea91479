import Dispatch
import Synchronization

/// Hashes passwords on threads of its own, two at a time, so that logins never take the threads
/// or the memory that requests need.
final class PasswordHasher: Sendable {
    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
        var count = 0
    }

    let cost: PasswordCost
    private let capacity: Int
    private let queue = DispatchQueue(
        label: "dayline.passwords", qos: .userInitiated, attributes: .concurrent)
    private let state = Mutex(State())

    /// How many hashes are computed at the same time.
    static let parallel = 2

    /// - Parameter capacity: how many may wait for their turn.
    init(cost: PasswordCost = .standard, capacity: Int = 32) {
        self.cost = cost
        self.capacity = capacity
    }

    /// How many hashes were begun.
    var count: Int { state.withLock { $0.count } }

    /// - Throws: `PasswordHashError`.
    func hash(_ password: [UInt8]) async throws -> String {
        let prepared = PasswordText.prepared(password)
        return try await run { [cost] in Result { try Argon2id.hash(prepared, cost) } }.get()
    }

    /// Whether the stored hash is of this password. Without a stored hash it takes as long, and
    /// says no.
    ///
    /// - Throws: `PasswordHashError.busy`.
    func verify(_ password: [UInt8], against stored: String?) async throws -> Bool {
        let prepared = PasswordText.prepared(password)
        let text = stored ?? Argon2id.decoy(cost)
        return try await run { Argon2id.verify(prepared, against: text) } && stored != nil
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            let isAccepted = submit {
                continuation.resume(returning: work())
                self.finish()
            }
            if !isAccepted { continuation.resume(throwing: PasswordHashError.busy) }
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.running < Self.parallel {
                state.running += 1
                queue.async(execute: job)
            } else if state.waiting.count < capacity {
                state.waiting.append(job)
            } else {
                return false
            }
            state.count += 1
            return true
        }
    }

    private func finish() {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.running -= 1
            } else {
                queue.async(execute: state.waiting.removeFirst())
            }
        }
    }
}
