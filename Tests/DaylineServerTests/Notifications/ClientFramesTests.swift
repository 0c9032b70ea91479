import NIOCore
import NIOWebSocket
import Testing

@testable import DaylineServer

/// Goal: the rules of RFC 6455 §5 for what clients send. Method: frames of one connection in a
/// row, and what the last one leads to; 10 bytes are a long message.
@Suite("frames of clients")
struct ClientFramesTests {
    struct Sent: Sendable {
        var opcode = WebSocketOpcode.text
        var data = "hi"
        var isFinal = true
        var isMasked = true
        var rsv = false
    }

    static func close(_ bytes: [UInt8]) -> Sent {
        Sent(opcode: .connectionClose, data: String(decoding: bytes, as: UTF8.self))
    }

    @Test(
        "what a frame leads to",
        arguments: [
            ([Sent()], .none),
            ([Sent(data: "")], .none),
            ([Sent(data: "0123456789")], .none),
            ([Sent(data: "01234567890")], .close(.tooLarge)),
            ([Sent(isMasked: false)], .close(.protocolError)),  // §5.1
            ([Sent(rsv: true)], .close(.protocolError)),  // §5.2: nothing was agreed
            ([Sent(opcode: .binary)], .close(.unsupportedData)),
            ([Sent(opcode: .binary, isFinal: false)], .close(.unsupportedData)),
            (
                [Sent(opcode: WebSocketOpcode(encodedWebSocketOpcode: 3) ?? .text)],
                .close(.protocolError)
            ),  // reserved
            ([Sent(opcode: .ping, data: "abc")], .pong(Array("abc".utf8))),
            ([Sent(opcode: .pong)], .none),
            // Fragments (§5.4).
            ([Sent(isFinal: false), Sent(opcode: .continuation)], .none),
            (
                [Sent(data: "01234", isFinal: false), Sent(opcode: .continuation, data: "567890")],
                .close(.tooLarge)
            ),
            ([Sent(opcode: .continuation)], .close(.protocolError)),  // of nothing
            ([Sent(isFinal: false), Sent()], .close(.protocolError)),  // in the midst of another
            ([Sent(isFinal: false), Sent(opcode: .ping, data: "")], .pong([])),  // between them
            // Closing (§5.5.1, §7.4).
            ([close([])], .closed(.normal)),
            ([Sent(opcode: .connectionClose, data: "x")], .close(.protocolError)),  // half a code
        ] as [([Sent], ClientFrames.Reaction)])
    func reaction(_ sent: [Sent], _ expected: ClientFrames.Reaction) {
        var frames = ClientFrames(limit: 10)
        var reaction = ClientFrames.Reaction.none
        for frame in sent {
            reaction = frames.handle(Self.frame(frame, Array(frame.data.utf8)))
        }
        #expect(reaction == expected)
    }

    @Test(
        "codes of a close frame",
        arguments: [
            (1000, .closed(.normal)), (1001, .closed(.goingAway)), (3000, .closed(.normal)),
            (1005, .close(.protocolError)), (1006, .close(.protocolError)),  // never on the wire
            (999, .close(.protocolError)), (2999, .close(.protocolError)),
            (5000, .close(.protocolError)),
        ] as [(Int, ClientFrames.Reaction)])
    func codes(_ code: Int, _ expected: ClientFrames.Reaction) {
        var frames = ClientFrames(limit: 10)
        let bytes = [UInt8(code >> 8), UInt8(code & 0xFF)]
        #expect(frames.handle(Self.frame(Sent(opcode: .connectionClose), bytes)) == expected)
    }

    @Test("text that is no UTF-8 is refused once it is whole")
    func invalidText() {
        var frames = ClientFrames(limit: 10)
        // The two halves of an ä are right together.
        #expect(frames.handle(Self.frame(Sent(isFinal: false), [0xC3])) == .none)
        #expect(frames.handle(Self.frame(Sent(opcode: .continuation), [0xA4])) == .none)
        #expect(frames.handle(Self.frame(Sent(), [0xC3])) == .close(.invalidData))
        let close = Self.frame(Sent(opcode: .connectionClose), [0x03, 0xE8, 0xC3])
        #expect(frames.handle(close) == .close(.invalidData))
    }

    private static func frame(_ sent: Sent, _ bytes: [UInt8]) -> WebSocketFrame {
        let key = sent.isMasked ? WebSocketMaskingKey([1, 2, 3, 4]) : nil
        var data = ByteBuffer(bytes: bytes)
        if let key { data.webSocketMask(key) }
        return WebSocketFrame(
            fin: sent.isFinal, rsv1: sent.rsv, opcode: sent.opcode, maskKey: key, data: data)
    }
}
