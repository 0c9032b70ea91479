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
        if let id = instance.recurrenceID {
            result.remove(.recurrenceID)
            result.append(.time(.recurrenceID, withoutZone(id)))
        }
        return inUTC(result)
    }

    /// The same component with all its times in UTC that named a zone.
    func inUTC(_ component: Component) -> Component {
        var result = component
        for property in component.properties where property.parameter("TZID") != nil {
            guard let dates = try? property.recurrenceDates() else { continue }
            let others = component.all(property.name)
            if others.count == 1, dates.count == 1, dates[0].end == .none {
                result.set(property.replacingTime(withoutZone(dates[0].start)))
            } else {
                result.replaceAll(property.name, with: others.map(inUTC))
            }
        }
        return result
    }

    private func inUTC(_ property: Property) -> Property {
        guard property.parameter("TZID") != nil, let times = try? property.times() else {
            return property
        }
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

extension Component {
    /// Changes the time of a property that is there.
    fileprivate mutating func setTime(_ name: PropertyName, _ time: CalendarTime) {
        guard let property = first(name) else { return }
        set(property.replacingTime(time))
    }
}
