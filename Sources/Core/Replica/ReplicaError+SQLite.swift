import GRDB

extension ReplicaError {
    /// The case for what SQLite reported about the file at `path`.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as ReplicaError: self = error
        case let error as DatabaseError: self.init(database: error, path: path)
        default: self = .sqlite(code: 1, message: "\(error)")
        }
    }

    private init(database error: DatabaseError, path: String) {
        let code = Int(error.extendedResultCode.rawValue)
        let message = error.message ?? "\(error.extendedResultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(message: message)
        case .SQLITE_READONLY: self = .readOnly
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        case .SQLITE_IOERR: self = .inputOutput(code: code, message: message)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .cannotOpen(path: path, message: message)
        default: self = .sqlite(code: code, message: message)
        }
    }
}
