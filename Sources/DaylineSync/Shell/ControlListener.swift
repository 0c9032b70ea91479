import Control
import Foundation

/// Why there is no control socket.
struct ControlSocketError: Error, Hashable, Sendable {
    let path: String
    let reason: String
}

/// The socket that clients connect to: from systemd, or made here.
struct ControlListener: Sendable {
    let descriptor: Int32
    /// To be removed at the end; nil when the file is systemd's.
    private let path: String?

    /// Takes what systemd passed on (sd_listen_fds(3)), else makes one.
    ///
    /// - Parameter path: of the socket, where none was passed on.
    static func open(
        at path: String, environment: [String: String], processID: Int32
    ) throws(ControlSocketError) -> ControlListener {
        if environment["LISTEN_PID"] == String(processID),
            let count = environment["LISTEN_FDS"].flatMap({ Int($0) }), count > 0
        {
            let first: Int32 = 3
            _ = fcntl(first, F_SETFD, FD_CLOEXEC)
            return ControlListener(descriptor: first, path: nil)
        }
        return try ControlListener(path: path)
    }

    private init(descriptor: Int32, path: String?) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Makes the folder (0700) where it is missing, and the socket (0600). A file that a daemon
    /// left behind is replaced; one at which somebody listens is not.
    private init(path: String) throws(ControlSocketError) {
        func failure(_ reason: String? = nil) -> ControlSocketError {
            let text = reason ?? String(cString: strerror(errno)).lowercased()
            return ControlSocketError(path: path, reason: text)
        }
        guard let address = UnixAddress(path) else {
            throw failure("is longer than \(UnixAddress.limit) bytes; say --socket PATH")
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        if !folder.isEmpty, mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure() }
        try Self.removeLeftover(at: path, address, failure)
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw failure() }
        let descriptor = descriptor
        guard address.call({ bind(descriptor, $0, $1) }) == 0, chmod(path, 0o600) == 0,
            listen(descriptor, 64) == 0
        else {
            let error = failure()
            close(descriptor)
            throw error
        }
        self.path = path
    }

    private static func removeLeftover(
        at path: String, _ address: UnixAddress, _ failure: (String?) -> ControlSocketError
    ) throws(ControlSocketError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw failure(nil)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw failure("is in the way") }
        guard status.st_uid == geteuid() else { throw failure("belongs to somebody else") }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard probe >= 0 else { throw failure(nil) }
        defer { close(probe) }
        if address.call({ connect(probe, $0, $1) }) == 0 {
            throw failure("another dayline-sync listens there")
        }
        guard unlink(path) == 0 || errno == ENOENT else { throw failure(nil) }
    }

    /// Takes the file away, so that clients see at once that nobody listens.
    func remove() {
        if let path { unlink(path) }
    }
}
