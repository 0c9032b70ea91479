import Logging

/// How long the past is kept.
struct RetentionLimits: Hashable, Sendable {
    var events = Duration.seconds(30 * 86_400)
    var eventCount = 1_000_000
    /// Answers to operation ids.
    var answers = Duration.seconds(7 * 86_400)
}

/// Forgets the past in small steps.
///
/// Guarantee: an event that a consumer has not settled stays; so does the record that one was
/// processed as long as its event. Cursors and tokens that point at what was forgotten are then
/// known to be too old.
protocol History: Sendable {
    /// Forgets at most `limit` events that are older than `cutoff` or beyond the newest `keep`.
    /// - Returns: how many.
    func forgetEvents(before cutoff: WallTime, keep: Int, limit: Int) async throws -> Int
    /// Forgets at most `limit` tombstones of changes that the event log does not reach.
    func forgetTombstones(limit: Int) async throws -> Int
    func forgetAnswers(before cutoff: WallTime, limit: Int) async throws -> Int
}

/// Keeps the database from growing for ever.
struct Retention: Sendable {
    struct Options: Sendable {
        var limits = RetentionLimits()
        var every = Duration.seconds(600)
        /// Rows of a step, and the time that it leaves to others.
        var batch = 500
        var pause = Duration.milliseconds(100)
    }

    let history: any History
    let world: World
    let options: Options
    let logger: Logger

    /// Forgets everything that is too old now.
    func sweep() async throws {
        let limits = options.limits
        let cutoff = world.now().adding(.zero - limits.events)
        try await inSteps {
            try await history.forgetEvents(
                before: cutoff, keep: limits.eventCount, limit: options.batch)
        }
        try await inSteps { try await history.forgetTombstones(limit: options.batch) }
        let oldAnswers = world.now().adding(.zero - limits.answers)
        try await inSteps {
            try await history.forgetAnswers(before: oldAnswers, limit: options.batch)
        }
    }

    private func inSteps(_ step: () async throws -> Int) async throws {
        while try await step() > 0 { try await world.sleep(options.pause) }
    }

    /// Sweeps until the task is cancelled. What cannot be done now is done later.
    func run() async {
        while !Task.isCancelled {
            do {
                try await sweep()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("the past could not be forgotten: \(error)")
            }
            try? await world.sleep(options.every)
        }
    }
}
