/// Places between two steps, where tests end the work as a crash would.
enum Failpoint: String, Hashable, Sendable, CaseIterable {
    /// Events were claimed, and not yet published.
    case claimed
    /// All groups have taken over, and the outbox does not know.
    case published
    case settled
    /// Effects are committed, and what comes after the commit was not done.
    case handled
    /// Attempts are noted, and not made.
    case attemptsBegun
    /// Some dead letters were sent back, others not yet.
    case lettersMoved

    typealias Reached = @Sendable (Failpoint) throws -> Void
    static let ignored: Reached = { _ in }
}
