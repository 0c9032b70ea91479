import Core
import Foundation
import Settings
import Testing

@testable import DaylineSync

/// Goal: after a 401 the secret is looked for once more, and not again before a reload.
/// Method: a program that gives the n-th line the n-th time it is asked, and a server that takes
/// one of them.
struct CredentialedTransportTests {
    let file = FileManager.default.temporaryDirectory.path + "/secrets-\(UUID().uuidString)"

    private func transport(_ server: ScriptedServer, _ secrets: [String]) throws
        -> CredentialedTransport
    {
        try Data((secrets.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: file))
        var settings = AccountSettings(name: "a", url: server.url)
        settings.user = "mina"
        settings.authentication = .basic
        let script = "head -n 1 \(file); sed -i 1d \(file)"
        settings.secret = .command(["sh", "-c", script])
        return CredentialedTransport(
            transport: CurlTransport(), credentials: Credentials(), settings: settings)
    }

    private var left: Int {
        let text = try? String(contentsOfFile: file, encoding: .utf8)
        return text?.split(separator: "\n").count ?? 0
    }

    private func server(taking secret: String) async throws -> ScriptedServer {
        let right = "Basic " + Data("mina:\(secret)".utf8).base64EncodedString()
        return try await ScriptedServer { seen in
            seen.headers["authorization"] == right
                ? ScriptedServer.answer("200 OK") : ScriptedServer.answer("401 No")
        }
    }

    private let get = DAVRequest(method: "GET", target: "/")

    @Test("a new password is found, once, by all that were refused the old one")
    func renewed() async throws {
        let server = try await server(taking: "new")
        let transport = try transport(server, ["old", "new", "never"])
        let statuses = await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    try? await transport.send(get, base: server.url).get().status
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [200, 200, 200, 200])
        #expect(left == 1)
    }

    @Test("a wrong password is asked for once more, and then not again until it is forgotten")
    func refused() async throws {
        let server = try await server(taking: "right")
        let transport = try transport(server, ["wrong", "wrong", "right"])
        for _ in 0..<3 {
            #expect(try await transport.send(get, base: server.url).get().status == 401)
        }
        #expect(left == 1)
        await transport.credentials.forget("a")
        #expect(try await transport.send(get, base: server.url).get().status == 200)
        #expect(left == 0)
    }

    /// The machine of the account asks for nothing more by itself.
    @Test("a whole account with a wrong password: its program runs twice, then the user is asked")
    func account() async throws {
        let server = try await server(taking: "right")
        let transport = try transport(server, ["wrong", "wrong", "right", "never"])
        let folder = try AlertFolder()
        let replica = try Replica.open(at: folder.path + "/replica.sqlite", zones: syncZones)
        let driver = AccountDriver(
            AccountMachine.Setup(transport.settings),
            store: ReplicaStore(
                replica: replica, account: try replica.addAccount(name: "a", url: "")),
            transport: transport, world: .live, tell: { _ in })
        let running = Errand { await driver.run() }
        await withTaskGroup { group in
            group.addTask { await running.run() }
            #expect(await driver.carryOut(.localChange) == "HTTP 401")
            #expect(left == 2)
            #expect(await driver.carryOut(.localChange) == "HTTP 401")
            #expect(left == 2 && server.seen.count == 1)
            // The user has done something about it; this server has no calendars, but lets us in.
            #expect(await driver.carryOut(.syncRequested) != "HTTP 401")
            #expect(left == 1)
            running.cancel()
        }
    }

    @Test("a program that fails is a failure of its own, and is tried again the next time")
    func failed() async throws {
        let server = try await server(taking: "right")
        let transport = try transport(server, ["", "right"])
        let first = await transport.send(get, base: server.url)
        #expect(first == .failure(.credentials("sh gave no secret")))
        #expect(server.seen.isEmpty, "nothing was sent")
        #expect(try await transport.send(get, base: server.url).get().status == 200)
    }

    @Test("a password that was taken and is refused later is looked for again")
    func changedLater() async throws {
        let server = try await server(taking: "right")
        let transport = try transport(server, ["old", "right", "right"])
        #expect(try await transport.send(get, base: server.url).get().status == 200)
        let account = transport.settings
        let known = try #require(try await transport.credentials.credential(for: account))
        _ = try await transport.credentials.replacement(for: account, refused: known)
        #expect(left == 0)
    }
}
