import NIOCore
import Testing

@testable import DaylineServer

/// Goal: each change reaches a socket once, whatever it knew before. Method: a batch of the
/// changes 4, 5, 6, for sockets that know everything up to some change.
@Suite("batches of notifications")
struct NotificationBatchTests {
    @Test(
        "what is new to a socket",
        arguments: [
            // knows  gets
            (2, nil),  // 3 is missing
            (3, [4, 5, 6]),
            (4, [5, 6]),
            (5, [6]),
            (6, []),
            (9, []),
        ] as [(Int, [Int]?)])
    func new(_ known: Int, _ expected: [Int]?) throws {
        let names = NotificationNames(epoch: "e")
        let batch = try #require(
            NotificationBatch((4...6).map(ScriptedLog.event), accountName: "ann", names: names))
        let frames = batch.frames(after: Seq(number: known))
        let text = frames.map { String(buffer: $0) }
        let found = text.map { text in
            text.matches(of: /"cursor":"e-(\d+)"/).compactMap { Int($0.1) }
        }
        #expect(found == expected)
    }

    @Test("no events are no batch")
    func empty() {
        let names = NotificationNames(epoch: "e")
        #expect(NotificationBatch([], accountName: "ann", names: names) == nil)
    }
}
