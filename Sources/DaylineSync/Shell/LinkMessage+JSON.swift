import Foundation

extension LinkMessage {
    private struct Fields: Decodable {
        var type: String
        var cursor: String
        var topic: String?
        var collection: String?
    }

    /// nil for what is no message that we know: a newer server may say more.
    init?(json: some Sequence<UInt8>) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(json)),
            !fields.cursor.isEmpty, fields.cursor.utf8.count <= 128
        else { return nil }
        switch fields.type {
        case "hello": self = .hello(cursor: fields.cursor)
        case "reset": self = .reset(cursor: fields.cursor)
        case "change":
            guard let topic = fields.topic, let collection = fields.collection else { return nil }
            self = .change(topic: topic, collection: collection, cursor: fields.cursor)
        default: return nil
        }
    }
}
