/// What became of all events of a log that nothing was forgotten of, counted in the database.
struct EventBalance: Hashable, Sendable {
    /// In the log.
    var events = 0
    /// Numbers of changes that no event has.
    var missing = 0
    /// Of the events, those that a consumer has a record of.
    var processed: [String: Int] = [:]
    /// What the `activity` consumer counted, less than the log and beyond it, by account, day and
    /// kind.
    var effectsMissing = 0
    var effectsTwice = 0
    /// Where events are that are not processed.
    var figures = EventFigures()
}
