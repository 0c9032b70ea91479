import Foundation

/// Turns messages into lines and back (dayline-sync(1), “CONTROL SOCKET”).
public enum ControlCodec {
    /// The number in `hello`; it grows when something changes that a client could stumble over.
    public static let protocolVersion = 1
    /// Bytes of a request with its end.
    public static let longestRequest = 4096
    /// Bytes of a message with its end.
    public static let longestMessage = 1 << 20

    public static func line(_ request: ControlRequest) -> [UInt8] { encode(request) }
    public static func line(_ message: ControlMessage) -> [UInt8] { encode(message) }

    /// nil for what is no request that we know.
    public static func request(_ line: some Sequence<UInt8>) -> ControlRequest? { decode(line) }

    /// nil for what is no message that we know: a newer daemon may say more.
    public static func message(_ line: some Sequence<UInt8>) -> ControlMessage? { decode(line) }

    private static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers alone: there is nothing that could not be written.
        let bytes = (try? encoder.encode(value)) ?? Data()
        return Array(bytes) + [0x0A]
    }

    private static func decode<Value: Decodable>(_ line: some Sequence<UInt8>) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(line))
    }
}
