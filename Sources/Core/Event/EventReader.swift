/// Reads the values of one `VEVENT` and remembers what it could not use.
struct EventReader {
    let component: Component
    var diagnostics: [Diagnostic] = []

    init(_ component: Component) { self.component = component }

    /// The first property of that name as a time; nil, with a diagnostic, when it cannot be read.
    mutating func time(_ name: PropertyName) -> CalendarTime? {
        guard let property = component.first(name) else { return nil }
        do {
            return try property.time()
        } catch {
            warn(property, .badTime(property: name.text))
            return nil
        }
    }

    /// `DTEND` or `DURATION`, checked against `start`.
    mutating func end(_ start: CalendarTime) -> EventEnd {
        let duration = component.first(.duration)
        if let property = component.first(.dtend), let end = time(.dtend) {
            if duration != nil { warn(property, .endAndDuration) }
            if end.isDate != start.isDate { warn(property, .mixedDateAndTime(property: "DTEND")) }
            let isComparable = end.zoneID == start.zoneID
            if isComparable, end.isDate == start.isDate, end.wallClock < start.wallClock {
                warn(property, .endBeforeStart)
            }
            return .time(end)
        }
        guard let property = duration else { return .none }
        guard let length = try? property.duration() else {
            warn(property, .badDuration)
            return .none
        }
        if length.isNegative { warn(property, .endBeforeStart) }
        return .duration(length)
    }

    /// Whether `RANGE=THISANDFUTURE`.
    func appliesToFuture(_ recurrenceID: CalendarTime?) -> Bool {
        guard recurrenceID != nil, let property = component.first(.recurrenceID) else {
            return false
        }
        return property.parameter("RANGE")?.uppercased() == "THISANDFUTURE"
    }

    /// A floating start beside an end in a zone is meant in that zone.
    mutating func start(_ start: CalendarTime, _ end: EventEnd) -> CalendarTime {
        guard case .floating(let local) = start, case .time(.zoned(_, let id)) = end,
            let property = component.first(.dtstart)
        else { return start }
        warn(property, .missingZone(id))
        return .zoned(local, id)
    }

    /// `RRULE` lines that can be read. `EXRULE` is none of RFC 5545's properties.
    mutating func rules() -> [RecurrenceRule] {
        if let property = component.first(.exrule) { warn(property, .excludedRule) }
        var rules: [RecurrenceRule] = []
        for property in component.all(.rrule) {
            do {
                rules.append(try RecurrenceRule(parsing: property.rawValue))
            } catch {
                warn(property, .badRule(text: property.rawValue, reason: "\(error)"))
            }
        }
        return rules
    }

    /// `RDATE`.
    mutating func recurrenceDates() -> [RecurrenceDate] {
        var dates: [RecurrenceDate] = []
        for property in component.all(.rdate) {
            do {
                dates += try property.recurrenceDates()
            } catch {
                warn(property, .badTime(property: "RDATE"))
            }
        }
        return dates
    }

    /// `EXDATE`.
    mutating func excluded() -> [CalendarTime] {
        var excluded: [CalendarTime] = []
        for property in component.all(.exdate) {
            do {
                excluded += try property.times()
            } catch {
                warn(property, .badTime(property: "EXDATE"))
            }
        }
        return excluded
    }

    /// `STATUS`; confirmed when missing or not one of an event.
    mutating func status() -> EventStatus {
        guard let property = component.first(.status) else { return .confirmed }
        switch property.rawValue.uppercased() {
        case "CONFIRMED": return .confirmed
        case "TENTATIVE": return .tentative
        case "CANCELLED", "CANCELED": return .cancelled
        default:
            warn(property, .badStatus(property.rawValue))
            return .confirmed
        }
    }

    /// `SEQUENCE`; 0 when missing or not a number.
    func sequence() -> Int {
        component.first(.sequence).flatMap { Int($0.rawValue) } ?? 0
    }

    /// Says of an override that it has what only a master may have.
    mutating func refuseRecurrence() {
        for name in [PropertyName.rrule, .rdate, .exdate, .exrule] {
            guard let property = component.first(name) else { continue }
            warn(property, .recurrenceInOverride(property: name.text))
        }
    }

    private mutating func warn(_ property: Property, _ problem: EventProblem) {
        diagnostics.append(
            Diagnostic(line: property.line, severity: .warning, kind: .event(problem)))
    }
}
