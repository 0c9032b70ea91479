import Settings
import Testing

@testable import DaylineSync

/// Goal: requests arrive as they were meant, and answers come back whole or not at all.
/// Method: a server that says what the test wrote down.
struct TransportTests {
    let transport = CurlTransport()

    @Test("method, path, headers and body arrive as they are, and nothing but them")
    func exactRequest() async throws {
        let server = try await ScriptedServer { _ in
            ScriptedServer.answer("201 Created", ["ETag: \"1\"", "DAV: 1", "DAV: 3"])
        }
        let request = DAVRequest(
            method: "PUT", target: "/a%2Fb/../x.ics",
            headers: [.init(name: "If-None-Match", value: "*")],
            body: Array("BEGIN:VCALENDAR\0".utf8))
        let reply = try await transport.send(request, to: account(server)).get()
        #expect(reply.status == 201)
        #expect(reply.headers["etag"] == "\"1\"")
        #expect(reply.headers["dav"] == "1, 3")
        let seen = try #require(server.seen.first)
        #expect(seen.method == "PUT")
        #expect(seen.path == "/a%2Fb/../x.ics")
        #expect(seen.body == "BEGIN:VCALENDAR\0")
        #expect(seen.headers["if-none-match"] == "*")
        // Nobody asked for them: a form's content type, a wait for 100, a password.
        for name in ["content-type", "expect", "authorization"] {
            #expect(seen.headers[name] == nil, "\(name)")
        }
    }

    @Test(
        "methods with and without body",
        arguments: [
            ("GET", "", nil), ("HEAD", "", nil), ("OPTIONS", "", nil), ("DELETE", "", nil),
            // An empty object is still one.
            ("PUT", "", "0"), ("PROPFIND", "<x/>", "4"), ("REPORT", "<x/>", "4"),
            ("MKCALENDAR", "", nil), ("MOVE", "", nil),
        ] as [(String, String, String?)])
    func methods(_ method: String, _ body: String, _ length: String?) async throws {
        let server = try await ScriptedServer { _ in ScriptedServer.answer("200 OK") }
        let request = DAVRequest(method: method, target: "/", body: Array(body.utf8))
        #expect(try await transport.send(request, to: account(server)).get().status == 200)
        // The handle is used again: nothing of the last request may be left.
        let get = DAVRequest(method: "GET", target: "/")
        #expect(try await transport.send(get, to: account(server)).get().status == 200)
        #expect(server.seen.map(\.method) == [method, "GET"])
        #expect(server.seen.map(\.body) == [body, ""])
        #expect(server.seen.map { $0.headers["content-length"] } == [length, nil])
        #expect(server.seen.map(\.connection) == [0, 0], "one connection")
    }

    @Test("a compressed answer is read, and its bytes are limited after decompression")
    func compressed() async throws {
        let zipped = try #require(Self.zipped)
        let server = try await ScriptedServer { _ in
            let head =
                "HTTP/1.1 207 Multi-Status\r\nContent-Encoding: gzip\r\n"
                + "Content-Length: \(zipped.count)\r\n\r\n"
            return .bytes(Array(head.utf8) + zipped)
        }
        let request = DAVRequest(method: "REPORT", target: "/")
        let reply = try await transport.send(request, to: account(server)).get()
        #expect(String(decoding: reply.body, as: UTF8.self) == Self.unzipped)
        #expect(server.seen[0].headers["accept-encoding"]?.contains("gzip") == true)
        var limits = TransportLimits.standard
        limits.answerBytes = Self.unzipped.utf8.count - 1
        let cut = await transport.send(request, to: account(server), limits: limits)
        #expect(cut == .failure(.tooLong))
    }

