import Core
import Foundation
import GRDB
import Synchronization

/// The server's database file: one writer whose waiting writes share commits, a few readers, and
/// a checkpointer that keeps its work out of the writer's way.
///
/// Invariant: what `write` returned from is on the disk (`synchronous=FULL`).
final class ServerDatabase: Sendable {
    private let pool: DatabasePool
    private let committer: GroupCommitter
    private let checkpointer: Checkpointer
    let path: String

    /// KiB of pages that each connection keeps.
    private static let writerPages = 8192
    private static let readerPages = 2048
    /// Connections that read; never fewer than threads that run requests.
    static let readers = max(4, ProcessInfo.processInfo.activeProcessorCount + 1)

    /// Opens the file, creating it (mode 0600) where there is none, and migrates it.
    ///
    /// - Parameters:
    ///   - busyTimeout: seconds to wait for another process that writes.
    ///   - epoch: names the history when the file is new.
    ///   - afterBatch: called on the writer's queue after each attempt to commit.
    /// - Throws: `StoreError`.
    static func open(
        at path: String, busyTimeout: Double = 5, epoch: String,
        afterBatch: @escaping @Sendable (_ isCommitted: Bool) -> Void = { _ in }
    ) throws(StoreError) -> ServerDatabase {
        do {
            try ServerFile.create(path)
            let configuration = configuration(busyTimeout)
            try ServerFile.refuseForeign(path, configuration)
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try ServerFile.prepare(database, path: path, epoch: epoch)
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
                        PRAGMA cache_size = -\(writerPages)
                        """)
            }
            return ServerDatabase(pool, path: path, busyTimeout: busyTimeout, afterBatch)
        } catch {
            if case .some(.readOnly(let reason)) = Optional(StoreError(error)) {
                throw .cannotOpen(path: path, reason: reason)
            }
            throw StoreError(error)
        }
    }

    private init(
        _ pool: DatabasePool, path: String, busyTimeout: Double,
        _ afterBatch: @escaping @Sendable (_ isCommitted: Bool) -> Void
    ) {
        let checkpointer = Checkpointer(path: path, busyTimeout: busyTimeout)
        self.pool = pool
        self.path = path
        self.checkpointer = checkpointer
        committer = GroupCommitter(pool) { database, isCommitted in
            afterBatch(isCommitted)
            checkpointer.noteCommit(of: database)
        }
    }

    private static func configuration(_ busyTimeout: Double) -> Configuration {
        var configuration = Configuration()
        configuration.label = "server"
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = readers
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(readerPages)")
        }
        return configuration
    }

    /// Runs `body` in a transaction; returns when it is on the disk. `body` may run more than once.
    /// - Parameter isAwaited: somebody waits for an answer.
    func write<Result: Sendable>(
        isAwaited: Bool = false, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try await committer.write(isAwaited: isAwaited, body)
    }

    /// Runs `body` at one moment of the database, on the thread of the caller: most reads are
    /// shorter than a change of threads, and there are more connections than threads that call.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try readNow(body)
    }

    private func readNow<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try pool.read(body)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Why nothing can be written any more; nil while all is well.
    var failure: StoreError? { committer.failure }
    /// How many writes wait.
    var writesWaiting: Int { committer.depth }
    /// What the checkpointer has done.
    var checkpoints: CheckpointCounts { checkpointer.counts }

    /// Finishes accepted writes and closes the file.
    func close() throws {
        committer.close()
        checkpointer.close()
        // The connection that is closed last empties the log into the file, unless it only reads;
        // the pool closes the writer first. What a failing disk holds is for the next start to see.
        if failure == nil { pool.invalidateReadOnlyConnections() }
        try pool.close()
    }
}
