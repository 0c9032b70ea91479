import Foundation
import Settings
import Testing

@testable import DaylineSync

/// Goal: every way to say who one is, with as few requests as it takes. Method: a server that asks
/// for it and looks at what comes.
struct TransportAuthenticationTests {
    let transport = CurlTransport()
    let put = DAVRequest(method: "PUT", target: "/x", body: Array("text".utf8))

    @Test(
        "sent with the first request where it is clear what is wanted",
        arguments: [
            (AccountSettings.Authentication.basic, "Basic bWluYTpwYXNzIHdvcmQ="),
            (.bearer, "Bearer pass word"),
        ])
    func atOnce(_ authentication: AccountSettings.Authentication, _ field: String) async throws {
        let server = try await ScriptedServer { _ in ScriptedServer.answer("201 Created") }
        _ = try await transport.send(put, to: account(server, authentication)).get()
        #expect(server.seen.map { $0.headers["authorization"] } == [field])
    }

    @Test("`any` asks once, and then knows")
    func anyLearns() async throws {
        let server = try await ScriptedServer { seen in
            seen.headers["authorization"] == nil
                ? ScriptedServer.answer(
                    "401 No", ["WWW-Authenticate: Basic realm=\"x\""], "<html>who?</html>")
                : ScriptedServer.answer("201 Created", [], "made")
        }
        for _ in 0..<3 {
            let reply = try await transport.send(put, to: account(server, .any)).get()
            #expect(reply.status == 201)
            #expect(String(decoding: reply.body, as: UTF8.self) == "made")
        }
        #expect(server.seen.count == 4)
        #expect(server.seen.suffix(3).allSatisfy { $0.body == "text" })
    }

    @Test("a 401 is an answer, and what was learned is forgotten")
    func refused() async throws {
        let server = try await ScriptedServer { _ in
            ScriptedServer.answer("401 No", ["WWW-Authenticate: Basic realm=\"x\""], "no")
        }
        for authentication in AccountSettings.Authentication.allCases {
            let reply = try await transport.send(put, to: account(server, authentication)).get()
            #expect(reply.status == 401)
            #expect(String(decoding: reply.body, as: UTF8.self) == "no")
        }
    }

    @Test(
        "Digest: the answer is right, the password stays here, the nonce is used again",
        .enabled(if: ServerCertificates.hasTool, "openssl is missing"),
        arguments: [AccountSettings.Authentication.any, .digest])
    func digest(_ authentication: AccountSettings.Authentication) async throws {
        let server = try await ScriptedServer { seen in
            seen.headers["authorization"]?.hasPrefix("Digest ") == true
                ? ScriptedServer.answer("201 Created")
                : ScriptedServer.answer(
                    "401 No",
                    [
                        "WWW-Authenticate: Basic realm=\"x\"",
                        "WWW-Authenticate: Digest realm=\"x\", nonce=\"n1\", qop=\"auth\"",
                    ])
        }
        for _ in 0..<2 {
            #expect(
                try await transport.send(put, to: account(server, authentication)).get().status
                    == 201)
        }
        #expect(server.seen.count == 3)
        for (index, seen) in server.seen.dropFirst().enumerated() {
            #expect(seen.body == "text")
            let field = try #require(seen.headers["authorization"])
            let parts = Self.parts(field)
            #expect(parts["nc"] == "0000000\(index + 1)")
            let ours = try await Self.md5("mina:x:pass word")
            let what = try await Self.md5("PUT:/x")
            let rest = ["n1", parts["nc"], parts["cnonce"], "auth"].map { $0 ?? "" }
            let expected = try await Self.md5(([ours] + rest + [what]).joined(separator: ":"))
            #expect(parts["response"] == expected)
        }
    }

    private static func parts(_ field: String) -> [String: String] {
        let pairs = field.dropFirst("Digest ".count).split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces).split(separator: "=", maxSplits: 1)
        }
        return Dictionary(
            pairs.filter { $0.count == 2 }.map {
                (String($0[0]), $0[1].trimmingCharacters(in: ["\""]))
            }
        ) { $1 }
    }

    private static func md5(_ text: String) async throws -> String {
        let file = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let line = try await CredentialCommand(words: ["openssl", "md5", "-r", file]).output()
        try FileManager.default.removeItem(atPath: file)
        return String(line.prefix { $0 != " " })
    }
}
