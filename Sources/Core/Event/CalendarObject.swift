/// Everything that calendars store under one UID (RFC 4791 §4.1): a master, its overrides, and the
/// time zones they name. The unit of storing, syncing and editing.
///
/// Components that are no events (`VTODO`, `VJOURNAL`) are objects too: kept, never shown.
public struct CalendarObject: Hashable, Sendable {
    /// The canonical form.
    public let calendar: Component
    /// RFC 5545 §3.8.4.7.
    public let uid: UID
    /// The component without a recurrence id; nil when there are only overrides, or no events.
    public let master: Event?
    /// By recurrence id; of several for one instance the newest.
    public let overrides: [Event]
    /// What is wrong with the events, by line.
    public let diagnostics: [Diagnostic]

    /// Reads a `VCALENDAR` with the components of one UID.
    /// - Throws: `.notACalendar`, `.empty`, `.severalUIDs`.
    public init(calendar: Component) throws(EventError) {
        guard calendar.name == "VCALENDAR" else { throw .notACalendar(calendar.name) }
        let components = calendar.components.filter { $0.name != "VTIMEZONE" }
        guard let first = components.first else { throw .empty }
        let uid = first.first(.uid)?.text ?? ""
        guard components.allSatisfy({ ($0.first(.uid)?.text ?? "") == uid }) else {
            throw .severalUIDs
        }
        self.init(calendar: calendar, uid: UID(uid), components: components)
    }

    init(calendar: Component, uid: UID, components: [Component]) {
        var chosen: [CalendarTime?: Event] = [:]
        var diagnostics: [Diagnostic] = []
        for component in components where component.name == "VEVENT" {
            guard let event = try? Event(component) else {
                diagnostics.append(.event(.missingStart, line: component.line, .error))
                continue
            }
            diagnostics += event.diagnostics
            guard let other = chosen.updateValue(event, forKey: event.recurrenceID) else {
                continue
            }
            if other.isNewer(than: event) { chosen[event.recurrenceID] = other }
            diagnostics.append(.event(.duplicate(uid: uid.text), line: component.line, .warning))
        }
        self.calendar = calendar
        self.uid = uid
        self.master = chosen.removeValue(forKey: nil)
        self.overrides = chosen.values.sorted {
            let (one, other) = ($0.recurrenceID?.wallClock, $1.recurrenceID?.wallClock)
            return (one?.seconds ?? 0, $0.component.line) < (other?.seconds ?? 0, $1.component.line)
        }
        self.diagnostics = diagnostics
    }

    /// The name of the components: `VEVENT`, `VTODO`, `VJOURNAL` …
    public var kind: String {
        calendar.components.first { $0.name != "VTIMEZONE" }?.name ?? "VEVENT"
    }

    /// What stands for the whole object in a list: the master, or the first override.
    public var representative: Event? { master ?? overrides.first }

    /// Whether the calendars have the same properties and components.
    public static func == (one: CalendarObject, other: CalendarObject) -> Bool {
        one.calendar == other.calendar
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(calendar) }
}

extension Event {
    /// Whether this is a later revision than another component of the same UID and recurrence id
    /// (RFC 5546 §2.1.5): by `SEQUENCE`, then by `DTSTAMP`.
    fileprivate func isNewer(than other: Event) -> Bool {
        if sequence != other.sequence { return sequence > other.sequence }
        return stamp > other.stamp
    }

    private var stamp: Int {
        guard let time = try? component.first(.dtstamp)?.time() else { return 0 }
        return time.wallClock.seconds
    }
}

extension Diagnostic {
    /// A problem of an event.
    static func event(_ problem: EventProblem, line: Int, _ severity: Severity) -> Diagnostic {
        Diagnostic(line: line, severity: severity, kind: .event(problem))
    }
}
