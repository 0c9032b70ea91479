/// One timer that is moved often and fires seldom: at most one sleep counts, and a moment that
/// moves away does not begin another one.
struct WakeUp: Hashable, Sendable {
    /// A sleep that somebody has to take.
    struct Sleep: Hashable, Sendable {
        let number: Int
        let length: Duration
    }

    /// What a sleep's end means.
    enum Outcome: Hashable, Sendable {
        case fire
        case sleep(Sleep)
        /// Nothing: another sleep counts, or none.
        case nothing
    }

    /// When to fire, on a clock that nobody sets.
    private var moment: Duration?
    /// When the sleep that counts ends.
    private var end: Duration?
    private var number = 0

    /// - Returns: the sleep to be taken; nil when one is under way that ends early enough.
    mutating func set(_ moment: Duration, now: Duration) -> Sleep? {
        self.moment = moment
        if let end, end <= moment { return nil }
        return sleep(until: moment, now)
    }

    mutating func cancel() { moment = nil }

    /// The moment may have come by a jump of the clock, or of the machine's.
    mutating func check(now: Duration) -> Outcome {
        guard let moment else { return .nothing }
        guard moment <= now else { return .sleep(sleep(until: moment, now)) }
        self.moment = nil
        // A sleep that is still under way does not count any more.
        number += 1
        end = nil
        return .fire
    }

    /// A sleep is over.
    mutating func ended(_ sleep: Sleep, now: Duration) -> Outcome {
        guard sleep.number == number else { return .nothing }
        end = nil
        return check(now: now)
    }

    private mutating func sleep(until moment: Duration, _ now: Duration) -> Sleep {
        number += 1
        end = moment
        return Sleep(number: number, length: max(.zero, moment - now))
    }
}
