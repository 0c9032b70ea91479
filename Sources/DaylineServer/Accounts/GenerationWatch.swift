import Synchronization

/// Notices that a password or a token was changed by another process: asks the store, at most
/// once a second.
final class GenerationWatch: Sendable {
    private struct State {
        var generation: Int?
        var asked = WallTime(milliseconds: 0)
    }

    private let store: any CredentialStore
    private let state = Mutex(State())
    static let interval = Duration.seconds(1)

    init(_ store: any CredentialStore) {
        self.store = store
    }

    /// - Throws: what the store throws.
    func current(_ now: WallTime) async throws -> Int {
        let known: Int? = state.withLock { state in
            let age = now.since(state.asked)
            if let generation = state.generation, age >= .zero, age < Self.interval {
                return generation
            }
            // Whoever comes meanwhile takes the number that is known, if one is.
            state.asked = now
            return nil
        }
        if let known { return known }
        do {
            let found = try await store.credentialGeneration()
            return state.withLock { state in
                // An answer that was overtaken by a newer one must not undo it.
                let newest = max(state.generation ?? found, found)
                state.generation = newest
                return newest
            }
        } catch {
            state.withLock { $0.generation = nil }
            throw error
        }
    }

    /// Asks the store at the next question.
    func forget() {
        state.withLock { $0.generation = nil }
    }
}
