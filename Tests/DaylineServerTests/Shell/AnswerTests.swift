import HTTPTypes
import Testing

@testable import DaylineServer

/// Goal: answers arrive whole, in order and as HTTP wants them. Method: a handler per test, raw
/// bytes on a socket.
@Suite("answers", .timeLimit(.minutes(1)))
struct AnswerTests {
    static let host = "Host: a\r\nAuthorization: Bearer ann\r\n"
    static let last = "Connection: close\r\n\r\n"
    static let xml: HTTPFields = [.contentType: "application/xml; charset=utf-8"]

    static func server(
        _ respond: @escaping @Sendable (DAVRequest) async -> DAVResponse
    ) -> TestServer {
        var server = TestServer()
        server.respond = respond
        server.limits.linger = .milliseconds(20)
        return server
    }

    @Test("pipelined requests are answered in their order, to the end of what was said")
    func pipelined() async throws {
        let server = Self.server { request in
            DAVResponse(status: .ok, body: .bytes(Array("\(request.path) ".utf8) + request.body))
        }
        let answer = try await server.run { running in
            let wire = try await running.wire()
            var requests = ""
            for number in 0..<300 {
                requests += "PUT /\(number) HTTP/1.1\r\n\(Self.host)Content-Length: 2\r\n\r\nzz"
            }
            await wire.send(requests)
            try await wire.finish()
            return await wire.rest()
        }
        let bodies = answer.split(separator: "HTTP/1.1 200 OK\r\n").map { part in
            part.firstRange(of: "\r\n\r\n").map { part[$0.upperBound...] }
        }
        #expect(bodies == (0..<300).map { "/\($0) zz" })
    }

    @Test("a connection that ends with a request serves no later one")
    func lastRequest() async throws {
        let server = Self.server { _ in DAVResponse(status: .ok) }
        let answer = try await server.run {
            try await $0.answer(
                "GET /1 HTTP/1.1\r\n\(Self.host)\r\nGET /2 HTTP/1.1\r\n\(Self.host)\(Self.last)"
                    + "GET /3 HTTP/1.1\r\n\(Self.host)\r\n")
        }
        #expect(answer.components(of: "HTTP/1.1 200 ") == 2)
    }