    @Test("a redirect keeps method, body and headers, and the reply says where it ended")
    func redirected() async throws {
        let server = try await ScriptedServer { seen in
            switch seen.path {
            case "/.well-known/caldav":
                ScriptedServer.answer("301 Moved", ["Location: /dav/"], "<html>moved</html>")
            case "/dav/": ScriptedServer.answer("307 Away", ["Location: home/"])
            default: ScriptedServer.answer("207 Multi-Status", [], "<multistatus/>")
            }
        }
        let request = DAVRequest(
            method: "PROPFIND", target: "/.well-known/caldav",
            headers: [.init(name: "Depth", value: "0")], body: Array("<propfind/>".utf8))
        let reply = try await transport.send(request, to: account(server, .basic)).get()
        #expect(reply.status == 207)
        #expect(String(decoding: reply.body, as: UTF8.self) == "<multistatus/>")
        #expect(reply.url == "\(server.url)dav/home/")
        #expect(reply.isMoved)
        #expect(server.seen.map(\.path) == ["/.well-known/caldav", "/dav/", "/dav/home/"])
        for seen in server.seen {
            #expect(seen.method == "PROPFIND")
            #expect(seen.body == "<propfind/>")
            #expect(seen.headers["depth"] == "0")
            #expect(seen.headers["authorization"] != nil, "it is the same origin")
        }
    }

    @Test("a redirect to another origin carries no credentials; a request to one does not either")
    func otherOrigin() async throws {
        let other = try await ScriptedServer { _ in ScriptedServer.answer("401 No") }
        let target = other.url
        let server = try await ScriptedServer { _ in
            ScriptedServer.answer("302 Away", ["Location: \(target)x"])
        }
        for authentication in [AccountSettings.Authentication.basic, .bearer, .any, .digest] {
            let request = DAVRequest(method: "REPORT", target: "/", body: Array("<x/>".utf8))
            let reply = try await transport.send(request, to: account(server, authentication)).get()
            #expect(reply.status == 401)
            #expect(reply.url == "\(target)x")
            let direct = DAVRequest(method: "GET", target: target)
            _ = try await transport.send(direct, to: account(server, authentication)).get()
        }
        // The same machine under another name is another origin.
        let alias = DAVRequest(method: "GET", target: server.alias)
        _ = try await transport.send(alias, to: account(server, .basic)).get()
        #expect(other.seen.count == 9)
        #expect(other.seen.allSatisfy { $0.headers["authorization"] == nil })
    }

    @Test("redirects in a circle end")
    func circle() async throws {
        let server = try await ScriptedServer { _ in
            ScriptedServer.answer("302 Away", ["Location: /"])
        }
        let request = DAVRequest(method: "PROPFIND", target: "/")
        let result = await transport.send(request, to: account(server))
        #expect(isRefused(result))
        #expect(server.seen.count == 6)
    }

    @Test(
        "what is not asked for",
        arguments: [
            // Plain http that would leave the machine.
            ("http://192.0.2.1/", "/", "Depth", "0"),
            ("ftp://127.0.0.1/", "/", "Depth", "0"),
            ("caldav.example.org", "/", "Depth", "0"),
            // A line break would begin a header of its own, or a request.
            ("http://127.0.0.1:1/", "/", "If-Match", "\"a\"\r\nX: y"),
        ])
    func refused(_ base: String, _ target: String, _ name: String, _ value: String) async {
        let account = TransportAccount(base: base, settings: .init(name: "a", url: base))
        let request = DAVRequest(
            method: "PROPFIND", target: target, headers: [.init(name: name, value: value)])
        #expect(isRefused(await transport.send(request, to: account)))
    }

    /// Method: a network that no machine is in; that it was tried is enough.
    @Test("plain http to another machine where the user insists", arguments: [true, false])
    func insecure(_ isForced: Bool) async {
        var settings = AccountSettings(name: "a", url: "http://192.0.2.1/")
        settings.isInsecure = isForced
        var limits = TransportLimits.standard
        limits.connect = .milliseconds(20)
        let result = await transport.send(
            DAVRequest(method: "PROPFIND", target: "/"),
            to: TransportAccount(base: settings.url, settings: settings), limits: limits)
        #expect(isRefused(result) == !isForced)
    }

    static let unzipped = String(repeating: "<multistatus/>", count: 1000)
    static let zipped = bytes(
        base64: "H4sIAAAAAAACA+3HMQ0AIAwAMEkYWPDCSQLXNv944G6/xu1TO2tV55hhZmZmZmZmZmZmZmZmZmZm"
            + "ZmZmZmZmZmZmZmb2tQesiKkBsDYAAA==")
}
