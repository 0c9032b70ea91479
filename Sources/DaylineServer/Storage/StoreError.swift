/// Why the store did not do what it was asked. Closed: a new case must break the callers that
/// decide.
enum StoreError: Error, Hashable, Sendable {
    /// The disk is full; nothing was written.
    case full
    /// Nothing can be written: a read-only file system, or a disk that failed.
    case readOnly(reason: String)
    /// The database is damaged, or cannot be read.
    case damaged(reason: String)
    /// The database could not be opened.
    case cannotOpen(path: String, reason: String)
    /// Written by a newer version of this program.
    case newerSchema(found: Int, supported: Int)
    /// The lease was lost to another holder.
    case fenced
    /// Another process kept the database locked for too long.
    case busy
    /// The store is being closed.
    case closed
}
