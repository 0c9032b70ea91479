import Testing

@testable import DaylineSync

/// Goal: a timer that moves fires once, at its last moment, and with few sleeps. Method: timelines
/// in seconds.
@Suite("timer") struct WakeUpTests {
    @Test("a moment that moves away is slept towards in two pieces") func later() throws {
        var wakeUp = WakeUp()
        let first = try taken(wakeUp.set(.seconds(10), now: .zero))
        #expect(first.length == .seconds(10))
        expectNoSleep(wakeUp.set(.seconds(15), now: .seconds(5)))
        expectNoSleep(wakeUp.set(.seconds(19), now: .seconds(9)))
        guard case .sleep(let second) = wakeUp.ended(first, now: .seconds(10)) else {
            Issue.record("does not go on")
            return
        }
        #expect(second.length == .seconds(9))
        expect(wakeUp.ended(second, now: .seconds(19)), .fire)
        expect(wakeUp.ended(second, now: .seconds(20)), .nothing)
        expect(wakeUp.check(now: .seconds(99)), .nothing)
    }

    @Test("a moment that comes nearer has a sleep of its own") func sooner() throws {
        var wakeUp = WakeUp()
        let long = try taken(wakeUp.set(.seconds(10), now: .zero))
        let short = try taken(wakeUp.set(.seconds(3), now: .seconds(1)))
        #expect(short.length == .seconds(2))
        expect(wakeUp.ended(short, now: .seconds(3)), .fire)
        expect(wakeUp.ended(long, now: .seconds(10)), .nothing)
    }

    @Test("what is cancelled does not fire, and may be set again") func cancelled() throws {
        var wakeUp = WakeUp()
        let sleep = try taken(wakeUp.set(.seconds(1), now: .zero))
        wakeUp.cancel()
        expect(wakeUp.ended(sleep, now: .seconds(1)), .nothing)
        let again = try taken(wakeUp.set(.seconds(5), now: .seconds(2)))
        expect(wakeUp.ended(again, now: .seconds(5)), .fire)
    }

    @Test("a jump over the moment fires at once") func jump() throws {
        var wakeUp = WakeUp()
        let sleep = try taken(wakeUp.set(.seconds(60), now: .zero))
        expect(wakeUp.check(now: .seconds(100)), .fire)
        expect(wakeUp.ended(sleep, now: .seconds(160)), .nothing)
    }

    // Arguments are worked out before the macros see them: they may not change what they compare.

    private func taken(_ sleep: WakeUp.Sleep?) throws -> WakeUp.Sleep { try #require(sleep) }

    private func expectNoSleep(_ sleep: WakeUp.Sleep?) { #expect(sleep == nil) }

    private func expect(_ outcome: WakeUp.Outcome, _ expected: WakeUp.Outcome) {
        #expect(outcome == expected)
    }
}
