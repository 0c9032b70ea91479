import Core

/// When there is nothing to do: what was told about it, and until when.
struct Rest: Hashable, Sendable {
    /// Whether the replica was asked what still waits.
    private(set) var isAsked = false
    /// Whether it was told that nothing is left to do.
    private(set) var isTold = false
    /// When something in the outbox is due; nil when nothing is.
    var nextOperation: Instant?
    var counts = OutboxCounts()
    /// When the server is looked at again, though nobody says that anything happened.
    private(set) var nextLook: Instant?
    /// Whether the server was looked at since the last rest.
    private(set) var hasLooked = false
    /// The moment of the last `wait`.
    private(set) var timer: Instant?

    /// Something happened.
    mutating func begin() { (isAsked, isTold) = (false, false) }

    mutating func looked(at now: Instant, every seconds: Int) {
        nextLook = now.adding(seconds: seconds)
        hasLooked = true
    }

    /// The next look is not later than that.
    mutating func look(by moment: Instant) { nextLook = min(nextLook ?? moment, moment) }

    mutating func ask() { isAsked = true }

    mutating func tell() { (isTold, hasLooked) = (true, false) }

    mutating func fired() { timer = nil }

    /// - Returns: nil when the timer is set to that moment already.
    mutating func wait(until moment: Instant) -> SyncAction? {
        guard timer != moment else { return nil }
        timer = moment
        return .wait(until: moment)
    }
}
