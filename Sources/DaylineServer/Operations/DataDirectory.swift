import Foundation

/// The directory that holds everything the server keeps; for its owner only.
struct DataDirectory: Hashable, Sendable {
    let path: String

    var database: String { path + "/dayline.db" }
    private var lock: String { path + "/lock" }

    /// Makes the directory (mode 0700) if it is missing and may be made, and checks whose it is,
    /// who may read it, and whether it can be written.
    ///
    /// - Parameter mayCreate: whether an empty place is a new server's or a mistyped path.
    /// - Throws: `ConfigurationError.data`.
    func prepare(mayCreate: Bool) throws(ConfigurationError) {
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT, mayCreate else { throw failure(errno) }
            guard mkdir(path, 0o700) == 0 else { throw failure(errno) }
            guard stat(path, &status) == 0 else { throw failure(errno) }
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw failure("is no directory") }
        guard status.st_uid == geteuid() else {
            throw failure(
                "belongs to \(Self.userName(status.st_uid)); run as that user, as with sudo -u")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw failure("may be read or written by others; chmod 700 keeps them out")
        }
        guard access(path, W_OK | X_OK) == 0 else { throw failure(errno) }
        if !mayCreate, access(database, F_OK) != 0 {
            throw failure("holds no database; dayline-server user add makes one")
        }
    }

    /// Takes the directory for this process alone, until the lock is let go or the process ends.
    ///
    /// - Throws: `DirectoryInUse`, `ConfigurationError.data`.
    func takeLock() throws -> DirectoryLock {
        let descriptor = open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(descriptor)
            if reason == EWOULDBLOCK { throw DirectoryInUse(path: path) }
            throw failure(reason)
        }
        return DirectoryLock(descriptor: descriptor)
    }

    private func failure(_ code: Int32) -> ConfigurationError {
        failure(String(cString: strerror(code)).lowercased())
    }

    private func failure(_ reason: String) -> ConfigurationError {
        .data(path: path, reason: reason)
    }

    private static func userName(_ id: uid_t) -> String {
        guard let entry = getpwuid(id) else { return "user \(id)" }
        return String(cString: entry.pointee.pw_name)
    }
}

/// A server runs on the directory.
struct DirectoryInUse: Error, Hashable, Sendable {
    let path: String
}

/// Holds the directory (`flock`); the system lets go of it when the process ends, however it ends.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    fileprivate init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}
