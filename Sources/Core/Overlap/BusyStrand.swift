/// Instances of one length whose starts come from one rule, or are listed.
struct BusyStrand: Sendable {
    enum Source: Sendable {
        case rule(RuleSeries)
        /// Wall-clock seconds, ascending.
        case dates([Int])
    }

    let source: Source
    let length: InstanceLength
    let zone: Zone
    /// Wall-clock seconds added to a recurrence id to get the start.
    let shift: Int
    /// Whether no instance is taken away and all recurrence ids count.
    private let isWhole: Bool
    /// Wall-clock seconds without an instance, and such days; ascending.
    private let excluded: [Int]
    private let excludedDays: [Int]
    /// The recurrence ids that count.
    private let ids: Range<Int>
    /// Whether starts are dates where recurrence ids have times: those lose their time of day.
    let dropsTimes: Bool
    private var cursor: Zone.Cursor

    init(_ source: Source, of seed: SeriesSeed, _ length: InstanceLength, _ zone: Zone) {
        self.source = source
        self.length = length
        self.zone = zone
        shift = seed.shift
        excluded = seed.excluded
        excludedDays = seed.excludedDays
        ids = seed.ids
        isWhole = excluded.isEmpty && excludedDays.isEmpty && ids == SeriesSeed.allIDs
        dropsTimes = seed.startClock == .date && seed.clock != .date
        cursor = Zone.Cursor(zone)
    }

    /// A single instance.
    init(at wall: Int, _ length: InstanceLength, _ zone: Zone) {
        let seed = SeriesSeed(clock: .floating, start: wall, length: length)
        self.init(.dates([wall]), of: seed, length, zone)
    }

    /// UTC seconds of the only instance; nil when there may be several.
    var onlySpan: Range<Int>? {
        guard case .dates(let dates) = source, dates.count == 1 else { return nil }
        var strand = self
        return strand.first(endingAfter: Instant.distantPast.seconds).map {
            $0.span.lowerBound.seconds..<$0.span.upperBound.seconds
        }
    }

    /// After how many seconds on the wall clock the rule repeats, and the second from which on
    /// nothing but the rule says what there is; nil when it never repeats, or ends.
    var repetition: (begin: Int, round: Int)? {
        guard case .rule(let series) = source, let round = series.round else { return nil }
        let excludedUntil = max(excluded.last ?? .min, (excludedDays.last ?? 0) * 86_400 + 86_400)
        let begin = max(series.start.seconds, excludedUntil, ids.lowerBound)
        return (begin + shift + 2 * 86_400, round)
    }

    /// UTC seconds that hold all instances; found without looking at any, so wider by days.
    var life: Range<Int> {
        let starts: ClosedRange<Int>
        switch source {
        case .rule(let series):
            starts = series.start.seconds...max(series.start.seconds, series.lastSecond)
        case .dates(let dates): starts = (dates.first ?? 0)...(dates.last ?? 0)
        }
        let first = max(starts.lowerBound, ids.lowerBound)
        let last = max(first, min(starts.upperBound, ids.upperBound))
        // Offsets are less than a day, and so is what a gap shifts.
        let margin = 2 * 86_400
        return (first + shift - margin)..<(last + shift + length.nominalSeconds + margin)
    }

    /// Of the instances that end after an instant the one that starts first.
    mutating func first(endingAfter instant: Int) -> SeriesInstance? {
        let reach = length.nominalSeconds
        let wall = cursor.local(at: Instant(seconds: instant)).seconds
        // Away from changes of offset all instances are as long as they look.
        let isSteady = cursor.utc.contains(instant - reach - zone.largestChange)
        var id = wall - (isSteady ? reach : reach + zone.largestChange) - shift + 1
        if dropsTimes { id -= 86_400 }
        while let found = nextID(id) {
            let candidate = resolve(found)
            if candidate.span.upperBound.seconds > instant, !candidate.span.isEmpty {
                return first(of: candidate, endingAfter: instant)
            }
            id = found + 1
        }
        return nil
    }

    /// A reading in a gap stands for a later instant than some readings after it; they win.
    private mutating func first(
        of candidate: SeriesInstance, endingAfter instant: Int
    ) -> SeriesInstance {
        guard zone.largestChange > 0,
            cursor.local(at: candidate.span.lowerBound).seconds != candidate.start
        else { return candidate }
        var best = candidate
        let bound = candidate.recurrenceID + zone.largestChange
        var id = candidate.recurrenceID + 1
        while let found = nextID(id), found <= bound {
            let other = resolve(found)
            if other.span.lowerBound < best.span.lowerBound, !other.span.isEmpty,
                other.span.upperBound.seconds > instant
            {
                best = other
            }
            id = found + 1
        }
        return best
    }

    private mutating func resolve(_ id: Int) -> SeriesInstance {
        var start = id + shift
        if dropsTimes { start -= CivilDate.floorMod(start, 86_400) }
        return SeriesInstance(
            recurrenceID: id, start: start, span: cursor.span(at: start, length), length: length)
    }

    /// The first recurrence id not before a wall-clock second.
    private func nextID(_ wall: Int) -> Int? {
        if isWhole { return source.next(wall) }
        var wall = max(wall, ids.lowerBound)
        while let found = source.next(wall), found < ids.upperBound {
            let day = CivilDate.floorDiv(found, 86_400)
            if excludedDays.contains(sorted: day) {
                wall = (day + 1) * 86_400
            } else if excluded.contains(sorted: found) {
                wall = found + 1
            } else {
                return found
            }
        }
        return nil
    }
}

extension BusyStrand.Source {
    /// The first one not before a wall-clock second.
    fileprivate func next(_ wall: Int) -> Int? {
        switch self {
        case .rule(let series):
            return series.first(atOrAfter: LocalDateTime(seconds: wall))?.seconds
        case .dates(let dates):
            let index = dates.lowerBound(wall)
            return index < dates.count ? dates[index] : nil
        }
    }
}
