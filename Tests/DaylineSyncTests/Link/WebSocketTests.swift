import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: one connection does what docs/notifications.yaml says, and tells how it ended. Method: a
/// scripted server.
@Suite("WebSocket") struct WebSocketTests {
    typealias Script = NotificationServer.Script

    private static let hello = #"{"type":"hello","cursor":"e-1"}"#
    private static let change =
        #"{"type":"change","cursor":"e-2","id":"i","kind":"resource.updated","topic":"t","#
        + #""collection":"/c/"}"#

    /// Runs one connection to its end.
    private func connect(
        _ script: Script, since cursor: String? = nil, authorization: String? = nil
    ) async throws -> (LinkClosure, [WebSocketConnection.Event], NotificationServer.Seen?) {
        let outcome = Mutex<(LinkClosure, NotificationServer.Seen?)?>(nil)
        let events = Mutex<[WebSocketConnection.Event]>([])
        try await NotificationServer.run([script]) { server, port in
            var endpoint = try #require(LinkEndpoint(url: "ws://127.0.0.1:\(port)/notifications"))
            endpoint.authorization = authorization
            let closure = await WebSocketConnection(
                endpoint: endpoint, group: .singletonMultiThreadedEventLoopGroup,
                uptime: World.live.uptime
            ).run(since: cursor, pings: AsyncStream { $0.finish() }) { event in
                events.withLock { $0.append(event) }
            }
            outcome.withLock { $0 = (closure, server.seen.first) }
        }
        let (closure, seen) = try #require(outcome.withLock { $0 })
        return (closure, events.withLock { $0 }, seen)
    }

    @Test("messages come in order, whole or in pieces; others are passed over")
    func messages() async throws {
        let steps: [NotificationServer.Step] = [
            .text(Self.hello),
            .pieces([String(Self.change.prefix(9)), "", String(Self.change.dropFirst(9))]),
            .text(#"{"type":"novel","cursor":"e-3"}"#), .text("nonsense"),
            .text(#"{"type":"reset","cursor":"e-4"}"#), .close(1001),
        ]
        let (closure, events, _) = try await connect(Script(steps: steps))
        #expect(
            events == [
                .opened, .heard(nil),  // the ping of a server that will close
                .heard(.hello(cursor: "e-1")),
                .heard(.change(topic: "t", collection: "/c/", cursor: "e-2")), .heard(nil),
                .heard(nil), .heard(.reset(cursor: "e-4")),
            ])
        #expect(closure.reason == .broken)
        #expect(closure.text == "the server closed (1001)")
    }

    @Test("the handshake says who asks, for what, and since when") func handshake() async throws {
        let (_, _, seen) = try await connect(
            Script(steps: [.close(1000)]), since: "a b&c-7", authorization: "Basic eA==")
        #expect(
            seen
                == NotificationServer.Seen(
                    uri: "/notifications?since=a%20b%26c-7", authorization: "Basic eA==",
                    subprotocol: "dayline.notifications.v1"))
        let (_, _, other) = try await connect(Script(steps: [.close(1000)]))
        #expect(other?.uri == "/notifications" && other?.authorization == nil)
    }

    @Test(
        "refusals",
        arguments: [
            (Script(refusal: .unauthorized), LinkClosure.Reason.refused(after: .zero)),
            (
                Script(refusal: .tooManyRequests, headers: [("Retry-After", "90")]),
                .refused(after: .seconds(90))
            ),
            (
                Script(refusal: .serviceUnavailable, headers: [("Retry-After", "999999")]),
                .refused(after: .seconds(3600))
            ),
            (Script(refusal: .badRequest), .wrongCursor),
            (Script(refusal: .notFound), .absent),
            (Script(refusal: .internalServerError), .broken),
            (Script(subprotocol: nil, steps: [.wait]), .absent),  // some other WebSocket
            (Script(subprotocol: "chat", steps: [.wait]), .absent),
        ])
    func refusals(_ script: Script, _ reason: LinkClosure.Reason) async throws {
        let (closure, events, _) = try await connect(script)
        #expect(closure.reason == reason)
        #expect(events == [])
        #expect(!closure.text.isEmpty)
    }

    @Test("pings are answered, and frames masked") func pings() async throws {
        try await NotificationServer.run([Script(steps: [.ping, .hear, .hear, .close(1000)])]) {
            server, port in
            let endpoint = try #require(LinkEndpoint(url: "ws://127.0.0.1:\(port)/n"))
            let (pings, addPing) = AsyncStream.makeStream(of: Void.self)
            let closure = await WebSocketConnection(
                endpoint: endpoint, group: .singletonMultiThreadedEventLoopGroup,
                uptime: World.live.uptime
            ).run(since: nil, pings: pings) { event in
                // Ours goes out after theirs was answered.
                if event == .heard(nil) { addPing.yield() }
            }
            #expect(closure.text == "the server closed (1000)")
            #expect(Set(server.heard) == [.pong, .ping])
            #expect(server.isHeardMasked)
        }
    }

