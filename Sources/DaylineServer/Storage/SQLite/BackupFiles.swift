import Foundation

/// Moves database files so that a power cut leaves the old or the new one, never none.
enum BackupFiles {
    /// Waits until the file's content is on the disk.
    static func sync(_ path: String) throws(BackupError) {
        try withDescriptor(path, O_RDONLY) { fsync($0) }
    }

    /// Puts a file in the place of another, if there is one.
    static func rename(_ path: String, to target: String) throws(BackupError) {
        guard Foundation.rename(path, target) == 0 else { throw failure(target) }
        try syncFolder(of: target)
    }

    /// Gives a database a second name, and takes its log away from the first: a log that is left
    /// beside another database would be applied to it.
    static func keep(_ path: String, as kept: String) throws(BackupError) {
        guard link(path, kept) == 0 else { throw failure(kept) }
        for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            guard Foundation.rename(path + suffix, kept + suffix) == 0 else {
                throw failure(kept + suffix)
            }
        }
        try syncFolder(of: kept)
    }

    /// Removes a copy that was begun.
    static func removeDatabase(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    private static func syncFolder(of path: String) throws(BackupError) {
        let folder = (path as NSString).deletingLastPathComponent
        try withDescriptor(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY) { fsync($0) }
    }

    private static func withDescriptor(
        _ path: String, _ flags: Int32, _ body: (Int32) -> Int32
    ) throws(BackupError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard body(descriptor) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> BackupError {
        .file(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}
