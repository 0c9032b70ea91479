import Foundation
import GRDB

/// Opens the database file: creates it for its owner only, checks whose it is, and migrates it.
enum ReplicaFile {
    /// Returns a connection in WAL mode that syncs each commit to the disk.
    ///
    /// A file that is damaged, newer or another program's is left as it is.
    static func open(
        at path: String, mode: ReplicaMode, busyTimeout: Double
    ) throws(ReplicaError) -> DatabaseQueue {
        switch mode {
        case .readWrite: try create(path)
        case .readOnly:
            guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        }
        do {
            do {
                return try connect(path, mode, busyTimeout)
            } catch let error as DatabaseError
                where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
            {
                rollBack(path, busyTimeout)
                return try connect(path, mode, busyTimeout)
            }
        } catch {
            throw explained(ReplicaError(error, path: path), path)
        }
    }

    private static func connect(
        _ path: String, _ mode: ReplicaMode, _ busyTimeout: Double
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "replica"
        configuration.readonly = mode == .readOnly
        configuration.busyMode = .timeout(busyTimeout)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            let version = try check(database, path: path, mode: mode)
            if mode == .readWrite { try prepare(database, version: version) }
        }
        return queue
    }

    /// Takes back what a killed process left half written in a rollback journal (a new file, or
    /// one where WAL is impossible), which SQLite leaves to the next connection that may write.
    /// Where none may, opening again tells.
    private static func rollBack(_ path: String, _ busyTimeout: Double) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        let queue = try? DatabaseQueue(path: path, configuration: configuration)
        _ = try? queue?.inDatabase { try Queries.isEmpty($0) }
    }

    /// SQLite cannot open a file in WAL mode where it may put none beside it, and does not say so.
    private static func explained(_ error: ReplicaError, _ path: String) -> ReplicaError {
        guard case .cannotOpen = error, FileManager.default.isReadableFile(atPath: path),
            !FileManager.default.isWritableFile(atPath: folder(of: path))
        else { return error }
        return .readOnly
    }

    private static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Makes the folder (mode 0700) and an empty file (0600) where there is none. SQLite gives
    /// the file's mode to the files it puts beside it.
    private static func create(_ path: String) throws(ReplicaError) {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
            guard !isDirectory.boolValue else {
                throw .cannotOpen(path: path, message: "is a directory")
            }
            return
        }
        let folder = folder(of: path)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotOpen(path: folder, message: reason(error))
        }
        let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // Another process was faster: as good.
            if errno == EEXIST { return }
            throw .cannotOpen(path: path, message: String(cString: strerror(errno)))
        }
        close(descriptor)
    }

    private static func reason(_ error: any Error) -> String {
        guard let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError,
            underlying.domain == NSPOSIXErrorDomain
        else { return (error as NSError).localizedDescription }
        return String(cString: strerror(Int32(underlying.code)))
    }

    /// Refuses what is not ours or not of our time, before anything is written.
    /// - Returns: the file's schema version.
    private static func check(
        _ database: Database, path: String, mode: ReplicaMode
    ) throws -> Int {
        let supported = Schema.migrations.count
        let version = try Queries.schemaVersion(database)
        let application = try Queries.applicationID(database)
        if application != Schema.applicationID {
            let isNew = version == 0 && application == 0
            guard isNew, try Queries.isEmpty(database) else {
                throw ReplicaError.notAReplica(path: path)
            }
            // The first command was killed before it had made the schema.
            if mode == .readOnly { throw ReplicaError.missing(path: path) }
        }
        if version > supported {
            throw ReplicaError.newerSchema(found: version, supported: supported)
        }
        if version < supported, mode == .readOnly {
            throw ReplicaError.olderSchema(found: version, supported: supported)
        }
        return version
    }

    /// WAL mode, a sync at every commit, and the newest schema.
    private static func prepare(_ database: Database, version: Int) throws {
        try Queries.useWAL(database)
        try Queries.syncEveryCommit(database)
        guard version < Schema.migrations.count else { return }
        try database.inTransaction(.immediate) {
            // Read again: another process may have migrated while we waited for the lock.
            let version = try Queries.schemaVersion(database)
            if version < Schema.migrations.count {
                for migration in Schema.migrations[version...] {
                    try database.execute(sql: migration)
                }
                try Queries.setSchema(
                    version: Schema.migrations.count, application: Schema.applicationID, database)
            }
            return .commit
        }
    }
}
