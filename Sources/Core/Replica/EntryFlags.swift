/// The small facts of an index entry in one integer.
package struct EntryFlags {
    package var status: EventStatus
    package var isTransparent: Bool
    package var isOverride: Bool
    /// Whether the entry's span is on a wall clock.
    package var isLocal: Bool
    /// Of the start; of a series, its first start.
    package var startKind: TimeKind
    /// Of the recurrence id; meaningless when there is none.
    package var recurrenceKind: TimeKind

    package init(_ entry: IndexEntry) {
        status = entry.status
        isTransparent = entry.isTransparent
        isOverride = entry.isOverride
        isLocal = entry.isLocal
        startKind = TimeKind(entry.start)
        recurrenceKind = entry.recurrenceID.map { TimeKind($0) } ?? .date
    }

    /// Reads what `packed` made; bits it does not know are dropped.
    package init(packed: Int) {
        status = EventStatus(rawValue: UInt8(packed & 3)) ?? .confirmed
        isTransparent = packed & 4 != 0
        isOverride = packed & 8 != 0
        isLocal = packed & 0x100 != 0
        startKind = TimeKind(rawValue: packed >> 4 & 3) ?? .date
        recurrenceKind = TimeKind(rawValue: packed >> 6 & 3) ?? .date
    }

    package var packed: Int {
        Int(status.rawValue) | (isTransparent ? 4 : 0) | (isOverride ? 8 : 0)
            | startKind.rawValue << 4 | recurrenceKind.rawValue << 6 | (isLocal ? 0x100 : 0)
    }
}
