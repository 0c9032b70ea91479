import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: the channel is held, resumes where it was cut, and tells its account in order. Method: a
/// scripted server, and sleeps that last no time.
@Suite("holding the WebSocket") struct WebSocketLinkTests {
    typealias Script = NotificationServer.Script

    private static let hello = #"{"type":"hello","cursor":"e-1"}"#

    /// Short sleeps end at once, those for silence and handshakes never; no other time passes,
    /// however busy the machine is.
    private static func world() -> World {
        let clock = StillClock()
        return World(
            now: World.live.now, uptime: { clock.time.withLock { $0 } },
            sleep: { length in
                if length > .seconds(3) { try await Task.sleep(for: .seconds(3600)) }
                clock.time.withLock { $0 += length }
            },
            randomUnit: { 0.5 })
    }

    private static func change(_ number: Int) -> String {
        #"{"type":"change","cursor":"e-\#(number)","topic":"t","collection":"/c/"}"#
    }

    /// Plays scripts to a link until `isEnough` says so of what was told.
    private func play(
        _ scripts: [Script], cursor: String? = nil,
        until isEnough: @escaping @Sendable (WebSocketLink, [WebSocketLink.Event]) async -> Bool
    ) async throws -> (told: [WebSocketLink.Event], asked: [String], heard: [WebSocketOpcode]) {
        let outcome = Mutex<([WebSocketLink.Event], [String], [WebSocketOpcode])>(([], [], []))
        try await NotificationServer.run(scripts) { server, port in
            let (events, tell) = AsyncStream.makeStream(of: WebSocketLink.Event.self)
            let link = WebSocketLink(
                cursor: cursor, group: .singletonMultiThreadedEventLoopGroup, world: Self.world()
            ) {
                LinkEndpoint(url: "ws://127.0.0.1:\(port)/n")
            } tell: {
                tell.yield($0)
            }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await link.run() }
                await link.handle(.available)
                var told: [WebSocketLink.Event] = []
                for await event in events {
                    told.append(event)
                    if await isEnough(link, told) { break }
                }
                outcome.withLock { [told] in $0 = (told, server.seen.map(\.uri), server.heard) }
                group.cancelAll()
            }
        }
        return outcome.withLock { $0 }
    }

    @Test("what is cut is resumed with the last cursor") func resume() async throws {
        let scripts = [
            Script(steps: [.text(Self.hello), .text(Self.change(2)), .close(1001)]),
            Script(refusal: .serviceUnavailable),
            Script(steps: [.text(Self.change(3)), .wait]),
        ]
        let outcome = try await play(scripts, cursor: "e-0") { $1.count == 8 }
        #expect(outcome.asked == ["/n?since=e-0", "/n?since=e-2", "/n?since=e-2"])
        #expect(
            outcome.told == [
                .live, .message(.hello(cursor: "e-1")),
                .message(.change(topic: "t", collection: "/c/", cursor: "e-2")),
                .ended("the server closed (1001)"), .deaf,
                .ended("the server answers 503"),
                .live, .message(.change(topic: "t", collection: "/c/", cursor: "e-3")),
            ])
    }

    @Test("a reset begins anew from its cursor") func reset() async throws {
        let scripts = [
            Script(steps: [.text(#"{"type":"reset","cursor":"f-9"}"#), .close(1001)]),
            Script(steps: [.text(Self.hello), .wait]),
        ]
        let outcome = try await play(scripts, cursor: "e-0") { $1.count == 6 }
        #expect(outcome.asked == ["/n?since=e-0", "/n?since=f-9"])
        #expect(outcome.told[1] == .message(.reset(cursor: "f-9")))
    }

    @Test("a cursor that the server cannot read is given up") func wrongCursor() async throws {
        let scripts = [Script(refusal: .badRequest), Script(steps: [.text(Self.hello), .wait])]
        let outcome = try await play(scripts, cursor: "rubbish") { $1.count == 3 }
        #expect(outcome.asked == ["/n?since=rubbish", "/n"])
    }

    /// Goal: after a sleep a dead connection is not waited for. Method: the server hears the ping
    /// and answers it, so that the connection stays; a silent one is in the table of `Link`.
    @Test("after a sleep the server is asked whether it lives") func woke() async throws {
        let script = Script(steps: [.text(Self.hello), .hear, .close(1000)])
        let outcome = try await play([script]) { link, told in
            if told.last == .message(.hello(cursor: "e-1")) { await link.handle(.woke) }
            return told.contains(.ended("the server closed (1000)"))
        }
        #expect(outcome.heard.first == .ping)
    }

    @Test("what is switched off stays off") func off() async throws {
        let script = Script(steps: [.text(Self.hello), .wait])
        let outcome = try await play([script]) { link, told in
            if told.last == .message(.hello(cursor: "e-1")) { await link.handle(.unavailable) }
            return told.contains(.deaf)
        }
        #expect(outcome.told == [.live, .message(.hello(cursor: "e-1")), .deaf])
        #expect(outcome.asked.count == 1)
    }
}

/// A clock that goes only when it is moved.
private final class StillClock: Sendable {
    let time = Mutex(Duration.zero)
}
