import NIOCore
import NIOEmbedded
import Testing

@testable import DaylineServer

/// Goal: the deadline is the last one that was set, whatever its timer was set to. Method: a loop
/// whose time the test moves; in seconds.
@Suite("deadline of a connection")
struct ConnectionDeadlineTests {
    enum Step { case set(Int), clear, advance(Int), cancel }

    @Test(
        "it passes when it should",
        arguments: [
            // steps                                                    how often it passed
            ([.set(10), .advance(9)], 0),
            ([.set(10), .advance(10)], 1),
            ([.set(10), .advance(9), .set(10), .advance(9)], 0),  // moved away
            ([.set(10), .advance(9), .set(10), .advance(10)], 1),
            ([.set(10), .set(2), .advance(2)], 1),  // moved nearer
            ([.set(10), .clear, .advance(20)], 0),
            ([.set(10), .clear, .advance(20), .set(1), .advance(1)], 1),
            ([.set(1), .advance(1), .advance(5)], 1),  // once
            ([.set(1), .cancel, .advance(5)], 0),
        ] as [([Step], Int)])
    func passes(_ steps: [Step], _ expected: Int) {
        let loop = EmbeddedEventLoop()
        var passed = 0
        let deadline = ConnectionDeadline(eventLoop: loop) { passed += 1 }
        for step in steps {
            switch step {
            case .set(let seconds): deadline.set(in: .seconds(seconds))
            case .clear: deadline.clear()
            case .advance(let seconds): loop.advanceTime(by: .seconds(Int64(seconds)))
            case .cancel: deadline.cancel()
            }
        }
        #expect(passed == expected)
    }
}
