import Foundation

/// Keeps other daemons away from a replica, as long as it lives.
final class ReplicaLock: Sendable {
    enum Failure: Error, Hashable, Sendable {
        /// Another dayline-sync runs on the folder.
        case taken(folder: String)
        case system(path: String, reason: String)
    }

    private let descriptor: Int32

    /// - Parameter folder: of the replica; made (0700) where it is missing.
    init(folder: String) throws(Failure) {
        let path = "\(folder)/sync.lock"
        try Self.makeFolder(folder)
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno == EWOULDBLOCK ? .taken(folder: folder) : Self.failure(path)
            close(descriptor)
            throw failure
        }
    }

    deinit { close(descriptor) }

    private static func makeFolder(_ folder: String) throws(Failure) {
        var made = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            made += "/\(part)"
            if mkdir(made, 0o700) != 0, errno != EEXIST { throw failure(folder) }
        }
    }

    private static func failure(_ path: String) -> Failure {
        .system(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}
