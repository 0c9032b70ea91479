import Core
import Crypto

/// An object as it will be stored, with all that can be found out without the store: made outside
/// of the transaction, so that writers do not wait for it.
struct PreparedObject: Sendable {
    let object: CalendarObject
    /// As it came, byte for byte.
    let text: [UInt8]
    /// Strong (RFC 9110 §8.8.3), without quotes: the first 16 bytes of the text's SHA-256.
    let etag: String
    /// `ObjectContent.hash`.
    let contentHash: Int
    /// Empty for what is no event.
    let entries: [IndexEntry]

    init(_ object: CalendarObject, text: [UInt8], zones: ZoneDatabase) {
        self.object = object
        self.text = text
        etag = Self.etag(of: text)
        contentHash = ObjectContent.hash(text)
        entries = object.kind == "VEVENT" ? object.timeIndex(zones: zones) : []
    }

    var uid: String { object.uid.text }

    static func etag(of text: [UInt8]) -> String {
        hexadecimal(SHA256.hash(data: text).prefix(16))
    }
}
