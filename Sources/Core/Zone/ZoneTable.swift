/// The changes of one zone, ready for searching; immutable, so that every `Zone` may share it.
///
/// Rules without an end are kept as one stretch of 400 years, after which the Gregorian calendar
/// (and with it every yearly rule) repeats to the day; later times are mapped back into it.
@usableFromInline
final class ZoneTable: Sendable {
    /// 400 Gregorian years.
    static let cycleSeconds = 146_097 * 86_400
    /// Changes outside are dropped: far beyond the years 1–9999, and no sum can overflow.
    static let instantLimits = Instant.distantPast.seconds...Instant.distantFuture.seconds

    let id: TimeZoneID
    /// When the offset changes, strictly ascending.
    let instants: [Int]
    /// The first wall-clock second of each change's new offset: readings before it, a gap and the
    /// first pass of a fold included, belong to the old offset. Ascending.
    let locals: [Int]
    /// Seconds east of UTC: `offsets[i]` before change `i`, the last after all of them.
    let offsets: [Int]
    /// Index into `abbreviations`, parallel to `offsets`.
    let names: [UInt16]
    let abbreviations: [String]
    /// From here on the changes repeat every 400 years; nil when the last offset stays.
    let cycleStart: Int?
    /// First second that is mapped back.
    let cycleEnd: Int

    /// - Parameters:
    ///   - initial: in force before the first change.
    ///   - changes: in ascending order; of several at one instant the last counts.
    ///   - cycleStart: a second with at least a year of repeating changes before it; then
    ///     `changes` reach a year beyond `cycleStart + cycleSeconds`.
    init(id: TimeZoneID, initial: ZoneType, changes: [ZoneChange], cycleStart: Int?) {
        var build = ZoneTableBuilder(initial: initial, capacity: changes.count)
        for change in changes { build.add(change) }
        self.id = id
        self.instants = build.instants
        self.offsets = build.offsets
        self.names = build.names
        self.abbreviations = build.abbreviations
        self.locals = build.locals()
        self.cycleStart = cycleStart
        self.cycleEnd = cycleStart.map { $0 + ZoneTable.cycleSeconds } ?? .max
    }

    /// What to subtract from a second, wall clock or UTC, to land inside the table.
    func shift(_ seconds: Int) -> Int {
        guard seconds >= cycleEnd, let cycleStart else { return 0 }
        return (seconds - cycleStart) / ZoneTable.cycleSeconds * ZoneTable.cycleSeconds
    }

    /// Index into `offsets` for a UTC second.
    func index(utc seconds: Int) -> Int {
        ZoneTable.countOfValues(in: instants, notAfter: seconds - shift(seconds))
    }

    /// Index into `offsets` for a wall-clock second: offset before a gap, first of a fold.
    func index(local seconds: Int) -> Int {
        ZoneTable.countOfValues(in: locals, notAfter: seconds - shift(seconds))
    }

    /// Binary search in ascending `values`.
    static func countOfValues(in values: [Int], notAfter key: Int) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) >> 1
            if values[middle] <= key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// An offset and what people call it.
struct ZoneType: Hashable, Sendable {
    /// Seconds east of UTC.
    let offset: Int
    /// `CET`, `+0330`; may be empty.
    let abbreviation: String
}

/// The beginning of an offset.
struct ZoneChange: Hashable, Sendable {
    /// UTC second.
    let instant: Int
    let type: ZoneType
}

/// Collects changes, without those that change nothing.
private struct ZoneTableBuilder {
    var instants: [Int] = []
    var offsets: [Int]
    var names: [UInt16]
    var abbreviations: [String]

    init(initial: ZoneType, capacity: Int) {
        offsets = [initial.offset]
        names = [0]
        abbreviations = [initial.abbreviation]
        instants.reserveCapacity(capacity)
        offsets.reserveCapacity(capacity + 1)
        names.reserveCapacity(capacity + 1)
    }

    mutating func add(_ change: ZoneChange) {
        let limits = ZoneTable.instantLimits
        guard change.instant <= limits.upperBound else { return }
        if change.instant < limits.lowerBound {
            self = ZoneTableBuilder(initial: change.type, capacity: instants.capacity)
            return
        }
        if let last = instants.last, last >= change.instant { removeLast() }
        let name = nameIndex(change.type.abbreviation)
        if offsets.last == change.type.offset, names.last == name { return }
        instants.append(change.instant)
        offsets.append(change.type.offset)
        names.append(name)
    }

    /// Forgets the latest change, because the next one starts at the same instant.
    private mutating func removeLast() {
        guard instants.popLast() != nil else { return }
        offsets.removeLast()
        names.removeLast()
    }

    /// Few different names occur, so a scan beats a dictionary. No real zone has 256 of them;
    /// beyond that the first name stands in.
    private mutating func nameIndex(_ name: String) -> UInt16 {
        if let index = abbreviations.firstIndex(of: name) { return UInt16(index) }
        guard abbreviations.count < 256 else { return 0 }
        abbreviations.append(name)
        return UInt16(abbreviations.count - 1)
    }

    func locals() -> [Int] {
        var locals: [Int] = []
        locals.reserveCapacity(instants.count)
        var last = Int.min
        for (index, instant) in instants.enumerated() {
            last = max(last, instant + max(offsets[index], offsets[index + 1]))
            locals.append(last)
        }
        return locals
    }
}