    @Test("nobody listens") func nobody() async throws {
        let endpoint = try #require(LinkEndpoint(url: "ws://127.0.0.1:1/n"))
        let closure = await WebSocketConnection(
            endpoint: endpoint, group: .singletonMultiThreadedEventLoopGroup,
            uptime: World.live.uptime
        ).run(since: nil, pings: AsyncStream { $0.finish() }) { _ in }
        #expect(closure.reason == .broken && closure.lasted == .zero)
    }

    @Test("a connection is given up when its task is") func cancelled() async throws {
        try await NotificationServer.run([Script(steps: [.text(Self.hello), .wait])]) { _, port in
            let endpoint = try #require(LinkEndpoint(url: "ws://127.0.0.1:\(port)/n"))
            let (heard, hear) = AsyncStream.makeStream(of: Void.self)
            let attempt = Task {
                await WebSocketConnection(
                    endpoint: endpoint, group: .singletonMultiThreadedEventLoopGroup,
                    uptime: World.live.uptime
                ).run(since: nil, pings: AsyncStream { _ in }) { _ in hear.yield() }
            }
            for await _ in heard { break }
            attempt.cancel()
            #expect(await attempt.value.reason == .broken)
        }
    }

    /// Goal: the password goes to the server that the account trusts, and to no other one.
    @Test(
        "TLS",
        .enabled(if: ServerCertificates.hasTool, "needs openssl"),
        arguments: [
            ("one", nil, true), ("two", nil, false), (nil, nil, false),  // by whom it is trusted
            ("one", "server-one", true), ("one", "server-two", false),  // whose key is pinned
        ] as [(String?, String?, Bool)])
    func tls(_ authority: String?, _ pinned: String?, isTrusted: Bool) async throws {
        let certificates = try await ServerCertificates.shared.value
        let pin = if let pinned { try await certificates.pin(pinned) } else { String?.none }
        let context = try certificates.context("server-one")
        try await NotificationServer.run(tls: context, [Script(steps: [.close(1000)])]) {
            server, port in
            for host in ["127.0.0.1", "localhost"] {
                var endpoint = try #require(LinkEndpoint(url: "wss://\(host):\(port)/n"))
                endpoint.authorization = "Basic secret"
                endpoint.certificateAuthority = authority.map { certificates.path("\($0).pem") }
                endpoint.pin = pin
                let closure = await WebSocketConnection(
                    endpoint: endpoint, group: .singletonMultiThreadedEventLoopGroup,
                    uptime: World.live.uptime
                ).run(since: nil, pings: AsyncStream { $0.finish() }) { _ in }
                #expect((closure.text == "the server closed (1000)") == isTrusted, "\(closure)")
            }
            #expect(server.seen.count == (isTrusted ? 2 : 0), "the password was sent")
        }
    }

    @Test("a client's certificate", .enabled(if: ServerCertificates.hasTool, "needs openssl"))
    func clientCertificate() async throws {
        let certificates = try await ServerCertificates.shared.value
        let context = try certificates.context("server-one", client: "one")
        try await NotificationServer.run(tls: context, [Script(steps: [.close(1000)])]) {
            server, port in
            var endpoint = try #require(LinkEndpoint(url: "wss://localhost:\(port)/n"))
            endpoint.certificateAuthority = certificates.path("one.pem")
            endpoint.clientCertificate = certificates.path("client.pem")
            endpoint.clientKey = certificates.path("client.key")
            let closure = await WebSocketConnection(
                endpoint: endpoint, group: .singletonMultiThreadedEventLoopGroup,
                uptime: World.live.uptime
            ).run(since: nil, pings: AsyncStream { $0.finish() }) { _ in }
            #expect(closure.text == "the server closed (1000)")
        }
    }
}

/// Goal: addresses are read as servers give them.
@Suite("address of notifications") struct LinkEndpointTests {
    @Test(
        "addresses",
        arguments: [
            ("wss://a.org/n", true, "a.org", 443, "/n", "a.org"),
            ("https://a.org:8443/x%20y", true, "a.org", 8443, "/x%20y", "a.org:8443"),
            ("ws://127.0.0.1:80", false, "127.0.0.1", 80, "/", "127.0.0.1"),
            ("http://[::1]:1/n?a=b", false, "::1", 1, "/n", "[::1]:1"),
        ])
    func addresses(
        _ url: String, isSecure: Bool, host: String, port: Int, path: String, authority: String
    ) throws {
        let endpoint = try #require(LinkEndpoint(url: url))
        #expect(endpoint.isSecure == isSecure && endpoint.host == host)
        #expect(endpoint.port == port && endpoint.path == path)
        #expect(endpoint.authority == authority)
    }

    @Test("no addresses", arguments: ["", "/n", "ftp://a.org", "wss://"])
    func noAddress(_ url: String) { #expect(LinkEndpoint(url: url) == nil) }
}
