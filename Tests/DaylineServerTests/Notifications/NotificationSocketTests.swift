import HTTPTypes
import ServiceLifecycle
import Synchronization
import Testing

@testable import DaylineServer

/// Goal: a client that keeps its cursor misses nothing and gets nothing twice. Method: a scripted
/// log, sockets on a real port.
@Suite("notification sockets", .timeLimit(.minutes(1)))
struct NotificationSocketTests {
    static func cursors(_ numbers: some Sequence<Int>) -> [String?] {
        numbers.map { "\(ScriptedLog.epoch)-\($0)" }
    }

    @Test("without a cursor it begins with what comes next")
    func begin() async throws {
        let server = TestServer()
        server.log.commit(3)
        try await server.run { running in
            let client = try await WebSocketClient.open(running)
            #expect(await client.next()?.text == #"{"type":"hello","cursor":"0a1b-3"}"#)
            await running.hub.push(server.log.commit(2))
            #expect(await client.cursors(2) == Self.cursors(4...5))
        }
    }

    @Test(
        "with a cursor it goes on behind it, or begins anew",
        arguments: [
            // committed, forgotten, cursor     first message   then
            (5, 0, "0a1b-2", "hello", 2, Array(3...5)),
            (5, 0, "0a1b-5", "hello", 5, []),
            (600, 0, "0a1b-0", "hello", 0, Array(1...600)),  // more than one page
            (5, 3, "0a1b-2", "reset", 5, []),  // the log does not reach back so far
            (5, 3, "0a1b-3", "hello", 3, [4, 5]),
            (5, 0, "other-2", "reset", 5, []),  // of an older state
            (5, 0, "0a1b-6", "reset", 5, []),  // of a future that was undone
        ] as [(Int, Int, String, String, Int, [Int])])
    func resume(
        _ committed: Int, _ forgotten: Int, _ cursor: String, _ type: String, _ start: Int,
        _ missed: [Int]
    ) async throws {
        let server = TestServer()
        server.log.commit(committed)
        server.log.forget(upTo: Seq(number: forgotten))
        try await server.run { running in
            let client = try await WebSocketClient.open(running, since: cursor)
            let first = await client.next()
            #expect(first?.text.contains(#""type":"\#(type)""#) == true)
            #expect(first?.cursor == Self.cursors([start])[0])
            #expect(await client.cursors(missed.count) == Self.cursors(missed))
            // And it is live.
            await running.hub.push(server.log.commit(1))
            #expect(await client.cursors(1) == Self.cursors([committed + 1]))
        }
    }

    @Test(
        "what is pushed while the log is read comes once, and nothing is lost", arguments: [1, 90])
    func join(_ perRead: Int) async throws {
        let server = TestServer()
        server.log.commit(300)
        try await server.run { running in
            let reads = Mutex(0)
            server.log.onRead {
                // Four times more is committed and pushed after the log was read, in single
                // pushes; the second time they are more than a socket keeps.
                guard
                    reads.withLock({ reads in
                        reads += 1
                        return reads <= 4
                    })
                else { return }
                for _ in 0..<perRead { await running.hub.push(server.log.commit(1)) }
            }
            let client = try await WebSocketClient.open(running, since: "0a1b-0")
            #expect(await client.next()?.cursor == "0a1b-0")
            let all = 300 + 4 * perRead
            #expect(await client.cursors(all) == Self.cursors(1...all))
            await running.hub.push(server.log.commit(1))
            #expect(await client.cursors(1) == Self.cursors([all + 1]))
        }
    }

    @Test("pushes that are lost, repeated or late lose nothing and repeat nothing")
    func unreliable() async throws {
        let server = TestServer()
        try await server.run { running in
            let client = try await WebSocketClient.open(running)
            #expect(await client.next()?.cursor == "0a1b-0")
            let events = server.log.commit(10)
            for batch in [[0, 1], [1, 2], [5], [3, 4], [6, 7], [9], [9]] {
                await running.hub.push(batch.map { events[$0] })
            }
            #expect(await client.cursors(10) == Self.cursors(1...10))
            await running.hub.push(server.log.commit(1))
            #expect(await client.cursors(1) == Self.cursors([11]))
        }
    }

    @Test("only the sockets of an account are told")
    func isolation() async throws {
        let server = TestServer()
        try await server.run { running in
            let ann = try await WebSocketClient.open(running)
            let bob = try await WebSocketClient.open(running, token: "bob")
            #expect(await ann.next() != nil)
            #expect(await bob.next() != nil)
            await running.hub.push(server.log.commit(1))
            #expect(await ann.cursors(1) == Self.cursors([1]))
            await bob.send(9, [42])
            // The pong is the next thing that Bob hears.
            #expect(await bob.next() == WebSocketClient.Frame(opcode: 10, data: [42]))
        }
    }

