import Foundation

/// Tells systemd how a service stands (sd_notify(3)), by a datagram and nothing else.
public struct SystemdNotifier: Sendable {
    /// Where to; nil when nobody asked.
    private let socket: String?
    /// Within which time the next sign of life has to come; nil when nobody waits for one.
    public let watchdog: Duration?

    public init(environment: [String: String], processID: Int32) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(processID) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int($0) } ?? 0
        watchdog = isForUs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    public func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    public func stopping(_ status: String) { send("STOPPING=1\nSTATUS=\(status)") }
    public func alive() { send("WATCHDOG=1") }
    public func status(_ text: String) { send("STATUS=\(text)") }

    /// Until `ready` is said again.
    public func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
    }

    /// Nobody can be told when it fails.
    private func send(_ message: String) {
        guard let socket, socket.hasPrefix("/") || socket.hasPrefix("@"),
            let address = UnixAddress(socket)
        else { return }
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | O_CLOEXEC, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        address.call {
            _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, $1)
        }
    }
}
