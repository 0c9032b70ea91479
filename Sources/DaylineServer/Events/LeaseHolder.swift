import Synchronization

/// Keeps a lease while there is work. Without work nothing is written and the lease may lapse; it
/// is taken again with the next work.
final class LeaseHolder: Sendable {
    private struct Held {
        let grant: LeaseGrant
        /// When it is written anew: half of its time is left then.
        let renewal: WallTime
    }

    let name: String
    private let leases: any Leases
    private let ttl: Duration
    private let world: World
    private let holder: String
    private let held = Mutex<Held?>(nil)

    /// - Parameter ttl: after this time without renewal someone else may take over.
    init(_ name: String, leases: any Leases, ttl: Duration, world: World) {
        self.name = name
        self.leases = leases
        self.ttl = ttl
        self.world = world
        holder = UUIDText.text(world.random(16))
    }

    /// What was granted last, lapsed or not; nothing is written to find out.
    var lastGrant: LeaseGrant? { held.withLock { $0?.grant } }

    /// - Returns: nil while someone else has the lease.
    func grant() async throws -> LeaseGrant? {
        let now = world.now()
        let current = held.withLock { $0 }
        if let current, now < current.renewal, current.renewal < now.adding(ttl) {
            return current.grant
        }
        let grant = try await leases.acquire(name, for: holder, ttl: ttl)
        held.withLock {
            $0 = grant.map { Held(grant: $0, renewal: now.adding(ttl / 2)) }
        }
        return grant
    }

    /// As `grant`, for what makes no sense without.
    /// - Throws: `StoreError.fenced`.
    func needed() async throws -> LeaseGrant {
        guard let grant = try await grant() else { throw StoreError.fenced }
        return grant
    }

    /// Forgets a grant that turned out to be lost.
    func forget() { held.withLock { $0 = nil } }

    func release() async {
        let grant = held.withLock { held in
            defer { held = nil }
            return held?.grant
        }
        // Whoever cannot say goodbye is taken over after `ttl`.
        if let grant { try? await leases.release(grant) }
    }
}