    @Test(
        "a client that breaks a rule is told which",
        arguments: [
            // opcode, bytes, masked  code
            (2, 3, true, 1003), (1, 3, false, 1002), (1, 1025, true, 1009), (3, 0, true, 1002),
            (8, 1, true, 1002),
        ] as [(UInt8, Int, Bool, Int)])
    func broken(_ opcode: UInt8, _ size: Int, _ isMasked: Bool, _ code: Int) async throws {
        try await TestServer().run { running in
            let client = try await WebSocketClient.open(running)
            await client.send(opcode, Array(repeating: 65, count: size), isMasked: isMasked)
            #expect(await client.closeCode() == code)
            await client.send(8, [UInt8(code >> 8), UInt8(code & 0xFF)])
            #expect(await client.wire.rest() == "")
        }
    }

    @Test("frames that arrive with the handshake are read after it")
    func early() async throws {
        try await TestServer().run { running in
            let wire = try await running.wire()
            let handshake = Array(WebSocketClient.handshake().utf8)
            await wire.send(handshake + WebSocketClient.frame(9, [1, 2]))
            #expect(await wire.read(until: "\r\n\r\n")?.hasPrefix("HTTP/1.1 101 ") == true)
            let client = WebSocketClient(wire: wire)
            let frames = [await client.next(), await client.next()]
            #expect(frames.contains(WebSocketClient.Frame(opcode: 10, data: [1, 2])))
        }
    }

    @Test("closing is answered with the same code")
    func closing() async throws {
        try await TestServer().run { running in
            let client = try await WebSocketClient.open(running)
            await client.send(8, [0x03, 0xE9])
            #expect(await client.closeCode() == 1001)
            #expect(await client.wire.rest() == "")
            while running.hub.registry.count > 0 { await Task.yield() }
        }
    }

    @Test("when the server stops it says so")
    func shutdown() async throws {
        try await TestServer().run { running in
            let client = try await WebSocketClient.open(running)
            #expect(await client.next() != nil)
            await running.group.triggerGracefulShutdown()
            #expect(await client.closeCode() == 1001)
            await client.send(8, [0x03, 0xE9])
            #expect(await client.wire.rest() == "")
        }
    }

    @Test("a socket ends with its credential", arguments: ["closed", "revoked", "expired"])
    func credential(_ way: String) async throws {
        var server = TestServer()
        server.notificationLimits.credentialCheck = .milliseconds(1)
        let isRevoked = Mutex(false)
        server.revoked = { identities in
            isRevoked.withLock { $0 } ? identities.filter { $0.account.name == "ann" } : []
        }
        server.world.now = { WallTime(milliseconds: isRevoked.withLock { $0 } ? 1 : 0) }
        try await server.run { running in
            let client = try await WebSocketClient.open(
                running, token: way == "expired" ? "ending" : "ann")
            let other = try await WebSocketClient.open(running, token: "bob")
            #expect(await client.next() != nil)
            #expect(await other.next() != nil)
            switch way {
            case "closed":
                running.hub.close([TestAuthenticator.identity(TestAuthenticator.ann)])
            default: isRevoked.withLock { $0 = true }
            }
            #expect(await client.closeCode() == 1008)
            await other.send(9, [])
            #expect(await other.next()?.opcode == 10)
        }
    }

    @Test("a client that does not read is cut, and the others are not touched")
    func slow() async throws {
        var server = TestServer()
        server.notificationLimits.queue = 4 * 1024
        server.notificationLimits.write = .milliseconds(200)
        let log = server.log
        try await server.run { running in
            let slow = try await WebSocketClient.open(running)
            let quick = try await WebSocketClient.open(running)
            #expect(await slow.next() != nil)
            #expect(await quick.next() != nil)
            try await slow.wire.setReading(false)
            var count = 0
            while running.hub.registry.count > 1 {
                await running.hub.push(log.commit(200))
                #expect(await quick.cursors(200) == Self.cursors(count + 1...count + 200))
                count += 200
            }
            try await slow.wire.close()
        }
    }

    @Test("when the log cannot be read the client is sent away to come back")
    func unreadable() async throws {
        let server = TestServer()
        server.log.fail()
        try await server.run { running in
            let client = try await WebSocketClient.open(running, since: "0a1b-0")
            #expect(await client.closeCode() == 1011)
        }
    }
}
