import NIOCore
import Testing

@testable import DaylineServer

/// The client's side of a notification socket, frame by frame.
struct WebSocketClient: Sendable {
    let wire: Wire

    struct Frame: Hashable, Sendable {
        let opcode: UInt8
        let data: [UInt8]

        var text: String { String(decoding: data, as: UTF8.self) }
        /// Of a close frame; nil for others.
        var code: Int? {
            opcode == 8 && data.count >= 2 ? Int(data[0]) << 8 | Int(data[1]) : nil
        }
        /// Of a message; nil for others.
        var cursor: String? {
            opcode == 1 ? text.firstMatch(of: /"cursor":"([^"]*)"/).map { String($0.1) } : nil
        }
    }

    /// Opens a socket; the answer to the handshake must be 101.
    static func open(
        _ server: TestServer.Running, since cursor: String? = nil, token: String = "ann"
    ) async throws -> WebSocketClient {
        let wire = try await server.wire()
        await wire.send(handshake(query: cursor.map { "?since=\($0)" } ?? "", token: token))
        let head = await wire.read(until: "\r\n\r\n") ?? ""
        try #require(head.hasPrefix("HTTP/1.1 101 "), "\(head)")
        return WebSocketClient(wire: wire)
    }

    static func handshake(query: String = "", token: String = "ann") -> String {
        "GET /notifications\(query) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: dayline.notifications.v1\r\n"
            + "Authorization: Bearer \(token)\r\n\r\n"
    }

    /// nil when the server closed the connection.
    func next() async -> Frame? {
        guard let head = await wire.read(2) else { return nil }
        // Servers do not mask (RFC 6455 §5.1).
        guard head[1] & 0x80 == 0 else { return nil }
        var length = Int(head[1])
        if length > 125 {
            let extended = await wire.read(length == 126 ? 2 : 8) ?? []
            length = extended.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let data = length == 0 ? [] : await wire.read(length) else { return nil }
        return Frame(opcode: head[0] & 0x0F, data: data)
    }

    /// The cursors of the next messages.
    func cursors(_ count: Int) async -> [String?] {
        var cursors: [String?] = []
        for _ in 0..<count { cursors.append(await next()?.cursor) }
        return cursors
    }

    /// The code that the server closes with; messages before are skipped.
    func closeCode() async -> Int? {
        while let frame = await next() {
            if let code = frame.code { return code }
        }
        return nil
    }

    func send(
        _ opcode: UInt8, _ data: [UInt8], isFinal: Bool = true, isMasked: Bool = true
    ) async {
        await wire.send(
            Self.frame(opcode, data, isFinal: isFinal, isMasked: isMasked))
    }

    static func frame(
        _ opcode: UInt8, _ data: [UInt8], isFinal: Bool = true, isMasked: Bool = true
    ) -> [UInt8] {
        var frame: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        if data.count < 126 {
            frame.append(mask | UInt8(data.count))
        } else {
            frame += [mask | 126, UInt8(data.count >> 8), UInt8(data.count & 0xFF)]
        }
        let key: [UInt8] = [1, 2, 3, 4]
        guard isMasked else { return frame + data }
        return frame + key + data.enumerated().map { $1 ^ key[$0 % 4] }
    }
}
