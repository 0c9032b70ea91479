import Foundation

/// A connection to the daemon's control socket, for one thread: it waits where it is told to and
/// nowhere else.
public final class ControlConnection {
    /// For poll(2): readable means that `receive` has something to do.
    public let descriptor: Int32
    private var buffer = LineBuffer(limit: ControlCodec.longestMessage)
    private var isClosed = false

    /// How long the daemon may leave what it is sent, in milliseconds.
    private static let patience = 5000

    /// Connects; the daemon says `hello` first.
    ///
    /// - Parameter path: of the socket (`SettingsFolders.socket`).
    public init(path: String) throws(ControlFailure) {
        guard let address = UnixAddress(path) else {
            throw .pathTooLong(limit: UnixAddress.limit)
        }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw Self.failure() }
        guard address.call({ connect(descriptor, $0, $1) }) == 0 else {
            let failure = Self.failure()
            close(descriptor)
            throw failure
        }
        // Afterwards nothing waits but poll.
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// - Throws: `stuck` when the daemon does not take it for some seconds.
    public func send(_ request: ControlRequest) throws(ControlFailure) {
        var rest = ControlCodec.line(request)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                guard try wait(Int16(POLLOUT), milliseconds: Self.patience) else { throw .stuck }
            } else if errno != EINTR {
                throw Self.failure()
            }
        }
    }

    /// Waits for the next message.
    ///
    /// - Parameter milliseconds: how long at most for something to come; 0 for not at all, negative
    ///   for ever.
    /// - Returns: nil when none came in time.
    /// - Throws: `closed`, once all that came before was received.
    public func receive(within milliseconds: Int) throws(ControlFailure) -> ControlMessage? {
        while true {
            if let message = try buffered() { return message }
            if isClosed { throw .closed }
            guard try wait(Int16(POLLIN), milliseconds: milliseconds) else { return nil }
            try read()
        }
    }

    /// The next whole message that is there; those that a newer daemon may say are passed over.
    private func buffered() throws(ControlFailure) -> ControlMessage? {
        do throws(LineTooLong) {
            while let line = try buffer.next() {
                if let message = ControlCodec.message(line) { return message }
            }
            return nil
        } catch {
            throw .malformed
        }
    }

    private func read() throws(ControlFailure) {
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count > 0 {
            buffer.append(bytes.prefix(count))
        } else if count == 0 {
            isClosed = true
        } else if errno != EAGAIN, errno != EINTR {
            throw Self.failure()
        }
    }

    /// - Returns: whether it came so far in time. A signal is no reason to wait longer.
    private func wait(_ event: Int16, milliseconds: Int) throws(ControlFailure) -> Bool {
        var entry = pollfd(fd: descriptor, events: event, revents: 0)
        let count = poll(&entry, 1, Int32(clamping: milliseconds))
        if count < 0, errno != EINTR { throw Self.failure() }
        return count > 0
    }

    private static func failure() -> ControlFailure {
        switch errno {
        case ENOENT, ECONNREFUSED, ENOTDIR: .absent
        case EPIPE, ECONNRESET: .closed
        default: .system(String(cString: strerror(errno)).lowercased())
        }
    }
}
