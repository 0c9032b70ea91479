/// Deletions that are too many to be believed: a server that was emptied, restored, or exchanged
/// for another one, shall not empty the replica.
enum DeletionGuard {
    /// Deletions that are never too many, unless they are all there is.
    static let few = 10

    /// Whether a pull that would remove `removals` of `count` objects waits for consent. A lone
    /// deletion never does.
    static func holds(removals: Int, of count: Int) -> Bool {
        guard removals > 1 else { return false }
        return removals > max(few, count / 5) || removals >= count
    }
}
