/// Many events at once, asked whether another shares time with them: single events by a sorted
/// table, recurring ones by the half hours of the week that they can touch, and by when they live.
///
/// A key may stand for several series, such as the overrides of one event.
public struct OverlapIndex<Key: Hashable & Sendable>: Sendable {
    /// What an event shares time with, each key once.
    public struct Report: Sendable {
        /// The first time shared with each, by when it begins.
        public internal(set) var overlaps: [(key: Key, overlap: SeriesOverlap)] = []
        /// Before this instant nothing is missing; nil when nothing is missing at all.
        public internal(set) var provenUntil: Instant?
    }

    private struct Entry: Sendable {
        let key: Key
        let series: BusySeries
        /// Of the only instance, or of all.
        let life: Range<Int>
        /// Nil for an event that takes place once.
        let slots: WeekSlots?
    }

    private var entries: [Int: Entry] = [:]
    private var numbers: [Key: [Int]] = [:]
    private var nextNumber = 0
    /// Numbers of the events that take place once.
    private var singles = SpanTable<Int>()
    /// For every half hour of the week the lives of the others that can touch it.
    private var livesBySlot = [SpanTable<Int>](repeating: SpanTable(), count: WeekSlots.count)
    /// Only searches from here on may be asked.
    private let from: Instant
    private var offsetsByZone = ZoneOffsets()

    /// An index without events.
    /// - Parameter from: no search begins earlier.
    public init(from: Instant = .distantPast) { self.from = from }

    /// Adds a series to what the key stands for.
    public mutating func insert(_ series: BusySeries, for key: Key) {
        let number = nextNumber
        nextNumber += 1
        numbers[key, default: []].append(number)
        if let span = series.onlySpan {
            entries[number] = Entry(key: key, series: series, life: span, slots: nil)
            singles.insert(span, number)
            return
        }
        let slots = offsetsByZone.slots(of: series, from: from)
        let life = series.life
        entries[number] = Entry(key: key, series: series, life: life, slots: slots)
        for slot in slots.indexes { livesBySlot[slot].insert(life, number) }
    }

    /// Forgets all that a key stands for.
    public mutating func remove(_ key: Key) {
        for number in numbers.removeValue(forKey: key) ?? [] {
            guard let entry = entries.removeValue(forKey: number) else { continue }
            guard let slots = entry.slots else {
                singles.remove(entry.life, number)
                continue
            }
            for slot in slots.indexes { livesBySlot[slot].remove(entry.life, number) }
        }
    }

    /// What shares time with a series, as far as `search` looks.
    public func overlaps(with series: BusySeries, by search: OverlapSearch) -> Report {
        precondition(search.from >= from, "the index knows nothing about earlier offsets")
        var best: [Key: SeriesOverlap] = [:]
        var report = Report()
        func compare(_ other: Entry) {
            switch search.first(of: series, with: other.series) {
            case .never: break
            case .noneBefore(let instant):
                // The end of the search is no gap in the proof.
                guard instant < search.until else { break }
                report.provenUntil = min(report.provenUntil ?? instant, instant)
            case .overlap(let found):
                if let known = best[other.key], !found.isEarlier(than: known) { break }
                best[other.key] = found
            }
        }
        forEachSingle(near: series, by: search) { number in
            if let other = entries[number] { compare(other) }
        }
        var offsets = offsetsByZone
        let slots = offsets.slots(of: series, from: from)
        let life = series.life
        for slot in slots.indexes {
            livesBySlot[slot].forEach(touching: life) { found in
                // In all the half hours that both can touch it is met; the first one counts.
                guard let other = entries[found.value], let theirs = other.slots,
                    slots.intersection(theirs).first == slot
                else { return }
                compare(other)
            }
        }
        report.overlaps = best.map { ($0.key, $0.value) }
            .sorted { $0.overlap.isEarlier(than: $1.overlap) }
        return report
    }

    /// Calls `body` with single events that may share time: those that an instance touches, or,
    /// where instances are more than events, all.
    private func forEachSingle(
        near series: BusySeries, by search: OverlapSearch, _ body: (_ number: Int) -> Void
    ) {
        let end = min(singles.end, search.until.seconds)
        func report(_ single: SpanTable<Int>.Element) { body(single.value) }
        var left = singles.count
        for var strand in series.strands {
            var now = search.from.seconds
            while now < end, let instance = strand.first(endingAfter: now) {
                let span = instance.span.lowerBound.seconds..<instance.span.upperBound.seconds
                guard span.lowerBound < end else { break }
                if left == 0 { return singles.forEach(report) }
                left -= 1
                singles.forEach(touching: span, report)
                now = span.upperBound
            }
        }
    }
}

/// The offsets of zones, looked up once each.
private struct ZoneOffsets: Sendable {
    private var known: [ObjectIdentifier: (zone: Zone, offsets: [Int])] = [:]

    mutating func slots(of series: BusySeries, from: Instant) -> WeekSlots {
        var slots = WeekSlots()
        for strand in series.strands {
            slots.formUnion(WeekSlots(strand, offsets: offsets(of: strand.zone, from: from)))
        }
        return slots
    }

    private mutating func offsets(of zone: Zone, from: Instant) -> [Int] {
        let id = ObjectIdentifier(zone.table)
        if let known = known[id] { return known.offsets }
        let offsets = ZonePair(zone, .utc, from: from.seconds).offsets.one
        known[id] = (zone, offsets)
        return offsets
    }
}
