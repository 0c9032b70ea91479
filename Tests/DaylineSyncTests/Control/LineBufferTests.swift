import Control
import Testing

/// Goal: lines come out whole, however they were cut on the way, and none is kept without end.
@Suite("lines of the control socket") struct LineBufferTests {
    @Test(
        "pieces",
        arguments: [
            (["ab\n"], ["ab"]),
            (["a", "b", "\n", "c\n"], ["ab", "c"]),
            (["a\nb\nc"], ["a", "b"]),  // the last one is not over
            (["\n\n"], ["", ""]),
            (["1234567\n"], ["1234567"]),  // as long as it may be
        ])
    func pieces(_ pieces: [String], _ expected: [String]) throws {
        var buffer = LineBuffer(limit: 8)
        var lines: [String] = []
        for piece in pieces {
            buffer.append(piece.utf8)
            while let line = try buffer.next() {
                lines.append(String(decoding: line, as: UTF8.self))
            }
        }
        #expect(lines == expected)
    }

    @Test("too long", arguments: ["12345678", "12345678\n", "123456789012"])
    func tooLong(_ text: String) {
        var buffer = LineBuffer(limit: 8)
        buffer.append(text.utf8)
        #expect(throws: LineTooLong()) { try buffer.next() }
    }
}
