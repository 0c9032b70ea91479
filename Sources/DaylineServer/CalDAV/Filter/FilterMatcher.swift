import Core

/// Says which calendar objects satisfy a filter. One serves a whole report.
struct FilterMatcher {
    private let filter: CalendarFilter
    private let needsTimes: Bool
    private let zones: ZoneDatabase
    private var times: TimeMatcher

    /// - Parameter display: the zone of floating times and dates.
    init(_ filter: CalendarFilter, display: Zone, zones: ZoneDatabase) {
        self.filter = filter
        self.zones = zones
        needsTimes = filter.root.needsTimes
        times = TimeMatcher(display: display, zones: zones)
    }

    /// Whether a `VCALENDAR` satisfies the filter.
    mutating func matches(_ calendar: Component) -> Bool {
        guard case .holds(let time, let properties, let components) = filter.root.condition,
            calendar.name == filter.root.name
        else { return false }
        let object = needsTimes ? ObjectTimes(calendar, zones: zones) : nil
        guard properties.allSatisfy({ matches($0, calendar, object) }) else { return false }
        let children = object?.components ?? calendar.components
        if let time {
            let isAny = children.indices.contains {
                takesPlace(time, children[$0], at: .top($0), object)
            }
            guard isAny else { return false }
        }
        return components.allSatisfy { matchesAny($0, children, inside: nil, object) }
    }

    /// Where a component stands.
    private enum Place {
        /// By its index in the calendar.
        case top(Int)
        /// Inside the component of that index, or deeper.
        case inside(Int)
    }

    /// Whether one of the components satisfies a filter, or none is there where none must be.
    /// - Parameter parent: index of the component of the calendar that they are in; nil at the top.
    private mutating func matchesAny(
        _ filter: ComponentFilter, _ components: [Component], inside parent: Int?,
        _ object: ObjectTimes?
    ) -> Bool {
        let named = components.indices.filter { components[$0].name == filter.name }
        guard case .holds(let time, let properties, let children) = filter.condition else {
            return named.isEmpty
        }
        for index in named {
            let component = components[index]
            let place = parent.map(Place.inside) ?? .top(index)
            guard properties.allSatisfy({ matches($0, component, object) }),
                time.map({ takesPlace($0, component, at: place, object) }) ?? true
            else { continue }
            let inner = children.isEmpty ? [] : component.components
            let isMatch = children.allSatisfy {
                matchesAny($0, inner, inside: parent ?? index, object)
            }
            if isMatch { return true }
        }
        return false
    }

    private mutating func takesPlace(
        _ range: TimeRange, _ component: Component, at place: Place, _ object: ObjectTimes?
    ) -> Bool {
        guard let object else { return false }
        switch place {
        case .top(let index): return times.touches(range, index, of: object)
        case .inside(let index):
            return component.name == "VALARM"
                && times.touches(range, alarm: component, of: index, object)
        }
    }

    private func matches(
        _ filter: PropertyFilter, _ component: Component, _ object: ObjectTimes?
    ) -> Bool {
        let found = component.all(PropertyName(filter.name))
        guard case .holds(let value, let parameters) = filter.condition else {
            return found.isEmpty
        }
        return found.contains { property in
            let isMatch =
                switch value {
                case .text(let text): text.matches(anyOf: property.comparedTexts)
                case .time(let range):
                    object.map { times.touches(range, property, of: $0.zones) } ?? false
                case nil: true
                }
            return isMatch && parameters.allSatisfy { $0.matches(property) }
        }
    }
}

extension ParameterFilter {
    func matches(_ property: Property) -> Bool {
        let found = property.parameters.first { $0.name == name }
        return switch condition {
        case .isNotDefined: found == nil
        case .isDefined: found != nil
        case .text(let text): found.map { text.matches(anyOf: $0.values) } ?? false
        }
    }
}

extension Property {
    /// The value as text; of a list of texts the items too, so that one can be compared whole.
    fileprivate var comparedTexts: [String] {
        name == .categories || name == .resources ? [text] + textList : [text]
    }
}

extension ComponentFilter {
    /// Whether something depends on when components take place.
    fileprivate var needsTimes: Bool {
        guard case .holds(let time, let properties, let components) = condition else {
            return false
        }
        return time != nil || properties.contains(where: \.needsTimes)
            || components.contains(where: \.needsTimes)
    }
}

extension PropertyFilter {
    fileprivate var needsTimes: Bool {
        if case .holds(.time, _) = condition { true } else { false }
    }
}
