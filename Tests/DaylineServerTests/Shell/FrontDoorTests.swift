import HTTPTypes
import Logging
import Testing

@testable import DaylineServer

/// Goal: who may come in where. Method: one request per row against a handler that names the
/// account; the answer's status and what it must contain.
@Suite("the way in", .timeLimit(.minutes(1)))
struct FrontDoorTests {
    static let server: TestServer = {
        var server = TestServer()
        server.respond = { request in
            let text = "\(request.identity.account.name) \(request.origin) \(request.path)"
            return DAVResponse(status: .ok, body: .bytes(Array(text.utf8)))
        }
        return server
    }()

    static func request(_ line: String, _ token: String?, _ fields: String = "") -> String {
        let authorization = token.map { "Authorization: \($0)\r\n" } ?? ""
        return "\(line) HTTP/1.1\r\nHost: a.example:81\r\n\(authorization)\(fields)"
            + "Connection: close\r\n\r\n"
    }

    @Test(
        "credentials",
        arguments: [
            // request                  authorization    status, and what the answer contains
            ("GET /dav/x", nil, 401, #"WWW-Authenticate: Basic realm="Dayline", charset="UTF-8""#),
            ("GET /dav/x", nil, 401, #"WWW-Authenticate: Bearer realm="Dayline""#),
            ("GET /dav/x", "Bearer wrong", 401, "Content-Length: 0"),
            ("GET /dav/x", "Bearer ann", 200, "ann http://a.example:81 /dav/x"),
            ("GET /dav/x?secret=1", "Bearer ann", 200, "/dav/x"),  // no query in the path
            ("GET /dav/x", "Bearer locked", 429, "Retry-After: 7"),
            ("GET /dav/x", "Bearer gone", 503, "Retry-After: 1"),
            // What clients ask before they log in.
            ("OPTIONS /dav/", nil, 200, "Allow: OPTIONS, GET"),
            ("OPTIONS *", nil, 200, "Allow: OPTIONS, GET"),
            ("OPTIONS /dav/", "Bearer wrong", 401, ""),  // but a wrong one is wrong
            ("PROPFIND /.well-known/caldav", nil, 301, "Location: /dav/"),
            ("GET /healthz", nil, 200, "ok"),
            ("GET /readyz", nil, 200, "ready"),
            // Scopes.
            ("GET /dav/x", "Bearer reader", 200, "ann"),
            ("PROPFIND /dav/x", "Bearer reader", 200, "ann"),
            ("PUT /dav/x", "Bearer reader", 403, ""),
            ("DELETE /dav/x", "Bearer reader", 403, ""),
            ("GET /dav/x", "Bearer listener", 403, ""),
            // Sockets: every refusal is answered.
            ("GET /notifications", nil, 401, ""),
            ("GET /notifications", "Bearer ann", 426, "Upgrade: websocket"),
            ("POST /notifications", "Bearer ann", 405, "Allow: GET"),
        ] as [(String, String?, Int, String)])
    func credentials(
        _ line: String, _ token: String?, _ status: Int, _ contained: String
    ) async throws {
        let answer = try await Self.server.run {
            try await $0.answer(Self.request(line, token))
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        #expect(contained.isEmpty || answer.contains(contained), "\(answer)")
    }

    @Test(
        "what a proxy says is believed from a proxy alone",
        arguments: [
            // behind one, fields                                                          answer
            (true, "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n", "https://a."),
            (true, "X-Forwarded-For: 1.2.3.4, 203.0.113.9\r\n", "http://a."),
            (true, "X-Forwarded-For: 203.0.113.9, 1.2.3.4\r\n", "401"),  // the nearest one counts
            (false, "X-Forwarded-For: 203.0.113.9\r\n", "401"),
        ])
    func forwarded(_ isBehindProxy: Bool, _ fields: String, _ contained: String) async throws {
        var server = Self.server
        server.isBehindProxy = isBehindProxy
        let answer = try await server.run {
            try await $0.answer(Self.request("GET /dav/", "Address", fields))
        }
        #expect(answer.contains(contained), "\(answer)")
    }

    @Test("metrics are for this machine, or for who has the token")
    func metrics() async throws {
        var server = Self.server
        try await server.run { running in
            let here = try await running.answer(Self.request("GET /metrics", nil))
            #expect(here.hasSuffix("up 1\n"))
        }
        // Behind a proxy everybody comes from this machine.
        server.isBehindProxy = true
        server.metricsToken = "watch"
        let away = "X-Forwarded-For: 203.0.113.1\r\n"
        for (token, status) in [(nil, 404), ("Bearer wrong", 404), ("Bearer watch", 200)] {
            let answer = try await server.run {
                try await $0.answer(Self.request("GET /metrics", token, away))
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test(
        "plain HTTP is for this machine and for a proxy",
        arguments: [
            // host            behind a proxy, refused
            ("127.0.0.1", false, false), ("127.1.2.3", false, false), ("::1", false, false),
            ("localhost", false, false), ("0.0.0.0", false, true), ("::", false, true),
            ("127.evil.example", false, true), ("192.0.2.1", true, false),
        ])
    func plain(_ host: String, _ isBehindProxy: Bool, _ isRefused: Bool) throws {
        let settings = ListenerSettings(host: host, port: 1, isBehindProxy: isBehindProxy)
        if isRefused {
            #expect(throws: ListenerError.plainHTTP(host: host)) { try settings.validate() }
        } else {
            #expect(throws: Never.self) { try settings.validate() }
        }
    }

    @Test("the log has neither queries nor credentials")
    func log() {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "a", path: "/dav/calendars/?token=secret",
            headerFields: [.authorization: "Bearer secret"])
        var record = RequestRecord()
        record.id = "1"
        record.account = AccountID(row: 4)
        record.visit = Visit(
            head: head,
            peer: Peer(address: "192.0.2.1", isSecure: false, isMultiplexed: false), id: "1",
            now: WallTime(milliseconds: 0), isBehindProxy: false)
        let metadata = record.metadata(took: .milliseconds(3))
        #expect(metadata["path"] == "/dav/calendars/" && metadata["account"] == "4")
        #expect(metadata["route"] == "homes" && metadata["method"] == "GET")
        #expect(!"\(metadata)".contains("secret"))
    }
}
