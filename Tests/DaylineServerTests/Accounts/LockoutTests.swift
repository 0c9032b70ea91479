import Testing

@testable import DaylineServer

/// Goal: guessing becomes ever slower, and mistyping stays cheap. Method: rules as tables.
@Suite("lock-outs") struct LockoutTests {
    private let start = WallTime(milliseconds: 1_800_000_000_000)

    @Test(
        "the wait after a number of failures",
        arguments: [
            (LockoutRule.account, 1, 0), (.account, 5, 0),  // slips of the hand
            (.account, 6, 1), (.account, 7, 2), (.account, 10, 16),
            (.account, 15, 512), (.account, 16, 900), (.account, 1000, 900),
            (.address, 20, 0), (.address, 21, 1), (.address, 33, 3600),
        ])
    func waits(_ rule: LockoutRule, _ failures: Int, seconds: Int) {
        var lockout: Lockout?
        for _ in 0..<failures { lockout = rule.adding(to: lockout, now: start) }
        #expect(lockout?.failures == failures)
        let expected: Duration? = seconds == 0 ? nil : .seconds(seconds)
        #expect(lockout.flatMap { rule.remaining($0, now: start) } == expected)
    }

    @Test(
        "failures are forgotten",
        arguments: [
            (0, false), (3599, false), (3600, true), (86_400, true),
            (-1, false),  // the clock went back a little
            (-86_400, true),  // the lock was noted by a clock that was wrong
        ])
    func memory(seconds: Int, isForgotten: Bool) {
        let lockout = Lockout(failures: 9, until: start)
        let later = start.adding(.seconds(seconds))
        #expect(LockoutRule.account.isForgotten(lockout, now: later) == isForgotten)
        let next = LockoutRule.account.adding(to: lockout, now: later)
        #expect(next.failures == (isForgotten ? 1 : 10))
    }

    /// A clock that was set back by a day must not lock for a day.
    @Test func clockSetBack() {
        let lockout = Lockout(failures: 9, until: start.adding(.seconds(86_400)))
        #expect(LockoutRule.account.remaining(lockout, now: start) == nil)
    }
}
