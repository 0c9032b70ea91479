import Settings
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: answers larger than memory should hold, many requests at once, and an end at any time.
struct TransportFlowTests {
    let transport = CurlTransport()
    let report = DAVRequest(method: "REPORT", target: "/", body: Array("<x/>".utf8))

    @Test("a long answer comes in order, whole, and never more of it at once than the bound")
    func pieces() async throws {
        let count = 300
        let server = try await ScriptedServer { _ in .pieces(count) }
        var sizes: [Int] = []
        var letters: [UInt8] = []
        var last = BodyChunk(bytes: [], received: 0, expected: nil)
        let result = await transport.send(report, to: account(server)) {
            chunk throws(TransportFailure) in
            sizes.append(chunk.bytes.count)
            // A reader that is slower than the network: others run meanwhile.
            for _ in 0..<20 { await Task.yield() }
            for byte in chunk.bytes where byte != letters.last { letters.append(byte) }
            #expect(chunk.received >= last.received)
            last = chunk
        }
        let reply = try result.get()
        #expect(reply.status == 207)
        #expect(reply.body.isEmpty)
        #expect(sizes.reduce(0, +) == count << 16)
        #expect((sizes.max() ?? 0) <= CurlTransfer.waterline + (64 << 10))
        #expect(letters == (0..<count).map { UInt8(ascii: "a") + UInt8($0 % 26) })
        #expect(last.received == count << 16)
        #expect(last.expected == count << 16)
    }

    @Test("an answer that is no 207 does not flow: its words are for people")
    func refusal() async throws {
        let server = try await ScriptedServer { _ in
            ScriptedServer.answer("403 No", [], "<error/>")
        }
        let result = await transport.send(report, to: account(server)) {
            _ throws(TransportFailure) in Issue.record("flowed")
        }
        #expect(String(decoding: try result.get().body, as: UTF8.self) == "<error/>")
    }

    @Test("a reader that has enough ends the request, and the next one works")
    func enough() async throws {
        let server = try await ScriptedServer { seen in
            seen.path == "/" ? .pieces(100) : ScriptedServer.answer("200 OK")
        }
        let result = await transport.send(report, to: account(server)) {
            _ throws(TransportFailure) in throw .broken("no XML")
        }
        #expect(result == .failure(.broken("no XML")))
        let next = DAVRequest(method: "GET", target: "/next")
        #expect(try await transport.send(next, to: account(server)).get().status == 200)
    }

    @Test("cancelled while it runs, while it waits, and before it begins")
    func cancelled() async throws {
        let server = try await ScriptedServer { seen in
            seen.path == "/next" ? ScriptedServer.answer("200 OK") : .silence
        }
        let account = account(server) { $0.connections = 1 }
        let (transport, report) = (transport, report)
        let running = Task { await transport.send(report, to: account) }
        await server.arrival()
        let waiting = Task { await transport.send(report, to: account) }
        waiting.cancel()
        #expect(await waiting.value == .failure(.cancelled))
        running.cancel()
        #expect(await running.value == .failure(.cancelled))
        let (gate, open) = AsyncStream<Void>.makeStream()
        let late = Task {
            for await _ in gate {}
            return await transport.send(report, to: account)
        }
        late.cancel()
        open.finish()
        #expect(await late.value == .failure(.cancelled))
        // Their places are free again.
        let next = DAVRequest(method: "GET", target: "/next")
        #expect(try await transport.send(next, to: account).get().status == 200)
        #expect(server.seen.map(\.path) == ["/", "/next"])
    }

    @Test("no more requests in flight than the account allows", arguments: [1, 3])
    func width(_ width: Int) async throws {
        let server = try await ScriptedServer { _ in ScriptedServer.answer("201 Created") }
        let account = account(server) { $0.connections = width }
        await withTaskGroup { group in
            for number in 0..<50 {
                group.addTask { [transport] in
                    let put = DAVRequest(method: "PUT", target: "/\(number)", body: [1])
                    let reply = try? await transport.send(put, to: account).get()
                    #expect(reply?.status == 201)
                }
            }
        }
        #expect(Set(server.seen.map(\.path)).count == 50)
        #expect(server.seen.count == 50)
        #expect(Set(server.seen.map(\.connection)).count <= width)
    }

    @Test("after a change of the network nothing goes out on an old connection")
    func reconnect() async throws {
        let server = try await ScriptedServer { _ in ScriptedServer.answer("200 OK") }
        let get = DAVRequest(method: "GET", target: "/")
        for _ in 0..<2 { _ = try await transport.send(get, to: account(server)).get() }
        transport.reconnect()
        _ = try await transport.send(get, to: account(server)).get()
        #expect(server.seen.map(\.connection) == [0, 0, 1])
    }

    @Test("a transport that is closed ends what it does, and takes nothing new")
    func closed() async throws {
        let server = try await ScriptedServer { _ in .silence }
        let account = account(server)
        let (transport, report) = (CurlTransport(), report)
        let older = Task { await transport.send(report, to: account) }
        await server.arrival()
        transport.reconnect()
        let running = Task { await transport.send(report, to: account) }
        await server.arrival()
        await transport.close()
        #expect(await older.value == .failure(.cancelled))
        #expect(await running.value == .failure(.cancelled))
        #expect(await transport.send(report, to: account) == .failure(.cancelled))
    }
}
