import Foundation
import GRDB

/// Creates the server's database file for its owner only, checks whose it is, and migrates it.
enum ServerFile {
    /// Makes an empty file (mode 0600) where there is none. SQLite gives the file's mode to the
    /// files it puts beside it.
    static func create(_ path: String) throws(StoreError) {
        if FileManager.default.fileExists(atPath: path) { return }
        let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        Foundation.close(descriptor)
    }

    /// Refuses what is not ours or not of our time; a pool writes to the file when it opens it, so
    /// this comes before.
    static func refuseForeign(_ path: String, _ configuration: Configuration) throws {
        var configuration = configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        _ = try queue.read { try check($0, path: path) }
        try queue.close()
    }

    /// Migrates.
    static func prepare(_ database: Database, path: String, epoch: String) throws {
        let supported = ServerSchema.migrations.count
        let found = try check(database, path: path)
        guard found < supported else { return }
        try database.inTransaction(.immediate) {
            // Read again: another process may have migrated while we waited for the lock.
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            guard version < supported else { return .commit }
            for migration in ServerSchema.migrations[version...] {
                try database.execute(sql: migration)
            }
            try database.execute(
                sql: """
                    PRAGMA application_id = \(ServerSchema.applicationID);
                    PRAGMA user_version = \(supported)
                    """)
            if version == 0 {
                try database.execute(
                    sql: "INSERT INTO fact (name, value) VALUES ('epoch', ?)", arguments: [epoch])
            }
            return .commit
        }
    }

    private static func check(_ database: Database, path: String) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if application != ServerSchema.applicationID {
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            guard version == 0, application == 0, tables == 0 else {
                throw StoreError.cannotOpen(path: path, reason: "is no database of dayline-server")
            }
        }
        guard version <= ServerSchema.migrations.count else {
            throw StoreError.newerSchema(
                found: version, supported: ServerSchema.migrations.count)
        }
        return version
    }
}
