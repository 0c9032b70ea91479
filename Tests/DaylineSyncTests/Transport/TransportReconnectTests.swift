import Testing

@testable import DaylineSync

/// Goal: a request that meets a change of the network is carried out all the same. Method: many of
/// both at the same time.
@Suite("reconnecting") struct TransportReconnectTests {
    @Test("no request is lost") func noneLost() async throws {
        let server = try await ScriptedServer { _ in ScriptedServer.answer("200 OK") }
        let transport = CurlTransport()
        let target = account(server)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 1...100 {
                group.addTask {
                    let request = DAVRequest(method: "GET", target: "/")
                    return (try? await transport.send(request, to: target).get().status) ?? 0
                }
                group.addTask {
                    transport.reconnect()
                    return 200
                }
            }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(statuses == [200])
        await transport.close()
        await server.close()
    }
}
