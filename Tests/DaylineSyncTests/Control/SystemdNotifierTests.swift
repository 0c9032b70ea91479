import Control
import Foundation
import Testing

/// Goal: systemd hears a service. Method: a datagram socket in a folder, and an abstract one.
@Suite("signs of life") struct SystemdNotifierTests {
    /// A socket that is read without waiting: a datagram on the same machine is there at once.
    private func listen(_ name: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if name.hasPrefix("@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(code == 0)
        return descriptor
    }

    private func receive(_ descriptor: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    @Test("messages", arguments: [false, true]) func messages(isAbstract: Bool) throws {
        let id = UUID().uuidString.prefix(8)
        let name = isAbstract ? "@dayline-\(id)" : "/tmp/dayline-notify-\(id)"
        let descriptor = try listen(name)
        defer {
            close(descriptor)
            if !isAbstract { unlink(name) }
        }
        let notifier = SystemdNotifier(environment: ["NOTIFY_SOCKET": name], processID: 1)
        notifier.ready("serving")
        notifier.alive()
        notifier.reloading()
        notifier.stopping("finishing")
        #expect(receive(descriptor) == "READY=1\nSTATUS=serving")
        #expect(receive(descriptor) == "WATCHDOG=1")
        let reloading = try #require(receive(descriptor))
        #expect(reloading.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=[0-9]+/) != nil)
        #expect(receive(descriptor) == "STOPPING=1\nSTATUS=finishing")
    }

    @Test(
        "nobody listens",
        arguments: ["", "relative", "/tmp/no/such/socket", String(repeating: "/a", count: 80)])
    func nobody(_ name: String) {
        SystemdNotifier(environment: ["NOTIFY_SOCKET": name], processID: 1).alive()
        SystemdNotifier(environment: [:], processID: 1).alive()
    }

    @Test(
        "the watchdog's time",
        arguments: [
            (["WATCHDOG_USEC": "3000000"], Duration.seconds(3)),
            (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"], .seconds(3)),
            (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"], nil),  // for another process
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "x"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func watchdog(_ environment: [String: String], _ expected: Duration?) {
        #expect(SystemdNotifier(environment: environment, processID: 7).watchdog == expected)
    }
}
