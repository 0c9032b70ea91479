extension ObjectDifference.Value {
    /// What a property says; nil when it cannot be told in a better way than as text.
    private static func typed(_ property: Property) -> Self? {
        switch property.name {
        case .dtstart, .dtend, .due, .recurrenceID, .completed:
            (try? property.time()).map { .time($0) }
        case .duration: (try? property.duration()).map { .length($0) }
        case .trigger:
            (try? property.duration()).map { .length($0) }
                ?? (try? property.time()).map { .time($0) }
        case .rrule, .exrule:
            (try? RecurrenceRule(parsing: property.rawValue)).map { .rule($0) }
        default: nil
        }
    }

    /// One line.
    init(line property: Property) {
        self = Self.typed(property) ?? .text(property.shownText)
    }

    /// The lines of one name; nil without any.
    ///
    /// - Parameter common: times that are left out.
    init?(
        _ lines: [Property], _ name: PropertyName, leavingOut common: Set<PropertyMeaning>,
        _ clocks: EventClocks
    ) {
        guard let first = lines.first else { return nil }
        switch name {
        case .exdate, .rdate:
            let times = lines.flatMap { line -> [CalendarTime] in
                let dates = line.readableRecurrenceDates().dates
                let items = line.listItems(clocks)
                guard items.count == dates.count else { return dates.map(\.start) }
                return zip(items, dates).filter { !common.contains($0.0.key) }.map(\.1.start)
            }
            guard !times.isEmpty else { return nil }
            self = .times(times)
        case .categories, .resources: self = .texts(lines.flatMap(\.textList))
        default:
            self = lines.count == 1 ? Self(line: first) : .texts(lines.map(\.shownText))
        }
    }

    /// When a component ends, or how long it lasts.
    static func end(of component: Component) -> Self? {
        (component.first(.dtend) ?? component.first(.due) ?? component.first(.duration))
            .map(Self.init(line:))
    }

    /// A component as a whole.
    init(_ component: Component) {
        if component.name == "VALARM" {
            let trigger = component.first(.trigger)
            self = .alarm(
                action: component.firstText(.action) ?? "",
                offset: trigger.flatMap { try? $0.duration() },
                at: trigger.flatMap { try? $0.time() })
            return
        }
        self = .component(
            title: component.firstText(.summary) ?? "",
            start: component.firstTime(.dtstart) ?? component.firstTime(.recurrenceID))
    }
}

extension Property {
    /// For people: attendees with name and answer, attachments with their file name.
    fileprivate var shownText: String {
        switch name {
        case .attendee, .organizer:
            let address = PropertyMeaning.address(self)
            let named = parameter("CN").map { "\($0) <\(address)>" } ?? address
            let answer = parameter("PARTSTAT").map { " (\($0.lowercased()))" }
            return named + (answer ?? "")
        case .attach:
            // Inline attachments are long.
            return parameter("FILENAME") ?? String(rawValue.prefix(200))
        case .url, .geo, .relatedTo, .image, .conference: return rawValue
        default: return text
        }
    }
}

extension ObjectDifference.Value: CustomStringConvertible {
    /// Plain and the same in every language, for scripts.
    public var description: String {
        switch self {
        case .text(let text): text
        case .time(let time): Self.plain(time)
        case .length(let length): length.description
        case .rule(let rule): rule.description
        case .texts(let texts): texts.joined(separator: ", ")
        case .times(let times): times.map(Self.plain).joined(separator: ", ")
        case .component(let title, let start):
            [title, start.map(Self.plain) ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        case .alarm(let action, let offset, let time):
            [action, offset?.description ?? "", time.map(Self.plain) ?? ""]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// `2026-01-05`, `2026-01-05 12:00 Europe/Berlin`, `2026-01-05 12:00 UTC`.
    private static func plain(_ time: CalendarTime) -> String {
        let local = time.wallClock
        if time.isDate { return local.date.description }
        var text = "\(local.date) \(zeroPadded(local.hour, 2)):\(zeroPadded(local.minute, 2))"
        if local.second != 0 { text += ":" + zeroPadded(local.second, 2) }
        switch time {
        case .date, .floating: return text
        case .utc: return text + " UTC"
        case .zoned(_, let id): return text + " " + id.name
        }
    }
}
