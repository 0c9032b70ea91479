/// What is merged as one: a property, several that belong together, or a list over many lines.
struct MergeUnit: Hashable {
    enum Kind: Hashable {
        /// Start, end, rule.
        case schedule
        /// One value, or several properties that say one thing together.
        case value
        /// The newer or higher one goes: `DTSTAMP`, `SEQUENCE` …
        case stamp
        /// Lines with a key each: attendees, attachments.
        case keyed
        /// Lines of items, the order of which says nothing: categories, excluded times.
        case items
        /// Each line for itself: comments.
        case lines
        /// Nobody knows: one value where every side has one line at most, else lines.
        case unknown
        /// Whoever wrote last: `PRODID`.
        case author
    }

    let kind: Kind
    /// Stands for the unit in a clash.
    let name: PropertyName
    /// All of its properties.
    var names: [PropertyName] {
        switch kind {
        case .schedule: MergeUnit.schedule
        case .value where name == .status: [.status, .completed, .percentComplete]
        case .value where name == .repeat: [.repeat, .duration]
        default: [name]
        }
    }

    static let schedule: [PropertyName] = [
        .dtstart, .recurrenceID, .dtend, .due, .duration, .rrule, .exrule,
    ]

    /// The unit that a property of a component belongs to.
    init(_ name: PropertyName, in component: String) {
        let isAlarm = component == "VALARM"
        let isTask = component == "VTODO"
        switch name.known {
        case .duration where isAlarm, .repeat: self.init(.value, .repeat)
        case .dtstart, .recurrenceID, .dtend, .due, .duration, .rrule, .exrule:
            self.init(.schedule, .dtstart)
        case .status where isTask, .completed where isTask, .percentComplete where isTask:
            self.init(.value, .status)
        case .dtstamp, .lastModified, .created, .sequence, .acknowledged: self.init(.stamp, name)
        case .attendee, .attach, .relatedTo, .image, .conference: self.init(.keyed, name)
        case .categories, .resources, .exdate, .rdate, .freebusy: self.init(.items, name)
        case .prodid: self.init(.author, name)
        case .comment, .contact, .requestStatus: self.init(.lines, name)
        case nil: self.init(.unknown, name)
        default: self.init(.value, name)
        }
    }

    private init(_ kind: Kind, _ name: PropertyName) {
        self.kind = kind
        self.name = name
    }
}
