import Dispatch
import GRDB
import Synchronization

/// Lets writes that wait at the same time share one transaction, and so one sync of the disk.
///
/// Invariant: a job is told of success only after the commit that holds it has returned.
final class GroupCommitter: Sendable {
    private struct State {
        var waiting: [any WriteJob] = []
        var isDraining = false
        /// How many shared the last commit: more than one tells that others are about to write.
        var lastCount = 0
        var isClosed = false
        /// Set when the disk failed to sync: what it holds is then unknown until it is read again.
        var failure: StoreError?
    }

    private let pool: DatabasePool
    private let queue = DispatchQueue(label: "dayline.writer", qos: .userInitiated)
    private let state = Mutex(State())
    /// Called after each attempt to commit, by one thread at a time.
    private let afterBatch: @Sendable (Database, _ isCommitted: Bool) -> Void

    /// The most jobs of one transaction: bounds how long the first of them waits.
    static let batchLimit = 256

    init(
        _ pool: DatabasePool,
        afterBatch: @escaping @Sendable (Database, _ isCommitted: Bool) -> Void
    ) {
        self.pool = pool
        self.afterBatch = afterBatch
    }

    /// Why nothing can be written any more; nil while all is well.
    var failure: StoreError? { state.withLock { $0.failure } }

    /// How many writes wait.
    var depth: Int { state.withLock { $0.waiting.count } }

    /// Runs `body` in a transaction; returns when it is on the disk.
    ///
    /// - Parameter isAwaited: somebody waits for an answer. When nobody else seems to write, it
    ///   is committed on the thread of the caller, because a change of threads takes as long as
    ///   a commit; others gather for the writer's thread, so that they share one.
    func write<Result: Sendable>(
        isAwaited: Bool = false, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            submit(TypedWriteJob(body, continuation), isAwaited: isAwaited)
        }
    }

    private enum Admission {
        case refused(StoreError)
        /// Another thread commits, and will see the job.
        case waits
        /// Nobody commits, so the caller does.
        case leads
        /// Nobody commits, and the writer's thread is to.
        case wakesWriter
    }

    private func submit(_ job: any WriteJob, isAwaited: Bool) {
        let admission: Admission = state.withLock { state in
            if state.isClosed { return .refused(.closed) }
            if let failure = state.failure { return .refused(failure) }
            state.waiting.append(job)
            if state.isDraining { return .waits }
            state.isDraining = true
            return isAwaited && state.lastCount < 2 ? .leads : .wakesWriter
        }
        switch admission {
        case .refused(let reason): job.finish(commitError: reason)
        case .waits: break
        case .leads: queue.sync(execute: lead)
        case .wakesWriter: queue.async { self.drain() }
        }
    }

    /// Commits once here; what has come meanwhile is for the writer's thread.
    private func lead() {
        if let batch = nextBatch() { commit(batch) }
        let isDone = state.withLock { state in
            if state.waiting.isEmpty { state.isDraining = false }
            return state.waiting.isEmpty
        }
        if !isDone { queue.async { self.drain() } }
    }

    /// Refuses further writes and waits for those that were accepted.
    func close() {
        state.withLock { $0.isClosed = true }
        // Who was let in to commit may be on the way to the queue still.
        repeat { queue.sync {} } while state.withLock { $0.isDraining }
    }

    private func drain() {
        while let batch = nextBatch() { commit(batch) }
    }

    private func nextBatch() -> [any WriteJob]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let batch = state.waiting.prefix(Self.batchLimit)
            state.lastCount = batch.count
            state.waiting.removeFirst(batch.count)
            return Array(batch)
        }
    }

    private func commit(_ batch: [any WriteJob]) {
        if let failure { return batch.forEach { $0.finish(commitError: failure) } }
        do {
            try transact(batch)
            batch.forEach { $0.finish(commitError: nil) }
        } catch {
            let reason = StoreError(error)
            // One that is too large for the disk must not take the others with it.
            if batch.count > 1, !isFinal(reason) { return batch.forEach { commit([$0]) } }
            if isFinal(reason) { state.withLock { $0.failure = reason } }
            batch.forEach { $0.finish(commitError: reason) }
        }
    }

    /// Whether what the disk holds is unknown from now on.
    private func isFinal(_ error: StoreError) -> Bool {
        switch error {
        case .readOnly, .damaged: true
        case .full, .cannotOpen, .newerSchema, .fenced, .busy, .closed: false
        }
    }

    private func transact(_ batch: [any WriteJob]) throws {
        try pool.writeWithoutTransaction { database in
            do {
                try database.beginTransaction(.immediate)
                for job in batch { try run(job, database) }
                try database.commit()
                afterBatch(database, true)
            } catch {
                if database.isInsideTransaction { try? database.rollback() }
                afterBatch(database, false)
                throw error
            }
        }
    }

    private func run(_ job: any WriteJob, _ database: Database) throws {
        try SQLCommand.savepoint.run(database)
        if !job.run(database) {
            // SQLite gives up the whole transaction when the disk is full or fails.
            guard database.isInsideTransaction else { throw StoreError.full }
            try SQLCommand.rollback.run(database)
        }
        try SQLCommand.release.run(database)
    }
}

/// Statements of every job; cached, because they are run thousands of times a second.
private enum SQLCommand: String {
    case savepoint = "SAVEPOINT job"
    case rollback = "ROLLBACK TO job"
    case release = "RELEASE job"

    func run(_ database: Database) throws {
        try database.cachedStatement(sql: rawValue).execute()
    }
}
