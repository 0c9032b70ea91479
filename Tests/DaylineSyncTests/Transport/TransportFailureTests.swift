import Settings
import Testing

@testable import DaylineSync

/// Goal: who asked can tell what cannot have been done from what may have been.
/// Method: a server that breaks off at every point.
struct TransportFailureTests {
    let transport = CurlTransport()

    @Test(
        "sent, and no whole answer",
        arguments: [
            // No byte.
            "",
            // In the middle of the head.
            "HTTP/1.1 207 Multi-Status\r\nContent-",
            // In the middle of the body.
            "HTTP/1.1 207 Multi-Status\r\nContent-Length: 100\r\n\r\n<multistatus>",
            // In the middle of a piece.
            "HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n<multistatus>",
            // Between two pieces.
            "HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<x/>\r\n",
            // Not what it says it is.
            "HTTP/1.1 207 Multi-Status\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<x/>",
            // No HTTP.
            "SSH-2.0-OpenSSH_9.2\r\n",
        ])
    func broken(_ answer: String) async throws {
        let server = try await ScriptedServer { _ in .last(Array(answer.utf8)) }
        let request = DAVRequest(method: "PUT", target: "/x", body: [1])
        #expect(isBroken(await transport.send(request, to: account(server))))
        // A reader that was given a part of it is told too.
        let read = await transport.send(request, to: account(server)) {
            _ throws(TransportFailure) in
        }
        #expect(isBroken(read))
        #expect(server.seen.count == 2)
    }

    @Test("a server that says nothing, or stops, is given up")
    func stalled() async throws {
        var limits = TransportLimits.standard
        limits.stall = .seconds(1)
        let server = try await ScriptedServer { seen in
            seen.path == "/silent"
                ? .silence
                : .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".utf8))
        }
        for path in ["/silent", "/stops"] {
            let request = DAVRequest(method: "GET", target: path)
            let result = await transport.send(request, to: account(server), limits: limits)
            #expect(isBroken(result), "\(path)")
        }
        limits = .standard
        limits.total = .milliseconds(100)
        let request = DAVRequest(method: "GET", target: "/silent")
        #expect(isBroken(await transport.send(request, to: account(server), limits: limits)))
    }

    @Test("nobody listens: nothing was sent")
    func unreachable() async throws {
        let server = try await ScriptedServer { _ in .silence }
        await server.close()
        let request = DAVRequest(method: "PUT", target: "/x", body: [1])
        let result = await transport.send(request, to: account(server))
        #expect(isUnreachable(result), "\(result)")
    }

    @Test("what waits for a server that cannot be reached ends with the first attempt")
    func unreachableTogether() async throws {
        // It ends a connection on which no HTTP is spoken, as TLS is none.
        let server = try await ScriptedServer { _ in .silence }
        let origin = "https://127.0.0.1:\(server.port)/"
        var account = account(server) { $0.connections = 1 }
        account.base = origin
        let (transport, target) = (transport, account)
        let results = await withTaskGroup(of: Result<DAVReply, TransportFailure>.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let put = DAVRequest(method: "PUT", target: "/\(number)", body: [1])
                    return await transport.send(put, to: target)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy(isUnreachable), "\(results.first.debugDescription)")
        #expect(server.connections < 20, "those that came later make an attempt of their own")
        #expect(server.seen.isEmpty)
    }

    @Test("headers without end are cut")
    func longHeaders() async throws {
        let server = try await ScriptedServer { _ in
            let line = "X-Line: \(String(repeating: "x", count: 1000))\r\n"
            return .bytes(
                Array("HTTP/1.1 200 OK\r\n\(String(repeating: line, count: 300))\r\n".utf8))
        }
        let request = DAVRequest(method: "GET", target: "/")
        let result = await transport.send(request, to: account(server))
        #expect(result == .failure(.tooLong))
    }

    @Test(
        "a kept connection that ends under a request: repeated only when that changes nothing",
        arguments: [
            ("PROPFIND", 3), ("REPORT", 3), ("GET", 3), ("OPTIONS", 3),
            ("PUT", 2), ("DELETE", 2), ("MOVE", 2), ("POST", 2), ("PROPPATCH", 2),
        ])
    func keptConnection(_ method: String, _ requests: Int) async throws {
        let server = try await ScriptedServer { seen in
            // It took the request in, perhaps carried it out, and ended.
            if seen.connection == 0, seen.path == "/2" { return .last([]) }
            return ScriptedServer.answer("200 OK")
        }
        let first = DAVRequest(method: "GET", target: "/1")
        _ = try await transport.send(first, to: account(server)).get()
        let request = DAVRequest(method: method, target: "/2")
        let result = await transport.send(request, to: account(server))
        #expect(server.seen.count == requests)
        #expect(requests == 2 ? isBroken(result) : (try? result.get())?.status == 200)
    }

    @Test("a secret is in no failure, no description and no address")
    func secrets() async throws {
        let server = try await ScriptedServer { _ in .last([]) }
        for authentication in AccountSettings.Authentication.allCases {
            let account = account(server, authentication)
            let request = DAVRequest(method: "GET", target: "/")
            let result = await transport.send(request, to: account)
            var dumped = ""
            dump(account, to: &dumped)
            for text in ["\(result)", "\(account)", String(reflecting: account), dumped] {
                #expect(!text.contains("pass"), "\(text)")
            }
        }
    }
}
