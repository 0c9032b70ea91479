import GRDB

/// Whether a replica may be changed.
public enum ReplicaMode: Hashable, Sendable {
    /// Creates the file when there is none, and migrates an older one.
    case readWrite
    /// Needs a file of the present schema.
    case readOnly
}

/// The calendars of one person in one SQLite file, which several processes may have open.
///
/// Invariant: what a method returned from is on the disk. Each edit, the index rows derived from
/// it and its undo row are one transaction.
public final class Replica: Sendable {
    let queue: DatabaseQueue
    /// Where the file is.
    public let path: String
    /// Whether it may be changed.
    public let mode: ReplicaMode
    /// The zones with which instants are computed from what events say.
    public let zones: ZoneDatabase

    private init(queue: DatabaseQueue, path: String, mode: ReplicaMode, zones: ZoneDatabase) {
        self.queue = queue
        self.path = path
        self.mode = mode
        self.zones = zones
    }

    /// Opens the file, creating it (mode 0600, in a folder of mode 0700) where there is none.
    ///
    /// - Parameters:
    ///   - zones: the system's zones; they decide which instants the time index holds.
    ///   - busyTimeout: seconds to wait for another process that writes.
    ///   - pageMemory: KiB of the file that are kept in memory; nil for as many as suit writing
    ///     much at once.
    /// - Throws: the cases of `ReplicaError` about files. A damaged or newer file is not touched.
    public static func open(
        at path: String, mode: ReplicaMode = .readWrite, zones: ZoneDatabase,
        busyTimeout: Double = 5, pageMemory: Int? = nil
    ) throws(ReplicaError) -> Replica {
        let queue = try ReplicaFile.open(at: path, mode: mode, busyTimeout: busyTimeout)
        let replica = Replica(queue: queue, path: path, mode: mode, zones: zones)
        if let pageMemory { try replica.read { try Queries.limitPages(kibibytes: pageMemory, $0) } }
        try replica.prepareIndex()
        return replica
    }

    /// Closes the file; nothing may be asked afterwards. A replica that is let go closes itself.
    public func close() throws(ReplicaError) {
        do { try queue.close() } catch { throw ReplicaError(error, path: path) }
    }

    /// A number that changes when another process or replica has committed to the file, and never
    /// through this one's own edits.
    public func dataVersion() throws(ReplicaError) -> Int {
        do {
            return try queue.inDatabase { try Queries.dataVersion($0) }
        } catch {
            throw ReplicaError(error, path: path)
        }
    }

    /// What tells one state of the file from another while it is open here, whoever wrote: two
    /// equal answers mean that nothing was written between them.
    public func version() throws(ReplicaError) -> ReplicaVersion {
        do {
            return try queue.inDatabase {
                ReplicaVersion(
                    others: try Queries.dataVersion($0), own: $0.totalChangesCount)
            }
        } catch {
            throw ReplicaError(error, path: path)
        }
    }

    /// What is wrong with the file, in SQLite's words; empty when it is sound. Reads all of it.
    public func integrityProblems() throws(ReplicaError) -> [String] {
        try read { try Queries.integrityProblems($0) }
    }

    /// Asks several questions of one state of the file.
    ///
    /// GRDB's own `read` sets `PRAGMA query_only` and takes it back, and each time SQLite compiles
    /// all statements of the connection anew.
    func read<Answer>(_ body: (Database) throws -> Answer) throws(ReplicaError) -> Answer {
        do {
            return try queue.inDatabase { database in
                try database.beginTransaction(.deferred)
                // Nothing was written, so that nothing can fail to be.
                defer { try? database.rollback() }
                return try body(database)
            }
        } catch {
            throw ReplicaError(error, path: path)
        }
    }

    /// Changes everything or, when `body` throws, nothing.
    func write<Answer>(_ body: (Database) throws -> Answer) throws(ReplicaError) -> Answer {
        guard mode == .readWrite else { throw .readOnly }
        do { return try queue.write(body) } catch { throw ReplicaError(error, path: path) }
    }
}

/// A state of the file, as `Replica.version()` tells it.
public struct ReplicaVersion: Hashable, Sendable {
    /// Changes with each commit of another connection.
    fileprivate let others: Int
    /// Rows written through this connection.
    fileprivate let own: Int
}
