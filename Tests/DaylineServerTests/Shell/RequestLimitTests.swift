import HTTPTypes
import Testing

@testable import DaylineServer

/// Goal: every limit of a request is kept and answered in words of HTTP. Method: a server whose
/// limits are small, raw bytes in, the status line and the end of the connection out.
@Suite("limits of requests")
struct RequestLimitTests {
    @Test(
        "connections leave files for the database",
        arguments: [
            (1_000_000, 1),  // enough for all
            (10_000, 2),  // each address has its share
            (256, 1),
            (20, 1),  // too few; one connection is taken all the same
        ])
    func files(_ files: Int, _ listeners: Int) {
        var limits = ServerLimits()
        limits.fit(files: files, listeners: listeners)
        let reserved = files - limits.connections * listeners
        #expect(limits.connections <= 16_384 && limits.connections >= 1)
        #expect(reserved >= 64 || limits.connections == 1)
    }

    static let limits: ServerLimits = {
        var limits = ServerLimits()
        limits.headerField = 400
        limits.headers = 1000
        limits.headerCount = 10
        limits.target = 100
        limits.body = 1000
        limits.linger = .milliseconds(20)
        return limits
    }()

    static let host = "Host: a\r\nAuthorization: Bearer ann\r\n"

    @Test(
        "what is too much, or is no request, is answered and closed",
        arguments: [
            // request                                                              status
            ("GET /\(filler(200)) HTTP/1.1\r\n\(host)\r\n", 414),
            ("GET / HTTP/1.1\r\n\(host)X: \(filler(500))\r\n\r\n", 431),  // one field
            ("GET / HTTP/1.1\r\n\(host)\(fields(4, 300))\r\n", 431),  // all together
            ("GET / HTTP/1.1\r\n\(host)\(fields(20, 1))\r\n", 431),  // too many
            ("PUT /x HTTP/1.1\r\n\(host)Content-Length: 1001\r\n\r\n", 413),  // announced
            ("PUT /x HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n\(chunk(1001))", 413),
            ("GET / HTTP/1.1\r\n\r\n", 400),  // RFC 9112 §3.2: Host is required
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),  // would stand in URLs
            ("GET x HTTP/1.1\r\n\(host)\r\n", 400),  // no absolute path
            ("CONNECT a:1 HTTP/1.1\r\n\(host)\r\n", 400),
            ("PUT / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 2\r\n\r\n1", 400),
            ("PUT / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n", 400),
            (  // RFC 9112 §6.1: two lengths are how requests are smuggled
                "PUT / HTTP/1.1\r\n\(host)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"
                    + "\r\n3\r\nabc\r\n0\r\n\r\n", 400
            ),
            ("PUT /x HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
            ("GET / HTTP/1.1\r\n\(host)A: \u{0}\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\(host)A b: c\r\n\r\n", 400),
            ("\u{1}\u{2}\u{3}\r\n\r\n", 400),
            ("PUT /x HTTP/1.1\r\n\(host)Expect: x\r\nContent-Length: 3\r\n\r\n", 417),
        ])
    func refused(_ request: String, _ status: Int) async throws {
        var server = TestServer()
        server.limits = Self.limits
        let answer = try await server.run { try await $0.answer(request) }
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        #expect(answer.contains("Connection: close") || answer.contains("connection: close"))
        // Not one byte of it was taken for another request.
        #expect(answer.components(of: "HTTP/1.1 ") == 1)
    }

    @Test(
        "what is within its limit is served",
        arguments: [
            "GET /\(filler(90)) HTTP/1.1\r\n\(host)Connection: close\r\n\r\n",
            "GET / HTTP/1.1\r\n\(host)X: \(filler(390))\r\nConnection: close\r\n\r\n",
            "PUT / HTTP/1.1\r\n\(host)Content-Length: 1000\r\nConnection: close\r\n\r\n"
                + filler(1000),
            "GET http://a/x HTTP/1.1\r\n\(host)Connection: close\r\n\r\n",  // absolute form
            "GET / HTTP/1.0\r\nAuthorization: Bearer ann\r\n\r\n",  // HTTP/1.0 needs no Host
        ])
    func served(_ request: String) async throws {
        var server = TestServer()
        server.limits = Self.limits
        let answer = try await server.run { try await $0.answer(request) }
        #expect(answer.dropFirst(8).hasPrefix(" 200 "), "\(answer)")
    }

    @Test("an account has so many requests at a time, others are not touched")
    func perAccount() async throws {
        var server = TestServer()
        server.limits.requestsPerAccount = 1
        let (running, began) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        server.respond = { request in
            guard request.path == "/dav/slow" else { return DAVResponse(status: .ok) }
            began.yield()
            for await _ in released {}
            return DAVResponse(status: .ok)
        }
        try await server.run { running_ in
            let slow = try await running_.wire()
            await slow.send("GET /dav/slow HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
            for await _ in running { break }
            let close = "Connection: close\r\n\r\n"
            let second = try await running_.answer("GET /dav/ HTTP/1.1\r\n\(Self.host)\(close)")
            #expect(second.hasPrefix("HTTP/1.1 429 ") && second.contains("Retry-After: 1"))
            let other = try await running_.answer(
                "GET /dav/ HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer bob\r\n\(close)")
            #expect(other.hasPrefix("HTTP/1.1 200 "))
            release.finish()
            #expect(await slow.rest().hasPrefix("HTTP/1.1 200 "))
            let after = try await running_.answer("GET /dav/ HTTP/1.1\r\n\(Self.host)\(close)")
            #expect(after.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("with all connections taken the next one waits until one is closed")
    func connections() async throws {
        var server = TestServer()
        server.limits.connections = 1
        try await server.run { running in
            let first = try await running.wire()
            let request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            await first.send(request)
            #expect(await first.read(until: "ok\n") != nil)
            let second = try await running.wire()
            await second.send(request)
            await first.send(request)
            #expect(await first.read(until: "ok\n") != nil)
            try await first.close()
            #expect(await second.read(until: "ok\n") != nil)
            try await second.close()
        }
    }
}

func filler(_ count: Int) -> String { String(repeating: "a", count: count) }

/// Header fields with values of so many bytes.
private func fields(_ count: Int, _ size: Int) -> String {
    (0..<count).map { "X-\($0): \(filler(size))\r\n" }.joined()
}

private func chunk(_ size: Int) -> String {
    "\(String(size, radix: 16))\r\n\(filler(size))\r\n0\r\n\r\n"
}

extension String {
    /// How often another text is in this one.
    func components(of text: String) -> Int { ranges(of: text).count }
}
