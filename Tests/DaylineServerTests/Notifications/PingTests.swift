import Logging
import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing

@testable import DaylineServer

/// Goal: a peer that is gone is noticed, and one that answers is not cut. Method: a socket on a
/// loop whose time the test moves, by the time between two pings.
@Suite("pings")
struct PingTests {
    @Test(
        "a peer that leaves two pings unanswered is cut",
        arguments: [
            // which pings are answered  how many are sent until it is cut
            ([], 2), ([1], 3), ([2], 4), ([1, 2, 3], 5), ([1, 3, 5], 7),
        ] as [(Set<Int>, Int)])
    func cut(_ answered: Set<Int>, _ expected: Int) throws {
        let limits = NotificationLimits()
        let hub = NotificationHub(
            names: NotificationNames(epoch: ScriptedLog.epoch), log: ScriptedLog(), limits: limits,
            world: .live, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            revoked: { _ in [] })
        let loop = EmbeddedEventLoop()
        let channel = EmbeddedChannel(loop: loop)
        let identity = TestAuthenticator.identity(TestAuthenticator.ann)
        let member = try #require(hub.admit(identity, on: channel))
        try channel.pipeline.syncOperations.addHandler(
            NotificationSocket(limits: limits, hub: hub, member: member))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        var count = 0
        while channel.isActive, count <= expected {
            loop.advanceTime(by: TimeAmount(limits.ping))
            while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
                #expect(bytes == ServerFrames.ping())
                count += 1
                guard answered.contains(count) else { continue }
                let pong = WebSocketFrame(
                    fin: true, opcode: .pong, maskKey: [1, 2, 3, 4], data: .init())
                try channel.writeInbound(pong)
            }
        }
        #expect(count == expected)
        #expect(hub.registry.count == 0)
    }
}
