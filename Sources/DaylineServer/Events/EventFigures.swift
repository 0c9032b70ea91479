/// How events stand, from the database.
struct EventFigures: Hashable, Sendable {
    /// Not yet published.
    var outbox = 0
    /// When the oldest of them was committed; nil when there is none.
    var oldest: WallTime?
    /// Parked until their next attempt, by consumer.
    var waiting: [String: Int] = [:]
    /// By consumer.
    var deadLetters: [String: Int] = [:]
}
