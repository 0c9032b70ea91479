import NIOCore
import NIOWebSocket

/// Frames that the server sends (RFC 6455 §5.2): whole, without mask. Made once for all sockets
/// that get the same.
enum ServerFrames {
    static func text(_ json: [UInt8]) -> ByteBuffer { frame(.text, json) }

    static func ping() -> ByteBuffer { frame(.ping, []) }

    static func pong(_ data: [UInt8]) -> ByteBuffer { frame(.pong, data) }

    static func close(_ code: ClientFrames.Code) -> ByteBuffer {
        frame(.connectionClose, [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)])
    }

    private static func frame(_ opcode: WebSocketOpcode, _ data: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(data.count + 10)
        buffer.writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
        switch data.count {
        case ..<126: buffer.writeInteger(UInt8(data.count))
        case ...0xFFFF:
            buffer.writeInteger(126 as UInt8)
            buffer.writeInteger(UInt16(data.count))
        default:
            buffer.writeInteger(127 as UInt8)
            buffer.writeInteger(UInt64(data.count))
        }
        buffer.writeBytes(data)
        return buffer
    }
}
