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
    /// By how much the offset changes at most, seconds; 0 when it never does.
    let largestChange: Int

    /// - Parameters:
    ///   - types: what `initial` and the changes point at; not empty.
    ///   - initial: the type in force before the first change.
    ///   - changes: in ascending order; of several at one instant the last counts.
    ///   - cycleStart: a second with at least a year of repeating changes before it; then
    ///     `changes` reach a year beyond `cycleStart + cycleSeconds`.
    init(
        id: TimeZoneID, types: [ZoneType], initial: Int, changes: [ZoneChange], cycleStart: Int?
    ) {
        var build = ZoneTableBuilder(types: types, initial: initial, capacity: changes.count)
        for change in changes { build.add(change) }
        self.id = id
        self.instants = build.instants
        self.offsets = build.offsets
        self.names = build.names
        self.abbreviations = build.abbreviations
        self.locals = build.locals()
        self.cycleStart = cycleStart
        self.cycleEnd = cycleStart.map { $0 + ZoneTable.cycleSeconds } ?? .max
        self.largestChange = zip(build.offsets, build.offsets.dropFirst())
            .reduce(0) { max($0, abs($1.1 - $1.0)) }
    }

    /// What to subtract from a second, wall clock or UTC, to land inside the table. Behind the end
    /// of time, where the last offset is as good as any, no sum overflows.
    func shift(_ seconds: Int) -> Int {
        guard seconds >= cycleEnd, let cycleStart else { return 0 }
        let bounded = min(seconds, ZoneTable.instantLimits.upperBound)
        return (bounded - cycleStart) / ZoneTable.cycleSeconds * ZoneTable.cycleSeconds
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
        values.withUnsafeBufferPointer { countOfValues(in: $0, notAfter: key) }
    }

    static func countOfValues(in values: UnsafeBufferPointer<Int>, notAfter key: Int) -> Int {
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
    /// Index into the types.
    let type: Int
}

/// Collects changes, without those that change nothing.
private struct ZoneTableBuilder {
    let abbreviations: [String]
    /// Offset and index of the abbreviation of each type.
    private let types: [(offset: Int, name: UInt16)]
    var instants: [Int] = []
    var offsets: [Int]
    var names: [UInt16]

    init(types all: [ZoneType], initial: Int, capacity: Int) {
        var abbreviations: [String] = []
        types = all.map { type in
            let known = abbreviations.firstIndex(of: type.abbreviation)
            if known == nil { abbreviations.append(type.abbreviation) }
            return (type.offset, UInt16(clamping: known ?? abbreviations.count - 1))
        }
        self.abbreviations = abbreviations
        offsets = [types[initial].offset]
        names = [types[initial].name]
        instants.reserveCapacity(capacity)
        offsets.reserveCapacity(capacity + 1)
        names.reserveCapacity(capacity + 1)
    }

    mutating func add(_ change: ZoneChange) {
        let limits = ZoneTable.instantLimits
        guard change.instant <= limits.upperBound else { return }
        let type = types[change.type]
        if change.instant < limits.lowerBound {
            offsets[0] = type.offset
            names[0] = type.name
            return
        }
        if let last = instants.last, last >= change.instant { removeLast() }
        if offsets.last == type.offset, names.last == type.name { return }
        instants.append(change.instant)
        offsets.append(type.offset)
        names.append(type.name)
    }

    /// Forgets the latest change, because the next one starts at the same instant.
    private mutating func removeLast() {
        guard instants.popLast() != nil else { return }
        offsets.removeLast()
        names.removeLast()
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
