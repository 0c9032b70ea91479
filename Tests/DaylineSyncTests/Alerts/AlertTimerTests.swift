import Core
import Foundation
import Testing

@testable import DaylineSync

/// Goal: the timer wakes at its moment of the wall clock, also when that has passed, and only then.
struct AlertTimerTests {
    @Test("wakes at a moment that has passed, and at one that comes")
    func wakes() async throws {
        let (wakes, waker) = AsyncStream<Int>.makeStream()
        let timer = try AlertTimer { waker.yield(AlertTimer.now().seconds) }
        var iterator = wakes.makeAsyncIterator()
        timer.arm(until: Instant(seconds: 0))
        #expect(await iterator.next() != nil)
        timer.arm(until: Instant(seconds: AlertTimer.now().seconds - 100_000))
        #expect(await iterator.next() != nil)
        // Armed again before it fires: the first moment does not count.
        timer.arm(until: .distantFuture)
        let soon = AlertTimer.now().seconds + 1
        timer.arm(until: Instant(seconds: soon))
        let woken = try #require(await iterator.next())
        #expect(woken >= soon)
        timer.arm(until: nil)
    }
}
