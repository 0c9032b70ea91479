import Control
import Foundation
import Testing

@testable import DaylineTUI

/// A daemon's side of the socket, driven by hand in the same thread.
private final class ListeningSocket {
    let path: String
    private let listener: Int32
    private var client: Int32 = -1

    init(_ path: String) throws {
        self.path = path
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(UnixAddress(path))
        try #require(address.call { bind(listener, $0, $1) } == 0)
        try #require(listen(listener, 4) == 0)
    }

    deinit { end() }

    func accept() throws {
        client = Foundation.accept(listener, nil, nil)
        try #require(client >= 0)
    }

    func say(_ message: ControlMessage) {
        let line = ControlCodec.line(message)
        #expect(write(client, line, line.count) == line.count)
    }

    /// The next request that came.
    func heard() -> ControlRequest? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(client, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
        return ControlCodec.request(line)
    }

    func end() {
        for descriptor in [client, listener] where descriptor >= 0 { close(descriptor) }
        unlink(path)
    }
}

/// Goal: the screen's connection comes and goes with the daemon and never waits. Method: a socket
/// in the same thread, so that waiting would never end.
@Suite("daemon link") struct DaemonLinkTests {
    private let test: TestMachine

    init() throws { test = try TestMachine() }

    private static let hello = ControlMessage.hello(
        version: "1", protocolVersion: ControlCodec.protocolVersion)

    @Test("comes, talks, goes, and comes again") func life() throws {
        var link = DaemonLink(socket: test.path("sync.sock"))
        #expect(link.poll() == [])
        #expect(link.descriptor == nil)
        link.tell(.edited)  // nobody listens: nothing happens
        let first = try ListeningSocket(test.path("sync.sock"))
        #expect(link.poll() == [], "connected, and nothing said yet")
        #expect(link.descriptor != nil)
        try first.accept()
        first.say(DaemonLinkTests.hello)
        #expect(link.poll() == [.daemonCame])
        link.tell(.subscribe)
        #expect(first.heard() == .subscribe)
        first.say(.changed)
        first.say(.alertEnded(id: "a"))
        #expect(link.poll() == [.daemon(.changed), .daemon(.alertEnded(id: "a"))])
        first.say(.changed)
        first.end()
        #expect(link.poll() == [.daemon(.changed), .daemonWent], "the last words count")
        #expect(link.descriptor == nil)
        let second = try ListeningSocket(test.path("sync.sock"))
        #expect(link.poll() == [])
        try second.accept()
        second.say(DaemonLinkTests.hello)
        #expect(link.poll() == [.daemonCame])
    }

    @Test("a daemon of another version is not talked to") func foreign() throws {
        var link = DaemonLink(socket: test.path("sync.sock"))
        let daemon = try ListeningSocket(test.path("sync.sock"))
        _ = link.poll()
        try daemon.accept()
        daemon.say(.hello(version: "9", protocolVersion: ControlCodec.protocolVersion + 1))
        daemon.say(.changed)
        #expect(link.poll() == [])
        daemon.end()
        #expect(link.poll() == [], "it never came, so it does not go")
    }

    @Test("where there shall be no daemon there is none") func none() {
        var link = DaemonLink(socket: nil)
        #expect(link.poll() == [])
    }
}
