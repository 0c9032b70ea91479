/// All pairs of events that ever share time, each with the first time.
struct OverlapsEver {
    private struct Pair: Hashable {
        let first: ObjectID
        let second: ObjectID
    }

    private let search: OverlapSearch
    private var index: OverlapIndex<Int>
    private var entries: [StoredEntry] = []
    private var firsts: [Pair: (first: Int, second: Int, overlap: SeriesOverlap)] = [:]
    private(set) var provenUntil: Instant?

    init(from: Instant) {
        search = OverlapSearch(from: from)
        index = OverlapIndex(from: from)
    }

    /// How many pairs there are so far.
    var count: Int { firsts.count }

    /// Compares an entry with all that were kept before it.
    mutating func add(_ stored: StoredEntry, _ series: BusySeries, isKept: Bool) {
        let number = entries.count
        entries.append(stored)
        let report = index.overlaps(with: series, by: search)
        if let instant = report.provenUntil { provenUntil = min(provenUntil ?? instant, instant) }
        for (key, overlap) in report.overlaps {
            let other = entries[key]
            // Not with another instance of itself, nor with itself in another calendar.
            guard other.object != stored.object, other.entry.uid != stored.entry.uid else {
                continue
            }
            let pair = Pair(
                first: min(other.object, stored.object), second: max(other.object, stored.object))
            if let known = firsts[pair], !overlap.isEarlier(than: known.overlap) { continue }
            firsts[pair] = (number, key, overlap)
        }
        if isKept { index.insert(series, for: number) }
    }

    /// The pairs by when they first share time.
    func pairs(zones: ZoneDatabase, display: Zone) -> [OverlapPair] {
        firsts.values.sorted { $0.overlap.isEarlier(than: $1.overlap) }.map { found in
            let sides = [
                entries[found.first].instance(found.overlap.first, zones: zones, display: display),
                entries[found.second].instance(
                    found.overlap.second, zones: zones, display: display),
            ].sorted { $0.span.lowerBound < $1.span.lowerBound }
            return OverlapPair(first: sides[0], second: sides[1])
        }
    }
}

/// All pairs of events that ever share time from some instant on.
public struct LifeOverlaps: Sendable {
    /// Each pair once, with its first time, in the order of these.
    public let pairs: [OverlapPair]
    /// Before this instant nothing is missing; nil when nothing is missing at all.
    public let provenUntil: Instant?
}
