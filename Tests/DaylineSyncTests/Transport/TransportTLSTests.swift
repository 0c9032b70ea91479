import NIOSSL
import Settings
import Testing

@testable import DaylineSync

/// Goal: a server is trusted by the system's authorities, the account's own, and its pin, and by
/// nothing else. Method: certificates made here; `one` stands for the system's authorities.
@Suite(.enabled(if: ServerCertificates.hasTool, "openssl is missing"))
struct TransportTLSTests {
    let request = DAVRequest(method: "PUT", target: "/", body: [1])

    @Test(
        "authorities",
        arguments: [
            // the server's, the system's, the account's own, trusted
            ("one", "one", nil, true),
            ("one", "one", "two", true),
            ("two", "one", "two", true),
            ("two", "one", nil, false),
            ("two", nil, "two", true),
            ("one", nil, "two", false),
        ] as [(String, String?, String?, Bool)])
    func authorities(
        _ issuer: String, _ system: String?, _ own: String?, _ isTrusted: Bool
    ) async throws {
        let made = try await ServerCertificates.shared.value
        let server = try await ScriptedServer(tls: made.context("server-\(issuer)")) { _ in
            ScriptedServer.answer("201 Created")
        }
        let transport = CurlTransport(systemAuthorities: system.map { made.path("\($0).pem") })
        let account = account(server) {
            $0.certificateAuthority = own.map { made.path("\($0).pem") }
        }
        let result = await transport.send(request, to: account)
        #expect(isTrusted ? (try? result.get())?.status == 201 : isTLS(result))
        #expect(server.seen.count == (isTrusted ? 1 : 0), "nothing was sent")
    }

    @Test(
        "a pin, besides the authorities", arguments: [("server-one", true), ("server-two", false)])
    func pins(_ pinned: String, _ isTrusted: Bool) async throws {
        let made = try await ServerCertificates.shared.value
        let server = try await ScriptedServer(tls: made.context("server-one")) { _ in
            ScriptedServer.answer("201 Created")
        }
        let pin = try await made.pin(pinned)
        let account = account(server) {
            $0.certificateAuthority = made.path("one.pem")
            $0.pin = pin
        }
        let result = await CurlTransport().send(request, to: account)
        #expect(isTrusted ? (try? result.get())?.status == 201 : isTLS(result))
        #expect(server.seen.count == (isTrusted ? 1 : 0), "nothing was sent")
    }

    @Test("a client's certificate is shown to the account's server, and missed there")
    func clientCertificate() async throws {
        let made = try await ServerCertificates.shared.value
        let server = try await ScriptedServer(
            tls: made.context("server-one", client: "one", atMost: .tlsv12)
        ) { _ in ScriptedServer.answer("201 Created") }
        let transport = CurlTransport(systemAuthorities: made.path("one.pem"))
        let shown = account(server) {
            $0.clientCertificate = made.path("client.pem")
            $0.clientKey = made.path("client.key")
        }
        #expect(try await transport.send(request, to: shown).get().status == 201)
        #expect(isTLS(await transport.send(request, to: account(server))))
    }

    @Test("TLS 1.1 is too old")
    func oldProtocol() async throws {
        let made = try await ServerCertificates.shared.value
        let server = try await ScriptedServer(
            tls: made.context("server-one", atMost: .tlsv11)
        ) { _ in ScriptedServer.answer("201 Created") }
        let transport = CurlTransport(systemAuthorities: made.path("one.pem"))
        #expect(isTLS(await transport.send(request, to: account(server))))
    }

    @Test("an authority that cannot be read, or is none", arguments: ["missing.pem", "one.key"])
    func wrongAuthority(_ name: String) async throws {
        let made = try await ServerCertificates.shared.value
        let server = try await ScriptedServer(tls: made.context("server-one")) { _ in .silence }
        let account = account(server) { $0.certificateAuthority = made.path(name) }
        #expect(isTLS(await CurlTransport().send(request, to: account)))
    }

    @Test("from https to http is not followed")
    func downgrade() async throws {
        let made = try await ServerCertificates.shared.value
        let plain = try await ScriptedServer { _ in ScriptedServer.answer("200 OK") }
        let target = plain.url
        let server = try await ScriptedServer(tls: made.context("server-one")) { _ in
            ScriptedServer.answer("302 Away", ["Location: \(target)"])
        }
        let transport = CurlTransport(systemAuthorities: made.path("one.pem"))
        #expect(isRefused(await transport.send(request, to: account(server, .basic))))
        #expect(plain.seen.isEmpty)
    }
}
