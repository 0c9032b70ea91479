import NIOCore
import NIOWebSocket

/// The rules for what a client sends (RFC 6455 §5). Clients have nothing to say here, so what is
/// right is thrown away.
struct ClientFrames: Hashable, Sendable {
    enum Reaction: Hashable, Sendable {
        case none
        case pong([UInt8])
        /// The client broke a rule.
        case close(Code)
        /// The client closes; this is to be echoed.
        case closed(Code)
    }

    /// Status codes of RFC 6455 §7.4.1.
    enum Code: UInt16, Hashable, Sendable {
        case normal = 1000
        case goingAway = 1001
        case protocolError = 1002
        case unsupportedData = 1003
        case invalidData = 1007
        case policyViolation = 1008
        case tooLarge = 1009
        case internalError = 1011
    }

    /// Bytes of a message, all its fragments.
    let limit: Int
    /// The fragments so far; nil between messages.
    private var message: [UInt8]?

    init(limit: Int) { self.limit = limit }

    mutating func handle(_ frame: WebSocketFrame) -> Reaction {
        // §5.1: a client masks everything; §5.2: nothing was agreed that uses the reserved bits.
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return .close(.protocolError)
        }
        let data = Array(frame.unmaskedData.readableBytesView)
        switch frame.opcode {
        case .text:
            guard message == nil else { return .close(.protocolError) }
            return add(data, isLast: frame.fin)
        case .continuation:
            guard message != nil else { return .close(.protocolError) }
            return add(data, isLast: frame.fin)
        case .binary: return .close(.unsupportedData)
        case .ping: return .pong(data)
        case .pong: return .none
        case .connectionClose: return Self.closed(data)
        default: return .close(.protocolError)
        }
    }

    private mutating func add(_ data: [UInt8], isLast: Bool) -> Reaction {
        let whole = (message ?? []) + data
        guard whole.count <= limit else { return .close(.tooLarge) }
        message = isLast ? nil : whole
        guard isLast, String(validating: whole, as: UTF8.self) == nil else { return .none }
        return .close(.invalidData)
    }

    private static func closed(_ data: [UInt8]) -> Reaction {
        guard !data.isEmpty else { return .closed(.normal) }
        guard data.count >= 2 else { return .close(.protocolError) }
        let code = UInt16(data[0]) << 8 | UInt16(data[1])
        guard String(validating: data.dropFirst(2), as: UTF8.self) != nil else {
            return .close(.invalidData)
        }
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: return .closed(Code(rawValue: code) ?? .normal)
        default: return .close(.protocolError)
        }
    }
}
