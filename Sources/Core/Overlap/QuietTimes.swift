/// Stretches of time in which two rules can be shown to share none, without looking at instances.
///
/// Between two changes of offset the wall clocks of two series are a fixed time apart, so what
/// holds of their shapes holds of their instances. Around a change only instances that run across
/// it, or begin in its gap, can be nearer to each other than their wall clocks say; whether there
/// are such is seen from the weekdays and times alone.
struct QuietTimes {
    private let zones: ZonePair
    private var offsets: OffsetCursor
    private let shapes: (one: RuleShape, other: RuleShape)
    private let lengths: (one: Int, other: Int)
    /// Differences of the wall clocks at which something may be shared; few.
    private let loudDifferences: [Int]
    /// How far around a change of offset instances have to be looked at, seconds; nil when no
    /// change can matter.
    private let reach: Int?
    /// Nothing begins to be shared after this UTC second that is not like something before it.
    private let end: Int

    /// Nil when too little is known of the strands to show anything.
    /// - Parameter from: the UTC second at which the search began.
    init?(_ one: BusyStrand, _ other: BusyStrand, _ zones: ZonePair, from: Int) {
        guard let shape = one.shape, let otherShape = other.shape else { return nil }
        let lengths = (one: one.length.nominalSeconds, other: other.length.nominalSeconds)
        let slack = zones.largestChange
        func isLoud(_ difference: Int, _ slack: Int) -> Bool {
            !ShapePair(
                one: shape, other: otherShape,
                lengths: (lengths.one + slack, lengths.other + slack),
                difference: difference
            ).isNever
        }
        self.zones = zones
        self.lengths = lengths
        offsets = OffsetCursor(zones.one, zones.other)
        shapes = (shape, otherShape)
        loudDifferences = zones.differences.filter { isLoud($0, 0) }
        let isTouched =
            shape.isTouched(by: zones.changes, lengths.one, zones.offsets.one, slack)
            || otherShape.isTouched(by: zones.changes, lengths.other, zones.offsets.other, slack)
        let canMeet = isTouched && zones.allDifferences.contains { isLoud($0, slack) }
        reach = canMeet ? max(lengths.one, lengths.other) + 2 * slack : nil
        end = Self.end(one, other, zones, from: from)
    }

    /// A whole round of both rules and of the zones, after both have begun, excluded dates are over
    /// and the zones repeat; the end of all calendars when that is earlier.
    private static func end(
        _ one: BusyStrand, _ other: BusyStrand, _ zones: ZonePair, from: Int
    ) -> Int {
        let calendar = ZoneTable.cycleSeconds
        guard let mine = one.repetition, let theirs = other.repetition,
            let rules = checkedLeastCommonMultiple(mine.round, theirs.round),
            let round = checkedLeastCommonMultiple(rules, calendar)
        else { return RuleSeries.latest }
        let begin = max(from, mine.begin, theirs.begin, zones.repeatsFrom)
        let reach = one.length.nominalSeconds + other.length.nominalSeconds + 2 * 86_400
        let (end, isBeyond) = (begin + reach).addingReportingOverflow(round)
        return isBeyond ? RuleSeries.latest : min(end, RuleSeries.latest)
    }

    /// The next stretch, at or after a UTC second, in which time may begin to be shared; nil when
    /// there is none.
    mutating func loudStretch(from seconds: Int) -> Range<Int>? {
        var now = seconds
        while now <= end {
            let here = offsets.stretch(at: now)
            let difference = here.one - here.other
            if loudDifferences.contains(difference) {
                return loud(from: now, to: here.end, difference)
            }
            if let reach {
                // The next change whose surroundings are not over.
                let near = offsets.stretch(at: now - reach).end
                if near == .max { return nil }
                return max(now, near - reach)..<(near + reach)
            }
            if loudDifferences.isEmpty || here.end == .max { return nil }
            now = here.end
        }
        return nil
    }

    /// A stretch in which the shapes do not rule out sharing; where both repeat after a number of
    /// seconds, arithmetic says when it begins.
    private func loud(from now: Int, to change: Int, _ difference: Int) -> Range<Int>? {
        guard reach == nil, change == .max || zones.differences.count == 1 else {
            return now..<change
        }
        // Both wall clocks keep their distance for ever.
        let slack = zones.largestChange
        let offset = zones.one.offset(at: Instant(seconds: now))
        let pair = ShapePair(
            one: shapes.one, other: shapes.other, lengths: lengths, difference: difference)
        switch pair.firstOverlap(from: now + offset - slack) {
        case .never: return nil
        case .unknown: return now..<max(now + 1, end)
        case .notBefore(let wall):
            let instant = zones.one.instant(at: LocalDateTime(seconds: wall)).seconds - slack
            let start = max(now, instant)
            return start..<(start + lengths.one + lengths.other + 2 * slack + 1)
        }
    }
}

extension BusyStrand {
    /// What holds of all starts on the wall clock; nil when nothing is known.
    var shape: RuleShape? {
        guard case .rule(let series) = source, !dropsTimes, let shape = series.shape else {
            return nil
        }
        if shift == 0 { return shape }
        // Only overrides for this and future instances move a series; then arithmetic does without
        // the calendar.
        return shape.cycle.map {
            RuleShape(SecondsCycle(base: $0.base + shift, step: $0.step, offsets: $0.offsets))
        }
    }
}

extension RuleShape {
    /// Whether some instance may run across a change of offset or begin in the gap of one.
    /// - Parameters:
    ///   - changes: second of the week, UTC.
    ///   - length: of an instance.
    ///   - offsets: of the zone of the instances.
    ///   - slack: the largest gap.
    fileprivate func isTouched(
        by changes: [Int], _ length: Int, _ offsets: [Int], _ slack: Int
    ) -> Bool {
        if changes.isEmpty { return false }
        let span = length + 2 * slack
        guard let times, span < ZonePair.week else { return true }
        for day in 0..<7 where weekdays >> UInt8(day) & 1 == 1 {
            for time in times {
                for offset in offsets {
                    let start = day * 86_400 + time - offset - slack
                    let isNear = changes.contains {
                        CivilDate.floorMod($0 - start, ZonePair.week) <= span
                    }
                    if isNear { return true }
                }
            }
        }
        return false
    }
}
