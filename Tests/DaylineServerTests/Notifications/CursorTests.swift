import Testing

@testable import DaylineServer

/// Goal: cursors read back, and nothing else is one. Method: one text per row.
@Suite("cursors")
struct CursorTests {
    @Test("a cursor reads back", arguments: [("0a1b", 0), ("a-b", 12), ("e", Int.max)])
    func roundTrip(_ epoch: String, _ number: Int) {
        let cursor = Cursor(epoch: epoch, seq: Seq(number: number))
        #expect(Cursor(text: cursor.text) == cursor)
    }

    @Test(
        "what is none",
        arguments: [
            "", "-", "-1", "a", "a-", "a-b", "a--", "a-1 ", "a-+1",
            "a-99999999999999999999",  // no number of ours
            String(repeating: "a", count: 200) + "-1",
        ])
    func refused(_ text: String) { #expect(Cursor(text: text) == nil) }
}
