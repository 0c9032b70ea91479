import Core
import Synchronization

/// The busy times of calendars that refuse overlaps, in memory, so that a check looks at few of
/// them. Built from the file when first needed, kept in step by the writer.
///
/// Invariant: an index is used only at the change of its collection that it was brought to; the
/// file decides which that is.
final class OverlapCache: Sendable {
    /// One collection's.
    private final class Entry {
        var index: OverlapIndex<ResourceID>
        /// Shares what is known about pairs of zones.
        let search = OverlapSearch(leapLimit: OverlapCache.leapLimit)
        let zone: String?
        var seq: Seq
        var count: Int
        var lastUse = 0

        init(_ index: OverlapIndex<ResourceID>, count: Int, zone: String?, seq: Seq) {
            self.index = index
            self.count = count
            self.zone = zone
            self.seq = seq
        }
    }

    private struct State {
        var entries: [CollectionID: Entry] = [:]
        var clock = 0
    }
    private let state = Mutex(State())

    /// Instances that one comparison may look at: some 0.2 ms, as all other writers wait.
    static let leapLimit = 2000
    /// Events in memory over all calendars before the least recently used one is dropped.
    private static let limit = 500_000

    /// What a series shares time with.
    ///
    /// - Parameters:
    ///   - excluded: the object that it replaces.
    ///   - load: gives the busy series of the collection; called when there is no index yet.
    func overlaps(
        of series: BusySeries, excluding excluded: ResourceID?, in collection: CalendarCollection,
        load: (_ add: (BusySeries, ResourceID) -> Void) throws -> Void
    ) throws -> (found: [(key: ResourceID, overlap: SeriesOverlap)], provenUntil: Instant?) {
        if !isCurrent(collection) {
            var index = OverlapIndex<ResourceID>()
            var count = 0
            try load { series, id in
                index.insert(series, for: id)
                count += 1
            }
            install(index, count: count, for: collection)
        }
        return state.withLock { state in
            guard let entry = state.entries[collection.id] else { return ([], .distantPast) }
            let report = entry.index.overlaps(with: series, by: entry.search)
            return (report.overlaps.filter { $0.key != excluded }, report.provenUntil)
        }
    }

    private func isCurrent(_ collection: CalendarCollection) -> Bool {
        state.withLock { state in
            state.clock += 1
            guard let known = state.entries[collection.id], known.seq == collection.seq,
                known.zone == collection.zone
            else { return false }
            known.lastUse = state.clock
            return true
        }
    }

    private func install(
        _ index: OverlapIndex<ResourceID>, count: Int, for collection: CalendarCollection
    ) {
        state.withLock { state in
            let entry = Entry(index, count: count, zone: collection.zone, seq: collection.seq)
            entry.lastUse = state.clock
            state.entries[collection.id] = entry
            Self.makeRoom(&state, for: entry)
        }
    }

    private static func makeRoom(_ state: inout State, for newest: Entry) {
        var count = state.entries.values.reduce(0) { $0 + $1.count }
        while count > limit,
            let oldest = state.entries.filter({ $0.value !== newest })
                .min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            count -= oldest.value.count
            state.entries[oldest.key] = nil
        }
    }

    /// Follows a change of one object, if the index stands right before it.
    func update(
        _ id: ResourceID, to series: BusySeries?, in collection: CollectionID, from before: Seq,
        to after: Seq
    ) {
        state.withLock { state in
            guard let entry = state.entries[collection] else { return }
            guard entry.seq == before else {
                state.entries[collection] = nil
                return
            }
            entry.index.remove(id)
            if let series {
                entry.index.insert(series, for: id)
                entry.count += 1
            }
            entry.seq = after
        }
    }

    /// Whether an index of the collection is kept.
    func holds(_ collection: CollectionID) -> Bool {
        state.withLock { $0.entries[collection] != nil }
    }

    func drop(_ collection: CollectionID) { state.withLock { $0.entries[collection] = nil } }

    func dropAll() { state.withLock { $0.entries = [:] } }
}
