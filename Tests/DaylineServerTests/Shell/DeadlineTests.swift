import HTTPTypes
import ServiceLifecycle
import Testing

@testable import DaylineServer

/// Goal: nobody holds a connection by being slow. Method: deadlines of some milliseconds; the test
/// waits for the server to close, which without the deadline it never would.
@Suite("deadlines of connections", .timeLimit(.minutes(1)))
struct DeadlineTests {
    static let host = "Host: a\r\nAuthorization: Bearer ann\r\n"

    static func server(_ set: (inout ServerLimits) -> Void) -> TestServer {
        var server = TestServer()
        server.limits.firstHead = .seconds(50)
        server.limits.idle = .seconds(50)
        server.limits.linger = .milliseconds(20)
        set(&server.limits)
        return server
    }

    @Test(
        "a head that does not come to its end is cut",
        arguments: [
            "",  // silent
            "G",  // not even a protocol
            "GET / HT",
            "GET / HTTP/1.1\r\nHost: a\r\nX: ",
        ])
    func head(_ start: String) async throws {
        let rest = try await Self.server { $0.firstHead = .milliseconds(30) }.run { running in
            try await running.answer(start)
        }
        #expect(rest == "")
    }

    @Test(
        "a peer that hangs up before it has asked is let go at once",
        arguments: ["", "G", "GET / HTTP/1.1\r\nHost: a\r\n"])
    func hangUp(_ start: String) async throws {
        let rest = try await Self.server { _ in }.run { running in
            let wire = try await running.wire()
            await wire.send(start)
            try await wire.finish()
            return await wire.rest()
        }
        #expect(!rest.contains("200 OK"))
    }

    @Test("what drips in does not stretch the time for a head")
    func drippingHead() async throws {
        let server = Self.server {
            $0.firstHead = .milliseconds(50)
            $0.headerCount = .max
            $0.headers = .max
        }
        try await server.run { running in
            let wire = try await running.wire()
            await wire.send("GET / HTTP/1.1\r\n")
            // Each field arrives by itself; the server closes in the midst of them.
            let dripping = Task {
                for number in 0..<1_000_000 where !Task.isCancelled {
                    await wire.send("X-\(number % 50): a\r\n")
                }
            }
            #expect(await wire.rest() == "")
            dripping.cancel()
            await dripping.value
        }
    }

    @Test("a body that does not come to its end is answered 408 and cut")
    func body() async throws {
        let rest = try await Self.server { $0.bodyTime = .milliseconds(30) }.run { running in
            try await running.answer(
                "PUT /x HTTP/1.1\r\n\(Self.host)Content-Length: 10\r\n\r\nabc")
        }
        #expect(rest.hasPrefix("HTTP/1.1 408 "))
    }

    @Test("a connection that is not used any more is closed")
    func idle() async throws {
        let rest = try await Self.server { $0.idle = .milliseconds(30) }.run { running in
            try await running.answer("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        #expect(rest.hasPrefix("HTTP/1.1 200 ") && rest.hasSuffix("ok\n"))
    }

    @Test("a peer that does not read its answer is cut")
    func slowReader() async throws {
        var server = Self.server { $0.write = .milliseconds(50) }
        let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
        server.respond = { _ in
            let piece = Array(repeating: UInt8(ascii: "a"), count: 1 << 20)
            let body = DAVBody.pieces { write in
                // Far more than the buffers of a loopback connection hold.
                do {
                    for _ in 0..<256 { try await write(piece) }
                    ended.yield(true)
                } catch {
                    ended.yield(false)
                    throw error
                }
            }
            return DAVResponse(status: .ok, body: body)
        }
        try await server.run { running in
            let wire = try await running.wire()
            try await wire.setReading(false)
            await wire.send("GET /x HTTP/1.1\r\n\(Self.host)\r\n")
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == false)
            try await wire.close()
        }
    }

    @Test("a request in progress is finished when the server stops, others are not taken")
    func shutdown() async throws {
        var server = Self.server { _ in }
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        server.respond = { _ in
            begin.yield()
            for await _ in released {}
            return DAVResponse(status: .ok, body: .bytes(Array("done".utf8)))
        }
        try await server.run { running in
            let wire = try await running.wire()
            let idle = try await running.wire()
            await idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await idle.read(until: "ok\n") != nil)
            await wire.send("GET /x HTTP/1.1\r\n\(Self.host)\r\n")
            for await _ in began { break }
            await running.group.triggerGracefulShutdown()
            #expect(await idle.rest() == "")
            release.finish()
            #expect(await wire.rest().hasSuffix("done"))
        }
    }

    @Test("a request that does not end holds the server no longer than its bound")
    func boundedShutdown() async throws {
        var server = Self.server { $0.shutdown = .milliseconds(30) }
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        server.respond = { _ in
            begin.yield()
            // Ends when the connection does, because its task is cancelled then.
            for await _ in AsyncStream<Void>.makeStream().stream {}
            return DAVResponse(status: .ok)
        }
        try await server.run { running in
            let wire = try await running.wire()
            await wire.send("GET /x HTTP/1.1\r\n\(Self.host)\r\n")
            for await _ in began { break }
            await running.group.triggerGracefulShutdown()
            #expect(await wire.rest() == "")
        }
    }
}
