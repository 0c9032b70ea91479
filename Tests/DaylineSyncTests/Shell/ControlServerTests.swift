import Control
import Foundation
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: the control socket does what dayline-sync(1) says, whatever its clients do. Method: real
/// sockets; each client says its part and checks what comes.
@Suite("control socket", .timeLimit(.minutes(2))) struct ControlServerTests {
    private static let hello = ControlMessage.hello(
        version: SyncVersion.current, protocolVersion: ControlCodec.protocolVersion)
    private static let done = ControlMessage.done(ok: true, text: "")

    @Test("greets, answers, and says what it did not understand") func talk() async throws {
        try await ControlBench().serve {
            $0 == .status ? [.status(DaemonStatus())] : [.done(ok: true, text: "\($0)")]
        } _: { bench in
            let heard = try await bench.client { client in
                var heard = [try client.next()]
                try client.send(.status)
                heard.append(try client.next())
                client.sendRaw("{\"sync\":{\"account\":\"a\"}}\nrubbish\n")
                heard += [try client.next(), try client.next()]
                return Set(heard)
            }
            #expect(
                heard == [
                    Self.hello, .status(DaemonStatus()),
                    .done(ok: true, text: "\(ControlRequest.sync(account: "a"))"),
                    .error(text: "no request that is known"),
                ])
        }
    }

    @Test("all who listen are told, others are not") func several() async throws {
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        let (told, isTold) = AsyncStream<Void>.makeStream()
        try await ControlBench().serve { request in
            guard request == .edited else { return [.status(DaemonStatus())] }
            for await _ in told { break }
            return [Self.done]
        } _: { bench in
            try await withThrowingTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        let heard = try await bench.client { client in
                            try client.send(.subscribe)
                            let first = [try client.next(), try client.next()]
                            isReady.yield()
                            return first + [try client.next()]
                        }
                        #expect(heard == [Self.hello, .status(DaemonStatus()), .changed])
                        isTold.yield()
                    }
                }
                group.addTask {
                    // Answered when others were told.
                    let heard = try await bench.client { client in
                        try client.send(.edited)
                        let first = try client.next()
                        isReady.yield()
                        return [first, try client.next()]
                    }
                    #expect(heard == [Self.hello, Self.done])
                }
                var waiting = ready.makeAsyncIterator()
                for _ in 0..<4 { await waiting.next() }
                bench.hub.tell(.changed)
                try await group.waitForAll()
            }
        }
    }

    @Test("a line that is too long ends the connection") func longLine() async throws {
        try await ControlBench().serve({ _ in [] }) { bench in
            let heard = try await bench.client { client in
                client.sendRaw(String(repeating: "x", count: ControlCodec.longestRequest))
                return try client.untilClosed()
            }
            #expect(heard == [Self.hello, .error(text: "a line has at most 4096 bytes")])
        }
    }

    @Test("who does not read is cut off, and nobody else") func slow() async throws {
        try await ControlBench().serve({ _ in [Self.done] }) { bench in
            let long = ControlMessage.notice(
                calendar: "", text: String(repeating: "x", count: 1 << 14))
            // Reads nothing while it is told far more than is kept for anybody.
            let heard = try await bench.client { client in
                try client.send(.subscribe)
                _ = try client.next()
                _ = try client.next()
                var told = 0
                while bench.hub.count > 0, told < 100_000 {
                    bench.hub.tell(long)
                    told += 1
                }
                return (told: told, heard: try client.untilClosed().count)
            }
            #expect(heard.told > ControlHub.backlog, "a client may fall behind a little")
            #expect(heard.heard < heard.told)
            let other = try await bench.client { client in
                try client.send(.subscribe)
                _ = try client.next()
                _ = try client.next()
                bench.hub.tell(.changed)
                return try client.next()
            }
            #expect(other == .changed)
        }
    }

    @Test("requests at a time are bounded, and go with their client") func manyRequests()
        async throws
    {
        let ended = Mutex(0)
        let (ends, end) = AsyncStream<Void>.makeStream()
        try await ControlBench().serve { _ in
            try? await Task.sleep(for: .seconds(86_400))  // until it is given up
            ended.withLock { $0 += 1 }
            end.yield()
            return []
        } _: { bench in
            let answer = try await bench.client { client in
                _ = try client.next()
                for _ in 0...ControlServer.parallel { try client.send(.sync(account: nil)) }
                return try client.next()
            }
            #expect(answer == .error(text: "too many requests at a time"))
            var waiting = ends.makeAsyncIterator()
            for _ in 0..<ControlServer.parallel { await waiting.next() }
            #expect(ended.withLock { $0 } == ControlServer.parallel)
        }
    }

    @Test("connections at a time are bounded; the socket goes with the server") func manyClients()
        async throws
    {
        let bench = try ControlBench()
        try await bench.serve({ _ in [] }) { bench in
            let path = bench.path
            let heard = try await bench.client { first in
                var open = [first]
                for _ in 1..<ControlServer.connections {
                    open.append(try ControlConnection(path: path))
                }
                for client in open { _ = try client.next() }
                return try ControlConnection(path: path).untilClosed()
            }
            #expect(heard == [])
        }
        #expect(!FileManager.default.fileExists(atPath: bench.path))
    }
}
