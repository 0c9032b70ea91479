import Core

/// Makes each instance of a component a component of its own (RFC 4791 §9.6.5): without recurrence
/// properties and zones, with times in UTC; floating times and dates stay what they are.
struct ObjectExpansion {
    private let object: ObjectTimes
    private let display: Zone
    /// Then every component of the object is an instance, or stands for some.
    private let hasOverrides: Bool

    init(_ object: ObjectTimes, display: Zone) {
        self.object = object
        self.display = display
        hasOverrides = object.components.contains { $0.first(.recurrenceID) != nil }
    }

    /// Whether a component stands for instances, rather than for itself.
    func isRecurring(_ index: Int) -> Bool {
        let component = object.components[index]
        return hasOverrides && object.hasTimes(index)
            || component.first(.rrule) != nil || component.first(.rdate) != nil
            || component.first(.exdate) != nil
    }

    /// One instance.
    func component(_ instance: Instance, of component: Component) -> Component {
        var result = component
        let start = withoutZone(instance.start)
        let end = end(of: instance)
        for name in Self.recurrence { result.remove(name) }
        if component.first(.dtstart) != nil {
            result.setTime(.dtstart, start)
            result.setTime(.dtend, end)
            result.setTime(.due, end)
        } else if component.first(.due) != nil {
            result.setTime(.due, start)
        }
        result.setLength(instance.seconds)
        if let id = instance.recurrenceID {
            result.remove(.recurrenceID)
            result.append(.time(.recurrenceID, withoutZone(id)))
        }
        return inUTC(result)
    }

    /// The same component with all its times in UTC that named a zone.
    func inUTC(_ component: Component) -> Component {
        var result = component
        // Days of a zone can be longer or shorter than those of UTC.
        if case .zoned(let local, let id)? = try? component.first(.dtstart)?.time(),
            let length = try? component.first(.duration)?.duration(), length.days != 0
        {
            let start = object.zones.instant(.zoned(local, id), display: display)
            let day = CalendarTime.zoned(local.adding(days: length.days), id)
            let end = object.zones.instant(day, display: display).adding(seconds: length.seconds)
            result.setLength(end.seconds - start.seconds)
        }
        let zoned = component.properties.filter { $0.parameter("TZID") != nil }
        for name in Set(zoned.map(\.name)) {
            result.replaceAll(name, with: component.all(name).map(inUTC))
        }
        return result
    }

    private func inUTC(_ property: Property) -> Property {
        guard property.parameter("TZID") != nil else { return property }
        if let time = try? property.time() { return property.replacingTime(withoutZone(time)) }
        guard let times = try? property.times() else { return property }
        return Property.times(property.name, times.map(withoutZone))
    }

    private static let recurrence: [PropertyName] = [.rrule, .rdate, .exdate, .exrule]

    /// Times that name a zone become UTC.
    private func withoutZone(_ time: CalendarTime) -> CalendarTime {
        guard case .zoned = time else { return time }
        return .utc(object.zones.instant(time, display: display))
    }

    private func end(of instance: Instance) -> CalendarTime {
        switch instance.start {
        case .date: .date(instance.local.upperBound.date)
        case .floating: .floating(instance.local.upperBound)
        case .utc, .zoned: .utc(instance.span.upperBound)
        }
    }
}

extension Instance {
    /// How long it lasts on the clock that its start is written on; nil for days.
    fileprivate var seconds: Int? {
        switch start {
        case .date: nil
        case .floating: local.upperBound.seconds - local.lowerBound.seconds
        case .utc, .zoned: span.upperBound.seconds - span.lowerBound.seconds
        }
    }
}

extension Component {
    /// Changes a `DURATION` that is there and says something else.
    fileprivate mutating func setLength(_ seconds: Int?) {
        guard let seconds, let length = try? first(.duration)?.duration(),
            length.nominalSeconds != seconds
        else { return }
        set(.duration(.duration, NominalDuration(seconds: seconds)))
    }

    /// Changes the time of a property that is there.
    fileprivate mutating func setTime(_ name: PropertyName, _ time: CalendarTime) {
        guard let property = first(name) else { return }
        set(property.replacingTime(time))
    }
}
