/// What the server sends on a notification socket, each a JSON object of strings in one text
/// frame. `docs/notifications.yaml` describes them for clients.
enum NotificationMessage: Hashable, Sendable {
    /// The first one: everything up to here is known, or comes next.
    case hello(Cursor)
    case change(ChangeNotice)
    /// Changes were missed for good: read everything again, and go on from here.
    case reset(Cursor)

    /// Names and values in the order in which they are written.
    var fields: [(name: String, value: String)] {
        switch self {
        case .hello(let cursor): [("type", "hello"), ("cursor", cursor.text)]
        case .reset(let cursor): [("type", "reset"), ("cursor", cursor.text)]
        case .change(let notice): [("type", "change")] + notice.fields
        }
    }

    /// The JSON text.
    var json: [UInt8] {
        var text: [UInt8] = []
        for field in fields {
            text.append(UInt8(ascii: text.isEmpty ? "{" : ","))
            Self.write(field.name, to: &text)
            text.append(UInt8(ascii: ":"))
            Self.write(field.value, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        return text
    }

    /// A JSON string (RFC 8259 §7).
    private static func write(_ string: String, to text: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                text += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}

/// One change, with what a client needs to see whether it knows it already.
struct ChangeNotice: Hashable, Sendable {
    let cursor: Cursor
    let event: DomainEvent
    /// Of the collection, as its `push:topic` property says.
    let topic: String
    /// The collection's path.
    let collection: String
    /// The object's path; nil when the collection itself changed.
    let resource: String?
    /// What the collection's `DAV:sync-token` became; nil when it is gone.
    let syncToken: String?

    var fields: [(name: String, value: String)] {
        let optional: [(String, String?)] = [
            ("resource", resource), ("etag", event.etag.map { "\"\($0)\"" }),
            ("sync-token", syncToken),
        ]
        return [
            ("cursor", cursor.text), ("id", event.id.text), ("kind", event.kind.rawValue),
            ("topic", topic), ("collection", collection),
        ] + optional.compactMap { name, value in value.map { (name, $0) } }
    }
}
