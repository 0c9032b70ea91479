/// Sends letters back, or discards them, in small steps under the lease `dlq`. When a run ends
/// midway, another one does the rest.
struct DeadLetterRun: Sendable {
    enum Action: Hashable, Sendable { case sendBack, discard }

    static let leaseName = "dlq"
    /// After this time without a step, another run may take over.
    static let ttl = Duration.seconds(5)

    let letters: any DeadLetters
    let lease: LeaseHolder
    let world: World
    var batch = 50
    var reached = Failpoint.ignored

    /// Visits every chosen letter once: one that dies again meanwhile is not tried for ever.
    ///
    /// - Parameter progress: called after each step with the count so far.
    /// - Returns: how many were moved.
    /// - Throws: `StoreError.fenced` when another run has the lease, or took it over.
    func run(
        _ action: Action, _ choice: LetterChoice, progress: (Int) -> Void = { _ in }
    ) async throws -> Int {
        var done = 0
        var place: DeadLetter.Place?
        while true {
            let grant = try await lease.needed()
            let step = try await letters.letters(choice, after: place, limit: batch)
            guard let last = step.last else { break }
            place = last.place
            switch action {
            case .sendBack:
                done += try await letters.sendBack(step, at: world.now(), under: grant)
            case .discard:
                done += try await letters.discard(step, at: world.now(), under: grant)
            }
            try reached(.lettersMoved)
            progress(done)
        }
        await lease.release()
        return done
    }
}
