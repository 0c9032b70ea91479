/// What the process tells its caller; documented in dayline(1).
enum Outcome: Int32, Hashable, Sendable, CaseIterable {
    case ok = 0
    case nothingFound = 1
    case usage = 2
    case badData = 3
    case storage = 4
    /// The server could not be reached, or refused.
    case server = 5
}
