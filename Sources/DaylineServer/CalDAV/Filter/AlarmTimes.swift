import Core

/// When a `VALARM` goes off (RFC 5545 §3.6.6, §3.8.6).
struct AlarmTimes {
    enum Trigger: Hashable {
        case at(Instant)
        /// After the start of an instance, or after its end; before for negative ones.
        case after(NominalDuration, end: Bool)
    }

    let trigger: Trigger
    /// How often it goes off again, and after how many seconds each time.
    let repetitions: Int
    let gap: Int

    /// nil when nothing says when.
    init?(_ alarm: Component) {
        guard let property = alarm.first(.trigger) else { return nil }
        if let duration = try? property.duration() {
            let isEnd = property.parameter("RELATED")?.uppercased() == "END"
            trigger = .after(duration, end: isEnd)
        } else if case .utc(let instant)? = try? property.time() {
            trigger = .at(instant)
        } else {
            return nil
        }
        let count = (try? alarm.first(.repeat)?.integer()) ?? 0
        let length = (try? alarm.first(.duration)?.duration())?.nominalSeconds ?? 0
        // Both or none (§3.8.6.2).
        repetitions = length > 0 ? min(max(0, count), Self.maxRepetitions) : 0
        gap = max(1, length)
    }

    private static let maxRepetitions = 100_000

    /// Seconds from the first to the last time.
    var length: Int { repetitions * gap }

    /// Whether it goes off in a range when it does for the first time at `first`.
    func goesOff(in range: TimeRange, first: Instant) -> Bool {
        let missing = max(0, range.first.seconds - first.seconds)
        let passed = (missing + gap - 1) / gap
        return passed <= repetitions && range.contains(first.adding(seconds: passed * gap))
    }
}

extension TimeMatcher {
    /// Whether an alarm of a component goes off in a range: for any of its instances.
    mutating func touches(
        _ range: TimeRange, alarm: Component, of index: Int, _ object: ObjectTimes
    ) -> Bool {
        guard let alarm = AlarmTimes(alarm) else { return false }
        switch alarm.trigger {
        case .at(let instant): return alarm.goesOff(in: range, first: instant)
        case .after(let offset, let isEnd):
            let component = object.components[index]
            let hasEnd = component.name != "VTODO" || component.first(.dtstart) != nil
            // A change of offset can move what is days away; a border belongs to both sides.
            let slack = offset.days == 0 ? 1 : 86_401
            let shift = offset.nominalSeconds
            let window =
                range.first.adding(
                    seconds: -shift - alarm.length
                        - slack)..<range.last.adding(seconds: -shift + slack)
            let found = instances(index, of: object, window, limit: Self.maxCandidates)
            return found.contains { instance in
                let anchor = isEnd && hasEnd ? instance.span.upperBound : instance.span.lowerBound
                let first = step(anchor, by: offset, zone(of: instance.start, object.zones))
                return alarm.goesOff(in: range, first: first)
            }
        }
    }

    private func step(_ instant: Instant, by offset: NominalDuration, _ zone: Zone) -> Instant {
        guard offset.days != 0 else { return instant.adding(seconds: offset.seconds) }
        let day = zone.local(at: instant).adding(days: offset.days)
        return zone.instant(at: day).adding(seconds: offset.seconds)
    }

    private func zone(of time: CalendarTime, _ zones: ZoneResolver) -> Zone {
        switch time {
        case .utc: .utc
        case .zoned(_, let id): zones.zone(id) ?? display
        case .date, .floating: display
        }
    }
}
