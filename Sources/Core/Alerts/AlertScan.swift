/// Finds the alerts of one calendar object. A recurring event is entered where the question is,
/// never walked from its start.
struct AlertScan {
    private let parts: [AlertPart]
    private let clocks: EventClocks
    private let zones: ZoneDatabase
    private let display: Zone

    init(_ object: CalendarObject, _ rules: AlertRules, _ zones: ZoneDatabase) {
        let builder = TimeIndexBuilder(object, zones)
        parts = builder.parts().compactMap {
            AlertPart($0.entry, $0.event, master: object.master, rules)
        }
        clocks = builder.clocks
        self.zones = zones
        display = rules.display
    }

    /// Whether there can be no alert at all.
    var isEmpty: Bool { parts.isEmpty }

    /// The first alert that is due in or after `instant`; acknowledged ones are left out.
    func first(from instant: Instant) -> Alert? {
        let last = parts.map(latest).max() ?? .distantPast
        var from = max(instant, .distantPast)
        // Far ahead only where near there is nothing: what a zone does is asked of each window.
        for days in [8, 64, 512, 4096, 40_000, 4_000_000] {
            guard from <= last else { return nil }
            let to = min(from.adding(seconds: days * 86_400), .distantFuture)
            if let found = alerts(in: from..<max(from, to)).first { return found }
            from = to
        }
        return nil
    }

    /// Alerts that are due in `window`, by time; acknowledged ones are left out.
    func alerts(in window: Range<Instant>) -> [Alert] {
        var found: [AlertKey: Alert] = [:]
        for part in parts where latest(part) >= window.lowerBound {
            for alarm in part.alarms {
                forEachTime(of: alarm, part, in: window) { due, instance in
                    let alert = Alert(due: due, instance: instance, isDefault: part.isDefault)
                    found[alert.key] = alert
                }
            }
        }
        return found.values.sorted { one, other in
            let (first, second) = (one.instance.span.lowerBound, other.instance.span.lowerBound)
            return (one.due, first) < (other.due, second)
        }
    }

    /// After it nothing of a part is due; with a margin for what a zone may do.
    private func latest(_ part: AlertPart) -> Instant {
        part.alarms.map { alarm in
            let last =
                switch alarm.trigger {
                case .at(let instant): instant.seconds + alarm.length
                case .relative, .wallClock:
                    part.entry.span.upperBound + alarm.trigger.nominalSeconds + alarm.length
                        + 2 * 86_400
                }
            return min(Instant(seconds: last), .distantFuture)
        }.max() ?? .distantPast
    }

    /// Calls `body` with the times of one alarm, repetitions included, that are in a window and not
    /// acknowledged.
    private func forEachTime(
        of alarm: Alarm, _ part: AlertPart, in window: Range<Instant>,
        _ body: (Instant, Instance) -> Void
    ) {
        var window = window
        if let seen = alarm.acknowledged, seen >= window.lowerBound {
            window = seen.adding(seconds: 1)..<max(seen.adding(seconds: 1), window.upperBound)
        }
        guard !window.isEmpty else { return }
        if case .at(let first) = alarm.trigger {
            let times = alarm.times(from: first, in: window)
            guard !times.isEmpty else { return }
            let instance = instance(of: part, at: first, lead: part.lead(of: alarm))
            if let instance { times.forEach { body($0, instance) } }
            return
        }
        for instance in instances(of: part, around: alarm, window) {
            guard let first = time(of: alarm.trigger, instance) else { continue }
            alarm.times(from: first, in: window).forEach { body($0, instance) }
        }
    }

    /// The instances for which a relative alarm may go off in a window.
    private func instances(
        of part: AlertPart, around alarm: Alarm, _ window: Range<Instant>
    ) -> [Instance] {
        let shift = alarm.trigger.nominalSeconds
        // A change of offset can move what is days away, or on the wall clock.
        let slack: Int =
            switch alarm.trigger {
            case .relative(let duration, _) where duration.days == 0: 1
            case .relative, .wallClock, .at: 86_401
            }
        let from = window.lowerBound.seconds - shift - alarm.length - slack
        let to = window.upperBound.seconds - shift + slack
        let span = part.entry.span
        // The margin is for floating times, whose span is in wall-clock seconds.
        guard span.lowerBound - 2 * 86_400 <= to, span.upperBound + 2 * 86_400 >= from else {
            return []
        }
        return instances(of: part, in: from..<to)
    }

    private func instances(of part: AlertPart, in seconds: Range<Int>) -> [Instance] {
        let bounds = Instant.distantPast...Instant.distantFuture
        let from = min(
            max(Instant(seconds: seconds.lowerBound), bounds.lowerBound), bounds.upperBound)
        let to = min(max(Instant(seconds: seconds.upperBound), from), bounds.upperBound)
        var window = ExpansionWindow(from..<to, display: display, zones: zones)
        return part.entry.instances(in: &window)
    }

    /// When a trigger that follows the instance goes off for the first time.
    func time(of trigger: AlarmTrigger, _ instance: Instance) -> Instant? {
        switch trigger {
        case .at: return nil
        case .relative(let duration, let toEnd):
            let anchor = toEnd ? instance.span.upperBound : instance.span.lowerBound
            guard duration.days != 0 else { return anchor.adding(seconds: duration.seconds) }
            let zone = zone(of: instance.start)
            let day = zone.local(at: anchor).adding(days: duration.days)
            return zone.instant(at: day).adding(seconds: duration.seconds)
        case .wallClock(let seconds):
            return display.instant(
                at: instance.start.wallClock.date.midnight.adding(seconds: seconds))
        }
    }

    private func zone(of time: CalendarTime) -> Zone {
        switch time {
        case .utc: .utc
        case .zoned(_, let id): clocks.zone(id) ?? display
        case .date, .floating: display
        }
    }

    /// The instance that an alarm with a time of its own is about.
    ///
    /// - Parameter lead: of the alarm that is put off: then it is the latest instance for which
    ///   that one had gone off. nil: the instance that lasts or comes next, else the last one.
    private func instance(of part: AlertPart, at moment: Instant, lead: Int?) -> Instance? {
        let span = part.entry.span
        guard part.entry.seed != nil else {
            let day = 86_400
            return instances(of: part, in: (span.lowerBound - day)..<(span.upperBound + day)).first
        }
        let latest = moment.seconds - (lead ?? 0)
        func before() -> Instance? {
            for days in [8, 512, 4096, 4_000_000] {
                let found = instances(of: part, in: (latest - days * 86_400)..<(latest + 1))
                let started = found.last { $0.span.lowerBound.seconds <= latest }
                if let started { return started }
            }
            return nil
        }
        func after() -> Instance? {
            for days in [8, 512, 4096, 4_000_000] {
                let found = instances(of: part, in: latest..<(latest + days * 86_400))
                if let first = found.first { return first }
            }
            return nil
        }
        return lead == nil ? after() ?? before() : before() ?? after()
    }
}

extension Alarm {
    /// Its times in a window, when it goes off for the first time at `first`.
    func times(from first: Instant, in window: Range<Instant>) -> [Instant] {
        let missing = window.lowerBound.seconds - first.seconds
        let passed = max(0, (missing + gap - 1) / gap)
        guard missing <= 0 || passed <= repetitions else { return [] }
        var times: [Instant] = []
        for count in passed...max(passed, repetitions) {
            let time = first.adding(seconds: count * gap)
            guard count <= repetitions, time < window.upperBound else { break }
            times.append(time)
        }
        return times
    }
}
