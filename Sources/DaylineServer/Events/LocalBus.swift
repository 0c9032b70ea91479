import Synchronization

/// The bus of a single process. It keeps nothing: the outbox and the groups' inboxes do.
final class LocalBus: EventBus {
    private typealias Receive = @Sendable (Publication) async throws -> Void

    private let groups = Mutex<[(name: String, receive: Receive)]>([])

    func subscribe(
        _ group: String, _ receive: @escaping @Sendable (Publication) async throws -> Void
    ) {
        groups.withLock { $0.append((group, receive)) }
    }

    func publish(_ publication: Publication) async throws {
        let groups = groups.withLock { $0 }
        // Together, so that their transactions share a commit. None is cut short by another's
        // failure.
        let failure = await withTaskGroup(of: (any Error)?.self) { tasks in
            for group in groups {
                tasks.addTask {
                    do {
                        try await group.receive(publication)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await tasks.reduce((any Error)?.none) { $0 ?? $1 }
        }
        if let failure { throw failure }
    }
}
