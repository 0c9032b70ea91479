/// Events that a consumer could not handle in all its attempts; an operator decides about them.
///
/// Guarantee: a letter is sent back or discarded once, also when two operators do it at the same
/// time: everything is done under the lease `dlq`.
protocol DeadLetters: Sendable {
    func count(_ choice: LetterChoice) async throws -> Int
    /// In the order of commits, those after one.
    func letters(
        _ choice: LetterChoice, after: DeadLetter.Place?, limit: Int
    ) async throws -> [DeadLetter]
    /// Gives letters back to their consumer alone, with all its attempts.
    /// - Returns: how many of them still were dead.
    func sendBack(
        _ letters: [DeadLetter], at now: WallTime, under grant: LeaseGrant
    ) async throws -> Int
    /// Gives letters up; the audit log names them.
    func discard(
        _ letters: [DeadLetter], at now: WallTime, under grant: LeaseGrant
    ) async throws -> Int
    /// How many were sent back and are not settled yet.
    func countSentBack() async throws -> Int
}

/// Which letters are meant.
struct LetterChoice: Hashable, Sendable {
    /// Nil for all.
    var consumer: String?
    /// Nil for all.
    var events: Set<EventID>?
}

/// An event that is dead for one consumer.
struct DeadLetter: Hashable, Sendable {
    /// The order of letters.
    struct Place: Hashable, Sendable {
        let position: Int
        let consumer: String
    }

    let consumer: String
    let event: DomainEvent
    let accountName: String
    let attempts: Int
    /// Of the last failure.
    let reason: String
    /// Of the first and the last attempt.
    let first: WallTime
    let last: WallTime

    var place: Place { Place(position: event.position, consumer: consumer) }
}
