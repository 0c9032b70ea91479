import Foundation
import Testing

@testable import DaylineServer

/// Goal: what is sent is what `docs/notifications.yaml` promises. Method: the JSON of each message,
/// read again, against the names in the document.
@Suite("messages of notifications")
struct NotificationMessageTests {
    static let cursor = Cursor(epoch: "0f1e2d3c", seq: Seq(number: 42))

    /// A change with everything, or with as little as there can be.
    static func change(isFull: Bool) -> NotificationMessage {
        let event = DomainEvent(
            id: EventID(at: WallTime(milliseconds: 1), random: Array(repeating: 7, count: 10)),
            account: AccountID(row: 1), seq: Seq(number: 42),
            kind: isFull ? .resourceUpdated : .collectionDeleted,
            collectionID: CollectionID(row: 3), collection: "mein \"Büro\"",
            resource: isFull ? "a b.ics" : nil, etag: isFull ? "e1" : nil,
            at: WallTime(milliseconds: 1), position: 9)
        return NotificationNames(epoch: "0f1e2d3c").message(for: event, accountName: "ann")
    }

    static func json(_ message: NotificationMessage) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(message.json))
    }

    @Test("a change says where to look, and what the client may know already")
    func full() throws {
        #expect(
            try Self.json(Self.change(isFull: true)) == [
                "type": "change", "cursor": "0f1e2d3c-42",
                "id": "00000000-0001-7707-8707-070707070707", "kind": "resource.updated",
                "topic": "0f1e2d3c-3",
                "collection": "/dav/calendars/ann/mein%20%22B%C3%BCro%22/",
                "resource": "/dav/calendars/ann/mein%20%22B%C3%BCro%22/a%20b.ics",
                "etag": "\"e1\"", "sync-token": "https://dayline.dev/ns/sync/0f1e2d3c/3/42",
            ])
    }

    @Test("strings are written as JSON wants them")
    func escaping() throws {
        let text = "\"\\/\u{0}\u{1F}\n\u{7F}äö😀"
        let message = NotificationMessage.hello(Cursor(epoch: text, seq: Seq(number: 1)))
        #expect(try Self.json(message)["cursor"] == text + "-1")
    }

    @Test(
        "the document names every message, field and kind, and no other",
        arguments: [
            (NotificationMessage.hello(cursor), NotificationMessage.hello(cursor)),
            (NotificationMessage.reset(cursor), NotificationMessage.reset(cursor)),
            (change(isFull: true), change(isFull: false)),
        ])
    func document(_ full: NotificationMessage, _ least: NotificationMessage) throws {
        let document = try Document()
        let name = try #require(try Self.json(full)["type"])
        let message = try #require(document.messages[name])
        #expect(message.properties == Set(full.fields.map(\.name)))
        #expect(message.required == Set(least.fields.map(\.name)))
        #expect(document.messages.count == 3)
        #expect(document.kinds == DomainEvent.Kind.allCases.map(\.rawValue))
    }

    /// The few lines of the document that are compared, found by how far they are indented.
    private struct Document {
        var messages: [String: (properties: Set<String>, required: Set<String>)] = [:]
        var kinds: [String] = []

        init() throws {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            let text = try String(
                contentsOf: root.appendingPathComponent("docs/notifications.yaml"),
                encoding: .utf8)
            var (isInMessages, name) = (false, "")
            for line in text.split(separator: "\n") {
                if let match = line.wholeMatch(of: #/  (\w+):/#) {
                    isInMessages = match.1 == "messages"
                } else if !line.hasPrefix(" ") {
                    isInMessages = false
                }
                guard isInMessages else { continue }
                if let match = line.wholeMatch(of: #/    (\w+):/#) {
                    name = String(match.1)
                    messages[name] = ([], [])
                } else if let match = line.wholeMatch(of: #/          ([\w-]+):/#) {
                    messages[name]?.properties.insert(String(match.1))
                } else if let match = line.wholeMatch(of: #/        required: \[(.*)\]/#) {
                    let names = match.1.split(separator: ", ").map(String.init)
                    messages[name]?.required = Set(names)
                } else if let match = line.wholeMatch(of: #/              - ([\w.]+)/#) {
                    kinds.append(String(match.1))
                }
            }
        }
    }
}
