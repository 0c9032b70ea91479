import Foundation

/// What the kernel tells of the machine: nothing here asks again and again.
enum Watches {
    /// A file was written to, or another one came under its name; it need not be there yet. Ends
    /// never; nil where the kernel cannot tell.
    static func writes(to name: String, in folder: String) -> AsyncStream<[UInt8]>? {
        #if os(Linux)
            let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
            guard descriptor >= 0 else { return nil }
            let mask = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO)
            guard inotify_add_watch(descriptor, folder, mask) >= 0 else {
                close(descriptor)
                return nil
            }
            return DescriptorWatch.stream(descriptor) { FolderEvents.tell(of: name, $0) }
        #else
            return nil
        #endif
    }

    /// The wall clock was set, or the machine woke up. Ends at once where the system has no timer.
    static func clockJumps() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            guard let timer = try? AlertTimer(onWake: { continuation.yield() }) else {
                continuation.finish()
                return
            }
            timer.arm(until: nil)
            // The timer lives as long as somebody listens.
            continuation.onTermination = { _ in withExtendedLifetime(timer) {} }
        }
    }

    /// An address or an interface came or went (rtnetlink(7)).
    static func networkChanges() -> AsyncStream<[UInt8]>? {
        #if os(Linux)
            let kind = Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
            let descriptor = socket(AF_NETLINK, kind, 0)  // NETLINK_ROUTE
            guard descriptor >= 0 else { return nil }
            guard RouteAddress().bind(descriptor) else {
                close(descriptor)
                return nil
            }
            return DescriptorWatch.stream(descriptor)
        #else
            return nil
        #endif
    }
}

#if os(Linux)
    /// `sockaddr_nl`: all changes of interfaces and addresses.
    private struct RouteAddress {
        private var family = UInt16(AF_NETLINK)
        private var padding: UInt16 = 0
        private var process: UInt32 = 0
        /// `RTMGRP_LINK`, `RTMGRP_IPV4_IFADDR`, `RTMGRP_IPV6_IFADDR`
        private var groups: UInt32 = 0x1 | 0x10 | 0x100

        func bind(_ descriptor: Int32) -> Bool {
            withUnsafePointer(to: self) { pointer in
                let size = socklen_t(MemoryLayout<RouteAddress>.size)
                return pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Foundation.bind(descriptor, $0, size) == 0
                }
            }
        }
    }
#endif

/// What inotify(7) writes: one event after the other, each with four numbers of 32 bits and a name
/// that zeros fill up.
enum FolderEvents {
    private static let head = 16
    /// `IN_Q_OVERFLOW`: events were lost, whichever.
    private static let overflow: UInt32 = 0x4000

    /// Whether one of the events is, or may have been, about a file of that name.
    static func tell(of name: String, _ bytes: [UInt8]) -> Bool {
        var start = 0
        while start + head <= bytes.count {
            if number(bytes, start + 4) & overflow != 0 { return true }
            let end = start + head + Int(number(bytes, start + 12))
            guard end <= bytes.count else { return false }
            let own = bytes[start + head..<end].prefix { $0 != 0 }
            if own.elementsEqual(name.utf8) { return true }
            start = end
        }
        return false
    }

    private static func number(_ bytes: [UInt8], _ start: Int) -> UInt32 {
        bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: UInt32.self) }
    }
}
