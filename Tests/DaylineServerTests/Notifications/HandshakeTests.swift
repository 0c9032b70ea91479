import HTTPTypes
import Testing

@testable import DaylineServer

/// Goal: the opening handshake of RFC 6455 §4.2. Method: the good one, and each row spoils one
/// thing.
@Suite("handshake of notifications", .timeLimit(.minutes(1)))
struct HandshakeTests {
    static let good: [String: String] = [
        "Upgrade": "websocket", "Connection": "keep-alive, Upgrade",
        "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ]

    static func answer(
        _ changes: [String: String?], method: HTTPRequest.Method = .get, isMultiplexed: Bool = false
    ) -> Handshake.Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "a.example", path: "/")
        for (name, value) in good { head.headerFields[named: name] = value }
        for (name, value) in changes { head.headerFields[named: name] = value }
        return Handshake.answer(to: head, isMultiplexed: isMultiplexed)
    }

    @Test("the key's answer is that of RFC 6455 §1.3")
    func accept() {
        #expect(Handshake.accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test(
        "what is right is accepted",
        arguments: [
            [:],
            ["Upgrade": "WebSocket"], ["Connection": "upgrade"],  // in any case
            ["Sec-WebSocket-Protocol": "x, dayline.notifications.v1"],
            ["Origin": "https://a.example"],
        ])
    func accepted(_ changes: [String: String]) throws {
        guard case .accepted(let fields) = Self.answer(changes.mapValues { $0 }) else {
            throw Refused()
        }
        #expect(fields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        let offered = changes["Sec-WebSocket-Protocol"] != nil
        #expect(fields[.secWebSocketProtocol] == (offered ? "dayline.notifications.v1" : nil))
    }

    private struct Refused: Error {}

    @Test(
        "what is wrong is refused",
        arguments: [
            (["Upgrade": nil], 426), (["Upgrade": "h2c"], 426), (["Connection": "close"], 426),
            (["Sec-WebSocket-Version": "8"], 426), (["Sec-WebSocket-Version": nil], 426),
            (["Sec-WebSocket-Key": nil], 400), (["Sec-WebSocket-Key": "short"], 400),
            (["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZ!=="], 400),
            (["Sec-WebSocket-Protocol": "chat"], 400),
            (["Origin": "https://evil.example"], 403),  // a page with its visitor's credentials
        ] as [([String: String?], Int)])
    func refused(_ changes: [String: String?], _ status: Int) throws {
        guard case .refused(let found, _) = Self.answer(changes) else { throw Refused() }
        #expect(found.code == status)
    }

    @Test("methods but GET, and HTTP/2, are refused")
    func unsuitable() {
        #expect(Self.answer([:], method: .post) == .refused(.methodNotAllowed, [.allow: "GET"]))
        #expect(Self.answer([:], isMultiplexed: true) == .refused(.upgradeRequired, [:]))
    }

    @Test(
        "a refused handshake is answered like any request",
        arguments: [
            // path and query       token    status
            ("/notifications", "wrong", 401),
            ("/nowhere", "ann", 404),
            ("/notifications?since=x", "ann", 400),
            ("/notifications", "locked", 429),
        ])
    func answered(_ path: String, _ token: String, _ status: Int) async throws {
        var server = TestServer()
        server.respond = { _ in DAVResponse(status: .notFound) }
        let handshake = WebSocketClient.handshake(token: token)
            .replacing("/notifications", with: path)
        let answer = try await server.run { try await $0.answer(handshake) }
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
    }

    @Test(
        "sockets have a number, per account and in all",
        arguments: [
            // per account, in all, of others before
            (1, 9, "bob", true), (1, 9, "ann", false), (9, 1, "bob", false),
        ])
    func limits(_ perAccount: Int, _ all: Int, _ first: String, _ isLetIn: Bool) async throws {
        var server = TestServer()
        server.notificationLimits.socketsPerAccount = perAccount
        server.notificationLimits.sockets = all
        try await server.run { running in
            let one = try await WebSocketClient.open(running, token: first)
            #expect(await one.next()?.cursor == "0a1b-0")
            let wire = try await running.wire()
            await wire.send(WebSocketClient.handshake())
            let head = await wire.read(until: "\r\n\r\n") ?? ""
            #expect(head.hasPrefix(isLetIn ? "HTTP/1.1 101 " : "HTTP/1.1 429 "))
            // A place is free again when its socket is gone.
            try await wire.close()
            try await one.wire.close()
            while running.hub.registry.count > 0 { await Task.yield() }
            let two = try await WebSocketClient.open(running)
            #expect(await two.next()?.cursor == "0a1b-0")
        }
    }
}
