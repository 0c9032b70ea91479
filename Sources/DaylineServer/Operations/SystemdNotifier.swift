import Foundation

/// Tells systemd how the service stands (sd_notify(3)), by a datagram and nothing else.
struct SystemdNotifier: Sendable {
    /// Where to; nil when nobody asked.
    private let socket: String?
    /// Within which time the next sign of life has to come; nil when nobody waits for one.
    let watchdog: Duration?

    init(environment: [String: String], processID: Int32) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(processID) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int($0) } ?? 0
        watchdog = isForUs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    func stopping() { send("STOPPING=1\nSTATUS=finishing requests") }
    func alive() { send("WATCHDOG=1") }
    func status(_ text: String) { send("STATUS=\(text)") }

    /// Nobody can be told when it fails.
    private func send(_ message: String) {
        guard let socket, var address = Self.address(socket) else { return }
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | O_CLOEXEC, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        // The length counts: an abstract name is not ended by a zero.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + socket.utf8.count)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }

    /// A path, or after `@` an abstract name.
    private static func address(_ socket: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socket.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path),
            socket.hasPrefix("/")
                || socket.hasPrefix("@")
        else { return nil }
        if socket.hasPrefix("@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        return address
    }
}
