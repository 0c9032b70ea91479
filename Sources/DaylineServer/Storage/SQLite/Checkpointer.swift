import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// What moving the write-ahead log into the database has cost so far.
struct CheckpointCounts: Hashable, Sendable {
    /// How many were made.
    var count = 0
    /// How many of them failed, or could not move all pages.
    var incomplete = 0
    /// All together.
    var nanoseconds = 0
    /// Pages in the log after the last one.
    var pagesLeft = 0
}

/// Moves the write-ahead log into the database on a connection and a queue of its own, so that no
/// commit waits for it.
final class Checkpointer: Sendable {
    private struct State {
        var pagesSince = 0
        var isRunning = false
        var counts = CheckpointCounts()
        var connection: DatabaseQueue?
    }

    private let path: String
    private let busyTimeout: Double
    private let queue = DispatchQueue(label: "dayline.checkpoint", qos: .utility)
    private let state = Mutex(State())

    /// Pages that are written before the next checkpoint (4 MiB). With four times as many, commits
    /// wait longer for the disk that a checkpoint keeps busy, and fewer of them are made.
    private static let threshold = 1024
    /// Pages at which the log is emptied even if the writer has to wait (64 MiB).
    private static let hardThreshold = 16_384

    init(path: String, busyTimeout: Double) {
        self.path = path
        self.busyTimeout = busyTimeout
    }

    var counts: CheckpointCounts { state.withLock { $0.counts } }

    /// Counts what the writer's connection has written since it was last asked.
    func noteCommit(of database: Database) {
        guard let connection = database.sqliteConnection else { return }
        var pages: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(connection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
        let isDue = state.withLock { state in
            state.pagesSince += Int(pages)
            guard state.pagesSince >= Self.threshold, !state.isRunning else { return false }
            state.isRunning = true
            state.pagesSince = 0
            return true
        }
        if isDue { queue.async { self.run() } }
    }

    private func run() {
        let started = DispatchTime.now().uptimeNanoseconds
        let isForced = counts.pagesLeft > Self.hardThreshold
        let outcome = try? checkpoint(isForced ? .truncate : .passive)
        let spent = Int(DispatchTime.now().uptimeNanoseconds - started)
        state.withLock { state in
            state.isRunning = false
            state.counts.count += 1
            state.counts.nanoseconds += spent
            state.counts.pagesLeft = outcome.map { $0.walFrameCount } ?? state.counts.pagesLeft
            if outcome.map({ $0.checkpointedFrameCount < $0.walFrameCount }) ?? true {
                state.counts.incomplete += 1
            }
        }
    }

    private func checkpoint(
        _ kind: Database.CheckpointMode
    ) throws -> (walFrameCount: Int, checkpointedFrameCount: Int) {
        let connection = try connection()
        return try connection.inDatabase { try $0.checkpoint(kind) }
    }

    private func connection() throws -> DatabaseQueue {
        if let known = state.withLock({ $0.connection }) { return known }
        var configuration = Configuration()
        configuration.label = "checkpoint"
        configuration.busyMode = .timeout(busyTimeout)
        let made = try DatabaseQueue(path: path, configuration: configuration)
        try made.inDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        state.withLock { $0.connection = made }
        return made
    }

    /// Waits for a checkpoint that is under way.
    func close() {
        queue.sync {}
        try? state.withLock { $0.connection }?.close()
    }
}
