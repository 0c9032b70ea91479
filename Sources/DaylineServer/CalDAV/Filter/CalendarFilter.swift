/// What a calendar object must be like (RFC 4791 §9.7): a condition on its `VCALENDAR`.
struct CalendarFilter: Hashable, Sendable {
    let root: ComponentFilter
}

/// A condition on the components of one name inside another (RFC 4791 §9.7.1).
struct ComponentFilter: Hashable, Sendable {
    /// Upper-case.
    let name: String
    let condition: Condition

    enum Condition: Hashable, Sendable {
        /// There must be none.
        case isNotDefined
        /// One and the same component must satisfy all of these.
        case holds(
            time: TimeRange?, properties: [PropertyFilter], components: [ComponentFilter])
    }

    /// A component must be there, whatever it holds.
    var isBare: Bool { condition == .holds(time: nil, properties: [], components: []) }
}

/// A condition on the properties of one name (RFC 4791 §9.7.2).
struct PropertyFilter: Hashable, Sendable {
    /// Upper-case.
    let name: String
    let condition: Condition

    enum Condition: Hashable, Sendable {
        /// There must be none.
        case isNotDefined
        /// One and the same property must satisfy all of these.
        case holds(value: ValueFilter?, parameters: [ParameterFilter])
    }

    /// A condition on the value.
    enum ValueFilter: Hashable, Sendable {
        case time(TimeRange)
        case text(TextMatch)
    }
}

/// A condition on the parameters of one name (RFC 4791 §9.7.3).
struct ParameterFilter: Hashable, Sendable {
    /// Upper-case.
    let name: String
    let condition: Condition

    enum Condition: Hashable, Sendable {
        case isNotDefined
        case isDefined
        case text(TextMatch)
    }
}
