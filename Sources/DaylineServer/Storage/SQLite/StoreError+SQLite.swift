import GRDB

extension StoreError {
    /// Explains what SQLite refused.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(database: error)
        default: self = .damaged(reason: String(describing: error))
        }
    }

    private init(database error: DatabaseError) {
        let reason = error.message ?? String(describing: error.extendedResultCode)
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_CANTOPEN:
            self = .readOnly(reason: reason)
        default: self = .damaged(reason: reason)
        }
    }
}
