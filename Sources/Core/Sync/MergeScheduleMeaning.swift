/// When a component takes place: what moves together.
struct ScheduleMeaning: Hashable {
    /// `DTSTART` and `RECURRENCE-ID`.
    let start: [PropertyMeaning]
    let length: Length
    /// `RRULE`, `EXRULE`.
    let rules: Set<PropertyMeaning>

    /// How long it lasts, by `DTEND`, `DUE` or `DURATION` alike.
    enum Length: Hashable {
        case none
        /// `clock` is that of an end that is written on another clock than the start.
        case length(InstanceLength, clock: String?)
        /// Cannot be measured; as it is written.
        case written([PropertyMeaning])
    }

    /// Says nothing about time.
    static let nothing = ScheduleMeaning(start: [], length: .none, rules: [])

    private init(start: [PropertyMeaning], length: Length, rules: Set<PropertyMeaning>) {
        self.start = start
        self.length = length
        self.rules = rules
    }

    init(_ component: Component, _ clocks: EventClocks) {
        func meanings(_ names: [PropertyName]) -> [PropertyMeaning] {
            names.flatMap { component.all($0) }.map { PropertyMeaning($0, clocks) }
        }
        start = meanings([.dtstart, .recurrenceID])
        rules = Set(meanings([.rrule, .exrule]))
        let written = meanings([.dtend, .due, .duration])
        length = Self.length(component, written, clocks)
    }

    private static func length(
        _ component: Component, _ written: [PropertyMeaning], _ clocks: EventClocks
    ) -> Length {
        guard let start = component.firstTime(.dtstart), written.count < 2,
            written.allSatisfy(\.parameters.isEmpty)
        else { return written.isEmpty ? .none : .written(written) }
        if written.isEmpty {
            // A day is what a date lasts by itself; no time is what anything else does.
            let own = InstanceLength(wallSeconds: start.isDate ? 86_400 : 0)
            return component.name == "VEVENT" ? .length(own, clock: nil) : .none
        }
        let measured =
            if let end = component.firstTime(.dtend) ?? component.firstTime(.due) {
                length(from: start, to: end, clocks)
            } else {
                (try? component.first(.duration)?.duration())
                    .flatMap { length(from: start, $0, clocks) }
            }
        return measured ?? .written(written)
    }

    private static func length(
        from start: CalendarTime, to end: CalendarTime, _ clocks: EventClocks
    ) -> Length? {
        guard end.isDate == start.isDate else { return nil }
        let isBackward =
            if let from = clocks.instant(of: start), let to = clocks.instant(of: end) {
                to < from
            } else {
                end.wallClock < start.wallClock || (end == start && end.isDate)
            }
        if isBackward { return nil }
        let clock = clocks.clockName(end)
        return .length(
            clocks.length(from: start, to: end),
            clock: clock == clocks.clockName(start) ? nil : clock)
    }

    private static func length(
        from start: CalendarTime, _ duration: NominalDuration, _ clocks: EventClocks
    ) -> Length? {
        if duration.isNegative { return nil }
        if start.isDate {
            guard duration.seconds == 0, duration.days > 0 else { return nil }
            return .length(InstanceLength(duration), clock: nil)
        }
        // On a wall clock there are no exact seconds.
        if clocks.instant(of: start) == nil {
            return .length(InstanceLength(wallSeconds: duration.nominalSeconds), clock: nil)
        }
        return .length(InstanceLength(duration), clock: nil)
    }
}

extension EventClocks {
    fileprivate func clockName(_ time: CalendarTime) -> String {
        switch time {
        case .date: "date"
        case .floating: "floating"
        case .utc: "UTC"
        case .zoned(_, let id): zoneName(id)
        }
    }
}
