import Core

extension Alarm {
    /// Repetitions that a filter counts: more than anybody is shown.
    fileprivate static let mostFiltered = 100_000

    /// Whether it goes off in a range when it does for the first time at `first`.
    fileprivate func goesOff(in range: TimeRange, first: Instant) -> Bool {
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
        guard let alarm = Alarm(alarm, most: Alarm.mostFiltered) else { return false }
        switch alarm.trigger {
        case .wallClock: return false  // No VALARM says that.
        case .at(let instant): return alarm.goesOff(in: range, first: instant)
        case .relative(let offset, let isEnd):
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
