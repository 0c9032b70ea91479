import Foundation

/// What the kernel tells of the machine: nothing here asks again and again.
enum Watches {
    /// Something was written into a file. Ends never; does nothing where the kernel cannot tell.
    static func writes(to path: String) -> AsyncStream<[UInt8]>? {
        #if os(Linux)
            let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
            guard descriptor >= 0 else { return nil }
            guard inotify_add_watch(descriptor, path, UInt32(IN_MODIFY)) >= 0 else {
                close(descriptor)
                return nil
            }
            return DescriptorEvents.stream(descriptor)
        #else
            return nil
        #endif
    }

    /// The wall clock was set, or the machine woke up (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET).
    static func clockJumps() -> AsyncStream<[UInt8]>? {
        #if os(Linux)
            guard let descriptor = ClockTimer.make() else { return nil }
            return DescriptorEvents.stream(descriptor)
        #else
            return nil
        #endif
    }

    /// An address, a route or an interface came or went (rtnetlink(7)).
    static func networkChanges() -> AsyncStream<[UInt8]>? {
        #if os(Linux)
            let kind = Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
            let descriptor = socket(AF_NETLINK, kind, 0)  // NETLINK_ROUTE
            guard descriptor >= 0 else { return nil }
            guard RouteAddress().bind(descriptor) else {
                close(descriptor)
                return nil
            }
            return DescriptorEvents.stream(descriptor)
        #else
            return nil
        #endif
    }
}

#if os(Linux)
    /// A timer that never fires, and is cancelled when the clock is set. The headers for it are in
    /// no module, so its two functions are looked up by name.
    private enum ClockTimer {
        private typealias Create = @convention(c) (Int32, Int32) -> Int32
        private typealias Set =
            @convention(c) (
                Int32, Int32, UnsafePointer<itimerspec>, UnsafeMutablePointer<itimerspec>?
            ) -> Int32

        /// `TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET`
        private static let flags: Int32 = 1 | 2

        static func make() -> Int32? {
            guard let create = dlsym(nil, "timerfd_create"), let set = dlsym(nil, "timerfd_settime")
            else { return nil }
            // The C library declares them so (timerfd_create(2)).
            let makeTimer = unsafeBitCast(create, to: Create.self)
            let setTimer = unsafeBitCast(set, to: Set.self)
            let descriptor = makeTimer(CLOCK_REALTIME, O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            var far = itimerspec()
            far.it_value.tv_sec = .max / 4
            guard setTimer(descriptor, flags, &far, nil) == 0 else {
                close(descriptor)
                return nil
            }
            return descriptor
        }
    }

    /// `sockaddr_nl`: all changes of interfaces, addresses and routes.
    private struct RouteAddress {
        private var family = UInt16(AF_NETLINK)
        private var padding: UInt16 = 0
        private var process: UInt32 = 0
        /// `RTMGRP_LINK`, `_IPV4_IFADDR`, `_IPV4_ROUTE`, `_IPV6_IFADDR`, `_IPV6_ROUTE`
        private var groups: UInt32 = 0x1 | 0x10 | 0x40 | 0x100 | 0x400

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
