import Crypto
import HTTPTypes

/// The opening handshake of a notification socket (RFC 6455 §4.2).
enum Handshake {
    static let subprotocol = "dayline.notifications.v1"

    enum Answer: Hashable, Sendable {
        /// The fields of the 101.
        case accepted(HTTPFields)
        case refused(HTTPResponse.Status, HTTPFields)
    }

    static func answer(to head: HTTPRequest, isMultiplexed: Bool) -> Answer {
        let fields = head.headerFields
        guard head.method == .get else { return .refused(.methodNotAllowed, [.allow: "GET"]) }
        guard !isMultiplexed, has("websocket", in: fields[.upgrade]),
            has("upgrade", in: fields[.connection])
        else {
            var wanted: HTTPFields = [.upgrade: "websocket"]
            wanted[.connection] = isMultiplexed ? nil : "Upgrade"
            return .refused(.upgradeRequired, isMultiplexed ? [:] : wanted)
        }
        guard fields[.secWebSocketVersion] == "13" else {
            return .refused(.upgradeRequired, [.secWebSocketVersion: "13"])
        }
        guard isOwnOrigin(fields[.origin], host: head.authority) else {
            return .refused(.forbidden, [:])
        }
        let offered = fields[.secWebSocketProtocol]
        guard let key = fields[.secWebSocketKey], isKey(key),
            offered == nil || has(subprotocol, in: offered)
        else { return .refused(.badRequest, [:]) }
        var answer: HTTPFields = [.upgrade: "websocket", .connection: "Upgrade"]
        answer[.secWebSocketAccept] = accept(key)
        answer[.secWebSocketProtocol] = offered.map { _ in subprotocol }
        return .accepted(answer)
    }

    /// The key of RFC 6455 §4.2.2: proves that the request was understood.
    static func accept(_ key: String) -> String {
        let joined = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        return base64(Array(Insecure.SHA1.hash(data: Array(joined.utf8))))
    }

    /// Whether a list of tokens has one, in any case.
    private static func has(_ token: String, in list: String?) -> Bool {
        (list ?? "").split(separator: ",").contains { entry in
            entry.filter { $0 != " " && $0 != "\t" }.lowercased() == token
        }
    }

    /// 16 bytes in base64.
    private static func isKey(_ key: String) -> Bool {
        key.utf8.count == 24 && key.hasSuffix("==")
            && key.utf8.dropLast(2).allSatisfy { alphabet.contains($0) }
    }

    /// A page of another site would open the socket with the credentials its visitor's browser
    /// keeps. Programs send no origin.
    private static func isOwnOrigin(_ origin: String?, host: String?) -> Bool {
        guard let origin else { return true }
        return origin == "https://\(host ?? "")" || origin == "http://\(host ?? "")"
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = (0..<3).reduce(0) { bits, index in
                bits << 8 | (index < group.count ? Int(group[start + index]) : 0)
            }
            for index in 0..<4 {
                let isPadding = index > group.count
                text.append(
                    isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * index) & 63])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
