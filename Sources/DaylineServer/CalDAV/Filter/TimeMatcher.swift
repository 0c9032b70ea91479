import Core

/// Decides whether components and properties take place in a time range, by the tables of RFC 4791
/// §9.9. One serves a whole report: what is asked of a zone is remembered.
struct TimeMatcher {
    /// Instances of one component that are looked at when not every candidate is a hit.
    static let maxCandidates = 10_000

    /// The zone of floating times and dates.
    let display: Zone
    private let zones: ZoneDatabase
    private var windows: [Range<Instant>: ExpansionWindow] = [:]

    init(display: Zone, zones: ZoneDatabase) {
        self.display = display
        self.zones = zones
    }

    /// Whether a component of a calendar takes place in a range.
    mutating func touches(_ range: TimeRange, _ index: Int, of object: ObjectTimes) -> Bool {
        let component = object.components[index]
        switch component.name {
        // §9.9 counts events and journals as Core does: without length they begin inside.
        case "VEVENT":
            return !instances(index, of: object, range.window, limit: 1).isEmpty
        case "VJOURNAL":
            return component.first(.dtstart) != nil
                && !instances(index, of: object, range.window, limit: 1).isEmpty
        case "VTODO": return todo(component, index, of: object, touches: range)
        case "VFREEBUSY": return freeBusy(component, object, touches: range)
        default: return false
        }
    }

    /// Whether a value of a property, a time or a period, takes place in a range.
    func touches(_ range: TimeRange, _ property: Property, of zones: ZoneResolver) -> Bool {
        spans(of: property, zones).contains(where: range.touches)
    }

    /// When the values of a property take place: times and periods.
    func spans(of property: Property, _ zones: ZoneResolver) -> [Range<Instant>] {
        property.readableRecurrenceDates().dates.map { span(of: $0, zones) }
    }

    mutating func instances(
        _ index: Int, of object: ObjectTimes, _ window: Range<Instant>, limit: Int
    ) -> [Instance] {
        // Alarms of many different lengths would fill memory.
        if windows.count > 256 { windows = [:] }
        return object.instances(
            of: index,
            in: &windows[
                window, default: ExpansionWindow(window, display: display, zones: zones)],
            limit: limit)
    }

    /// A property whose values are periods, with those that touch a window; nil when none does.
    func limited(
        _ property: Property, to window: Range<Instant>, _ zones: ZoneResolver
    ) -> Property? {
        guard let range = TimeRange(start: window.lowerBound, end: window.upperBound) else {
            return nil
        }
        // Each value by itself, so that those that stay keep their form.
        let values = property.rawValue.split(separator: ",")
        let kept = values.filter { value in
            let one = Property(
                property.name, String(value), parameters: property.parameters)
            return touches(range, one, of: zones)
        }
        if kept.count == values.count { return property }
        guard !kept.isEmpty else { return nil }
        var result = property
        result.rawValue = kept.joined(separator: ",")
        return result
    }

    /// A date lasts a day of the display zone, a time no time.
    private func span(of date: RecurrenceDate, _ zones: ZoneResolver) -> Range<Instant> {
        let start = zones.instant(date.start, display: display)
        let end: Instant
        switch date.end {
        case .none:
            guard case .date(let day) = date.start else { return start..<start }
            end = display.instant(at: day.adding(days: 1).midnight)
        case .time(let time): end = zones.instant(time, display: display)
        case .duration(let duration): end = start.adding(seconds: duration.nominalSeconds)
        }
        return start..<max(start, end)
    }
}

extension TimeMatcher {
    private mutating func todo(
        _ component: Component, _ index: Int, of object: ObjectTimes, touches range: TimeRange
    ) -> Bool {
        let hasStart = component.first(.dtstart) != nil
        let hasDue = component.first(.due) != nil
        guard hasStart || hasDue else { return undatedTodo(component, object, touches: range) }
        let (first, last) = (range.first, range.last)
        // The rows below have other borders than Core's windows.
        let window = first.adding(seconds: -1)..<last.adding(seconds: 1)
        return instances(index, of: object, window, limit: 64).contains { instance in
            let (start, end) = (instance.span.lowerBound, instance.span.upperBound)
            switch (hasStart, hasDue, component.first(.duration) != nil) {
            case (true, true, _):
                return (first < end || first <= start) && (last > start || last >= end)
            case (true, false, true): return first <= end && (last > start || last >= end)
            case (true, false, false): return first <= start && last > start
            // The start of what has a due date alone is the due date.
            case (false, _, _): return first < start && last >= start
            }
        }
    }

    private func undatedTodo(
        _ component: Component, _ object: ObjectTimes, touches range: TimeRange
    ) -> Bool {
        let (first, last) = (range.first, range.last)
        let completed = instant(component.first(.completed), object)
        let created = instant(component.first(.created), object)
        switch (completed, created) {
        case (let completed?, let created?):
            return (first <= created || first <= completed)
                && (last >= created || last >= completed)
        case (let completed?, nil): return first <= completed && last >= completed
        case (nil, let created?): return last > created
        case (nil, nil): return true
        }
    }

    private func freeBusy(
        _ component: Component, _ object: ObjectTimes, touches range: TimeRange
    ) -> Bool {
        if let start = instant(component.first(.dtstart), object),
            let end = instant(component.first(.dtend), object)
        {
            return range.first <= end && range.last > start
        }
        return component.all(.freebusy).contains { property in
            spans(of: property, object.zones).contains {
                range.first < $0.upperBound && range.last > $0.lowerBound
            }
        }
    }

    private func instant(_ property: Property?, _ object: ObjectTimes) -> Instant? {
        guard let time = try? property?.time() else { return nil }
        return object.zones.instant(time, display: display)
    }
}
