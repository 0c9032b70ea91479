import Control
import Foundation
import Testing

@testable import DaylineServer

/// Goal: systemd hears the server. Method: an abstract datagram socket.
@Suite("health") struct SystemdTests {
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

    /// Goal: the watchdog is fed while the store answers, and the loop ends when it failed.
    /// Method: a sleep that counts and then closes the store.
    @Test func healthLoop() async throws {
        let fixture = try await AccountFixture()
        let name = "@dayline-\(UUID().uuidString.prefix(8))"
        let descriptor = try listen(name)
        defer { close(descriptor) }
        let database = fixture.files.store.database
        let loop = HealthLoop(
            database: database,
            notifier: SystemdNotifier(
                environment: ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "4000000"], processID: 1),
            sleep: { duration in
                #expect(duration == .seconds(2))
                throw CancellationError()
            })
        await #expect(throws: CancellationError.self) { try await loop.run() }
        #expect(receive(descriptor) == "WATCHDOG=1")
        #expect(await loop.isReady())
        try database.close()
        #expect(await !loop.isReady())
        await #expect(throws: CancellationError.self) { try await loop.run() }
        #expect(receive(descriptor) == nil, "nothing is said for a store that does not answer")
    }
}
