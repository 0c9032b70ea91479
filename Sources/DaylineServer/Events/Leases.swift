/// Rights that one holder has at a time, for as long as it renews them.
///
/// Guarantee: the fence of a name grows at every change of holder. What is written under a lease
/// carries its grant, and the store refuses it in the same transaction once the fence has grown,
/// with `StoreError.fenced`: a holder that was paused cannot write late. When a clock is wrong, a
/// lease may change hands early; never are two fences good at once.
protocol Leases: Sendable {
    /// Takes a lease that is free or lapsed, or keeps its own for longer, under the same fence.
    /// - Returns: nil while someone else has it.
    func acquire(_ name: String, for holder: String, ttl: Duration) async throws -> LeaseGrant?
    /// Lets the next one have it at once. Nothing happens when it was lost.
    func release(_ grant: LeaseGrant) async throws
    /// Frees a lease for one who knows that its holder has ended. Were that wrong, the holder would
    /// be fenced out.
    func free(_ name: String) async throws
}

/// Proof of holding a lease.
struct LeaseGrant: Hashable, Sendable {
    let name: String
    let fence: Fence
}
