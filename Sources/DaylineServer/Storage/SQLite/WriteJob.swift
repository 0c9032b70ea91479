import GRDB
import Synchronization

/// A write that waits for its turn in a group commit.
///
/// A job runs inside a transaction that others share, each in a savepoint of its own, and is told
/// once that transaction is on the disk.
protocol WriteJob: AnyObject, Sendable {
    /// Does the work, again if need be. Never throws: what `body` throws waits for `finish`.
    /// - Returns: whether it succeeded.
    func run(_ database: Database) -> Bool
    /// Ends the wait of the caller: with the outcome of `run`, or with a failed commit.
    func finish(commitError: (any Error)?)
}

/// A job with a result.
final class TypedWriteJob<Result: Sendable>: WriteJob {
    private let body: @Sendable (Database) throws -> Result
    private let continuation: CheckedContinuation<Result, any Error>
    private let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)

    init(
        _ body: @escaping @Sendable (Database) throws -> Result,
        _ continuation: CheckedContinuation<Result, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ database: Database) -> Bool {
        let result = Swift.Result { try body(database) }
        outcome.withLock { $0 = result }
        if case .success = result { return true }
        return false
    }

    func finish(commitError: (any Error)?) {
        let result = outcome.withLock { $0 }
        switch (result, commitError) {
        case (.failure(let error), _): continuation.resume(throwing: error)
        case (.success, .some(let error)), (nil, .some(let error)):
            continuation.resume(throwing: error)
        case (.success(let value), nil): continuation.resume(returning: value)
        case (nil, nil): continuation.resume(throwing: StoreError.closed)
        }
    }
}
