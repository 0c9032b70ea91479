import Foundation
import GRDB

/// Copies of the database.
enum DatabaseBackup {
    /// Pages that are copied between two reports (16 MiB).
    private static let step: CInt = 4096

    /// Copies the database, at one moment, into a file that appears when it is complete (mode
    /// 0600). A server may go on writing.
    ///
    /// - Parameter progress: the part that is done, 0…1.
    /// - Throws: `StoreError`, `BackupError`.
    static func write(
        _ source: String, to target: String, progress: @escaping @Sendable (Double) -> Void
    ) throws {
        let partial = target + ".partial"
        try? FileManager.default.removeItem(atPath: partial)
        do {
            try copy(source, to: partial, progress: progress)
            try check(partial)
            try BackupFiles.sync(partial)
            try BackupFiles.rename(partial, to: target)
        } catch {
            BackupFiles.removeDatabase(partial)
            throw error
        }
    }

    /// Puts a backup in the place of the database, which is kept beside it. Nobody may have it
    /// open.
    ///
    /// A new epoch begins, so that clients fetch everything anew: what they know may be later than
    /// the backup.
    ///
    /// - Parameters:
    ///   - epoch: names the new history.
    ///   - kept: where the old database goes, if there is one.
    /// - Throws: `StoreError`, `BackupError`.
    static func restore(
        _ backup: String, to target: String, epoch: String, kept: String, at time: WallTime,
        progress: @escaping @Sendable (Double) -> Void
    ) throws {
        let partial = target + ".partial"
        BackupFiles.removeDatabase(partial)
        do {
            try check(backup)
            try copy(backup, to: partial, progress: progress)
            try check(partial)
            try begin(partial, epoch: epoch, at: time)
            try BackupFiles.sync(partial)
        } catch {
            BackupFiles.removeDatabase(partial)
            throw error
        }
        if FileManager.default.fileExists(atPath: target) {
            try BackupFiles.keep(target, as: kept)
        }
        try BackupFiles.rename(partial, to: target)
    }

    private static func copy(
        _ source: String, to target: String, progress: @escaping @Sendable (Double) -> Void
    ) throws {
        do {
            try ServerFile.create(target)
            var configuration = Configuration()
            configuration.readonly = true
            let reader = try DatabaseQueue(path: source, configuration: configuration)
            let writer = try DatabaseQueue(path: target)
            // Inside of one transaction of the reader, so all steps see the same moment.
            try reader.backup(to: writer, pagesPerStep: step) { state in
                let total = max(1, state.totalPageCount)
                progress(Double(total - state.remainingPageCount) / Double(total))
            }
            // One file, without a log beside it.
            try writer.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try writer.close()
            try reader.close()
        } catch StoreError.cannotOpen(let path, let reason) {
            throw BackupError.file(path: path, reason: reason.lowercased())
        } catch {
            throw StoreError(error)
        }
    }

    /// Refuses a file that is damaged or none of ours.
    private static func check(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw BackupError.file(path: path, reason: "there is no such file")
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { database in
                let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
                guard application == ServerSchema.applicationID else {
                    throw BackupError.file(path: path, reason: "is no backup of dayline-server")
                }
                let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                guard version <= ServerSchema.migrations.count else {
                    throw StoreError.newerSchema(
                        found: version, supported: ServerSchema.migrations.count)
                }
                let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
                guard lines == ["ok"] else {
                    throw BackupError.file(
                        path: path, reason: "is damaged: \(lines.first ?? "unknown")")
                }
            }
            try queue.close()
        } catch let error as DatabaseError {
            throw BackupError.file(
                path: path, reason: error.message ?? "\(error.extendedResultCode)")
        }
    }

    /// Makes a copy the beginning of a new history.
    private static func begin(_ path: String, epoch: String, at time: WallTime) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { database in
            // Migrates a backup of an older version.
            try ServerFile.prepare(database, path: path, epoch: epoch)
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.inTransaction {
                try database.execute(
                    sql: """
                        INSERT INTO fact (name, value) VALUES ('epoch', ?)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value
                        """, arguments: [epoch])
                // Whoever held a lease then does not now; the fence goes on growing.
                try database.execute(sql: "UPDATE lease SET holder = NULL, until = 0")
                try AccountQueries.noteCredentialChange(database)
                let entry = AuditEntry(
                    at: time, account: nil, action: .restored, detail: "epoch=\(epoch)")
                try AuditQueries.add(entry, database)
                return .commit
            }
        }
        try queue.close()
    }
}

/// Why a backup could not be written or used.
enum BackupError: Error, Hashable, Sendable {
    case file(path: String, reason: String)
}
