/// What a property says, apart from how it is written: folding, quotes, the order of parameters,
/// defaults spelled out, names of one zone, forms of one duration or rule.
struct PropertyMeaning: Hashable {
    let name: PropertyName
    let value: String
    let parameters: [String: [String]]

    init(_ property: Property, _ clocks: EventClocks) {
        self.init(property, value: Self.value(property, clocks))
    }

    init(_ property: Property, value: String) {
        name = property.name
        self.value = value
        parameters = Self.parameters(property)
    }

    /// Whether leaving the property out says the same.
    var isDefault: Bool {
        guard parameters.isEmpty else { return false }
        switch name.known {
        case .transp: return value == "OPAQUE"
        case .classification: return value == "PUBLIC"
        case .calscale: return value == "GREGORIAN"
        case .priority, .sequence: return value == "0"
        default: return false
        }
    }
}

extension PropertyMeaning {
    private static func value(_ property: Property, _ clocks: EventClocks) -> String {
        switch property.name.known {
        case .dtstart, .dtend, .due, .recurrenceID, .dtstamp, .created, .lastModified, .completed,
            .acknowledged:
            return (try? property.time()).map { time($0, clocks) } ?? property.rawValue
        case .duration, .trigger, .refreshInterval:
            if let duration = try? property.duration() { return duration.description }
            return (try? property.time()).map { time($0, clocks) } ?? property.rawValue
        case .rrule, .exrule:
            return (try? RecurrenceRule(parsing: property.rawValue))?.description
                ?? property.rawValue
        case .summary, .location, .description, .comment, .contact, .color, .name:
            return property.text
        case .status, .transp, .classification, .action, .calscale, .method:
            return property.rawValue.uppercased()
        case .sequence, .priority, .percentComplete, .repeat:
            return (try? property.integer()).map(String.init) ?? property.rawValue
        case .attendee, .organizer: return address(property)
        default: return property.rawValue
        }
    }

    /// A calendar address, by which attendees are known.
    static func address(_ property: Property) -> String {
        let text = property.rawValue.lowercased()
        return text.hasPrefix("mailto:") ? String(text.dropFirst(7)) : text
    }

    /// A time with its kind and zone.
    static func time(_ time: CalendarTime, _ clocks: EventClocks) -> String {
        guard let zone = time.zoneID else { return time.valueText }
        return time.valueText + "@" + clocks.zoneName(zone)
    }
}

/// What parameters say.
extension PropertyMeaning {
    static func parameters(_ property: Property) -> [String: [String]] {
        var found: [String: [String]] = [:]
        for parameter in property.parameters {
            guard let values = meaning(parameter, property.name) else { continue }
            found[parameter.name, default: []] += values
        }
        return found
    }

    /// nil where the parameter only says what holds without it, or what the value shows itself.
    static func meaning(_ parameter: Parameter, _ name: PropertyName) -> [String]? {
        var values = parameter.values
        switch parameter.name {
        case "TZID":
            return isTime(name) ? nil : values
        case "VALUE", "ROLE", "PARTSTAT", "RSVP", "CUTYPE", "RELATED", "RANGE", "RELTYPE":
            values = values.map { $0.uppercased() }
        case "ENCODING", "CHARSET", "QUOTED-PRINTABLE":
            return isText(name) ? nil : values
        default: return values
        }
        return isDefault(parameter.name, values.first ?? "", name) ? nil : values
    }

    private static func isDefault(_ parameter: String, _ value: String, _ name: PropertyName)
        -> Bool
    {
        switch parameter {
        case "VALUE":
            isTime(name) || (isText(name) && value == "TEXT")
                || (name == .trigger && value == "DURATION")
                || ([.attach, .url].contains(name) && value == "URI")
        case "ROLE": value == "REQ-PARTICIPANT"
        case "PARTSTAT": value == "NEEDS-ACTION"
        case "RSVP": value == "FALSE"
        case "CUTYPE": value == "INDIVIDUAL"
        case "RELATED": value == "START"
        case "RELTYPE": value == "PARENT"
        default: false
        }
    }

    private static func isTime(_ name: PropertyName) -> Bool {
        switch name.known {
        case .dtstart, .dtend, .due, .recurrenceID, .exdate, .rdate, .completed, .dtstamp, .created,
            .lastModified:
            true
        default: false
        }
    }

    private static func isText(_ name: PropertyName) -> Bool {
        switch name.known {
        case .summary, .location, .description, .comment, .contact: true
        default: false
        }
    }
}