    @Test("a body is asked for with 100 only after its sender was let in")
    func expectContinue() async throws {
        let server = Self.server { request in
            DAVResponse(status: .created, body: .bytes(request.body))
        }
        try await server.run { running in
            let wire = try await running.wire()
            let put = "PUT /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n"
            await wire.send(put + "Authorization: Bearer ann\r\n\(Self.last)")
            #expect(await wire.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            await wire.send("hello")
            #expect(await wire.rest().hasSuffix("\r\n\r\nhello"))
            let refused = try await running.answer(put + "Authorization: nonsense\r\n\r\n")
            #expect(refused.hasPrefix("HTTP/1.1 401 "))
            let tooLarge = try await running.answer(
                "PUT /x HTTP/1.1\r\n\(Self.host)Expect: 100-continue\r\n"
                    + "Content-Length: 99999999\r\n\r\n")
            #expect(tooLarge.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("a short body that nobody wanted is thrown away, and the connection is kept")
    func unwantedBody() async throws {
        try await Self.server { _ in DAVResponse(status: .ok) }.run { running in
            let wire = try await running.wire()
            await wire.send("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
            let answer = await wire.read(until: "\r\n\r\n")
            #expect(answer?.hasPrefix("HTTP/1.1 401 ") == true)
            await wire.send("lloGET /healthz HTTP/1.1\r\nHost: a\r\n\(Self.last)")
            #expect(await wire.rest().hasSuffix("ok\n"))
        }
    }

    @Test("every answer has a date and the request's id, and names no server")
    func fields() async throws {
        var server = Self.server { _ in DAVResponse(status: .noContent) }
        server.world.now = { WallTime(milliseconds: 784_111_777_000) }
        server.world.random = { Array(repeating: 0xAB, count: $0) }
        try await server.run { running in
            let get = "GET /x HTTP/1.1\r\n\(Self.host)"
            let made = try await running.answer(get + Self.last)
            #expect(made.contains("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"))
            #expect(made.contains("X-Request-Id: abababababababab\r\n"))
            #expect(!made.contains("Server:") && !made.contains("Content-Length"))
            let given = try await running.answer(get + "X-Request-Id: of-mine.1\r\n\(Self.last)")
            #expect(given.contains("X-Request-Id: of-mine.1\r\n"))
            let unfit = try await running.answer(get + "X-Request-Id: a b\r\n\(Self.last)")
            #expect(unfit.contains("X-Request-Id: abababababababab\r\n"))
        }
    }

    @Test("HEAD has the fields of GET, its length too, and no body")
    func head() async throws {
        let server = Self.server { request in
            let piece = Array(repeating: UInt8(ascii: "x"), count: 50_000)
            return DAVResponse(
                status: .ok,
                body: request.path == "/bytes"
                    ? .bytes(piece) : .pieces { for _ in 0..<3 { try await $0(piece) } })
        }
        try await server.run { running in
            for (path, length) in [("/bytes", 50_000), ("/pieces", 150_000)] {
                let answer = try await running.answer(
                    "HEAD \(path) HTTP/1.1\r\n\(Self.host)\(Self.last)")
                #expect(answer.contains("Content-Length: \(length)\r\n"))
                #expect(answer.hasSuffix("\r\n\r\n"))
            }
        }
    }

    @Test(
        "what fails in the midst of an answer does not look whole",
        arguments: [
            // pieces before it fails, what the answer starts with
            (0, "HTTP/1.1 500 "),
            (5, "HTTP/1.1 200 "),
        ])
    func failing(_ pieces: Int, _ start: String) async throws {
        struct Broken: Error {}
        let server = Self.server { _ in
            DAVResponse(
                status: .ok,
                body: .pieces { write in
                    for _ in 0..<pieces { try await write(Array(repeating: 65, count: 70_000)) }
                    throw Broken()
                })
        }
        let answer = try await server.run {
            try await $0.answer("GET /x HTTP/1.1\r\n\(Self.host)\(Self.last)")
        }
        #expect(answer.hasPrefix(start))
        #expect(!answer.hasSuffix("0\r\n\r\n"))
    }

    @Test(
        "answers are compressed for who accepts it, when it is worth it",
        arguments: [
            // fields of the answer                       bytes  accepts      compressed
            (xml, 5000, "gzip", true),
            (xml, 300_000, "gzip", true),  // sent in pieces
            (xml, 5000, "gzip;q=0", false),
            (xml, 5000, "br", false),
            (xml, 500, "gzip", false),  // not worth it
            ([.contentType: "image/png"], 5000, "gzip", false),
            // The tag names these bytes, and comes back in If-Match.
            ([.contentType: "text/calendar", .eTag: "\"1\""], 5000, "gzip", false),
        ] as [(HTTPFields, Int, String, Bool)])
    func gzip(_ fields: HTTPFields, _ size: Int, _ accepted: String, _ expected: Bool) async throws
    {
        let body = (0..<size).map { UInt8(ascii: "a") + UInt8($0 % 23) }
        let server = Self.server { _ in
            DAVResponse(
                status: .multiStatus, headers: fields,
                body: .pieces { write in
                    for start in stride(from: 0, to: size, by: 1000) {
                        try await write(Array(body[start..<min(start + 1000, size)]))
                    }
                })
        }
        let (head, sent) = try await server.run { running in
            let wire = try await running.wire()
            // HTTP/1.0 has no chunks, so the body is what follows the head.
            await wire.send(
                "GET /x HTTP/1.0\r\n\(Self.host)Accept-Encoding: \(accepted)\r\n\r\n")
            let head = await wire.read(until: "\r\n\r\n") ?? ""
            return (head, await wire.restBytes())
        }
        #expect(head.contains("Content-Encoding: gzip") == expected)
        #expect(head.contains("Vary: Accept-Encoding") == (fields == Self.xml))
        let plain =
            expected ? try GzipInflater.inflated(sent, limit: 1_000_000, ratio: 10_000) : sent
        #expect(plain == body)
    }
}

extension HTTPResponse.Status {
    static let multiStatus = HTTPResponse.Status(code: 207)
}
