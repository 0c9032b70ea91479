/// What an import did with each object it was given; the counts add up to `total`.
public struct ImportSummary: Hashable, Sendable {
    /// New here.
    public var added = 0
    /// Same UID and same content as the stored one.
    public var unchanged = 0
    /// Same UID, changed and newer (`SEQUENCE`, then `LAST-MODIFIED` or `DTSTAMP`): replaced.
    public var updated = 0
    /// Same UID, changed but not newer: the stored one was kept.
    public var kept = 0
    /// Same content as a stored object of another UID: left out.
    public var duplicates = 0
    /// Longer than `ReplicaLimits.objectBytes`: left out.
    public var tooLarge = 0
    /// The UIDs left out as duplicates and the stored ones that stand for them; at most
    /// `ImportSummary.listed`.
    public var duplicateUIDs: [DuplicateUID] = []

    /// How many duplicates are listed by UID.
    public static let listed = 100

    public init() {}

    /// How many objects were given.
    public var total: Int { added + unchanged + updated + kept + duplicates + tooLarge }

    /// Whether the replica is as it was.
    public var changedNothing: Bool { added + updated == 0 }

    /// Adds up two imports.
    public static func + (one: ImportSummary, other: ImportSummary) -> ImportSummary {
        var sum = one
        sum.added += other.added
        sum.unchanged += other.unchanged
        sum.updated += other.updated
        sum.kept += other.kept
        sum.duplicates += other.duplicates
        sum.tooLarge += other.tooLarge
        sum.duplicateUIDs += other.duplicateUIDs.prefix(max(0, listed - sum.duplicateUIDs.count))
        return sum
    }
}

/// An object that an import left out because a stored one says the same.
public struct DuplicateUID: Hashable, Sendable {
    /// The UID of the object left out.
    public let imported: UID
    /// The UID of the stored object.
    public let stored: UID
}
