/// Stretches of time in which two rules can be shown to share none, without looking at instances.
///
/// Between two changes of offset the wall clocks of two series are a fixed time apart, so what
/// holds of their shapes holds of their instances. Around a change only instances that run across
/// it, or begin in its gap, can be nearer to each other than their wall clocks say; whether there
/// are such is seen from the weekdays and times alone.
struct QuietTimes {
    private let zones: ZonePair
    private let shapes: (one: RuleShape, other: RuleShape)
    private let lengths: (one: Int, other: Int)
    /// Differences of the wall clocks at which nothing is ever shared.
    private let quietDifferences: Set<Int>
    /// How far around a change of offset instances have to be looked at, seconds; nil when no
    /// change can matter.
    private let reach: Int?

    /// Nil when too little is known of the strands to show anything.
    init?(_ one: BusyStrand, _ other: BusyStrand, _ zones: ZonePair) {
        guard case .rule(let rule) = one.source, case .rule(let otherRule) = other.source,
            let shape = rule.shape?.shifted(one.shift),
            let otherShape = otherRule.shape?.shifted(other.shift)
        else { return nil }
        self.zones = zones
        shapes = (shape, otherShape)
        let lengths = (one: one.length.nominalSeconds, other: other.length.nominalSeconds)
        self.lengths = lengths
        quietDifferences = Set(
            zones.differences.filter { difference in
                ShapePair(one: shape, other: otherShape, lengths: lengths, difference: difference)
                    .isNever
            })
        let slack = zones.largestChange
        let isTouched =
            shape.isTouched(by: zones.changes, lengths.one, zones.offsets.one, slack)
            || otherShape.isTouched(by: zones.changes, lengths.other, zones.offsets.other, slack)
        reach = isTouched ? max(lengths.one, lengths.other) + 2 * slack : nil
    }

    /// The next stretch, at or after a UTC second, in which time may begin to be shared; nil when
    /// there is none.
    func loudStretch(from seconds: Int) -> Range<Int>? {
        var now = seconds
        while now <= RuleSeries.latest {
            if !quietDifferences.contains(zones.difference(at: now)) {
                return loud(from: now, to: zones.nextChange(after: now))
            }
            if let reach {
                // The next change whose surroundings are not over.
                guard let near = zones.nextChange(after: now - reach) else { return nil }
                return max(now, near - reach)..<(near + reach)
            }
            if quietDifferences.count == zones.differences.count { return nil }
            guard let change = zones.nextChange(after: now) else { return nil }
            now = change
        }
        return nil
    }

    /// A stretch in which the shapes do not rule out sharing; where both repeat after a number of
    /// seconds, arithmetic says when it begins.
    private func loud(from now: Int, to change: Int?) -> Range<Int>? {
        guard reach == nil, change == nil || zones.differences.count == 1 else {
            return now..<max(now + 1, change ?? .max)
        }
        // Both wall clocks keep their distance for ever.
        let slack = zones.largestChange
        let offset = zones.one.offset(at: Instant(seconds: now))
        let pair = ShapePair(
            one: shapes.one, other: shapes.other, lengths: lengths,
            difference: zones.difference(at: now))
        switch pair.firstOverlap(from: now + offset - slack) {
        case .never: return nil
        case .unknown: return now..<Int.max
        case .notBefore(let wall):
            let instant = zones.one.instant(at: LocalDateTime(seconds: wall)).seconds - slack
            let start = max(now, instant)
            return start..<(start + lengths.one + lengths.other + 2 * slack + 1)
        }
    }
}

extension RuleShape {
    /// The same instances, moved on the wall clock.
    fileprivate func shifted(_ seconds: Int) -> RuleShape? {
        if seconds == 0 { return self }
        // Only overrides for this and future instances move a series; then arithmetic does without
        // the calendar.
        guard let cycle else { return nil }
        return RuleShape(
            SecondsCycle(base: cycle.base + seconds, step: cycle.step, offsets: cycle.offsets))
    }

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
