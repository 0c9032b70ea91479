/// A typed view of one `VEVENT` (RFC 5545 §3.6.1).
///
/// Reading is lenient: what cannot be understood is left out here, named in `diagnostics`, and
/// kept in `component` byte for byte.
public struct Event: Sendable {
    /// What the view shows; the canonical form.
    public let component: Component
    /// Empty when missing; `CalendarObject.split` gives one.
    public let uid: UID
    /// `DTSTART`.
    public let start: CalendarTime
    /// As written; `Event+Time` turns it into a length.
    public let end: EventEnd
    /// The original start of the instance that this override describes; nil for a master.
    public let recurrenceID: CalendarTime?
    /// `RANGE=THISANDFUTURE` (RFC 5545 §3.2.13): describes the later instances too.
    public let appliesToFuture: Bool
    /// Empty when the event does not recur by rule, or none of its rules can be read.
    public let rules: [RecurrenceRule]
    /// `RDATE`.
    public let dates: [RecurrenceDate]
    /// `EXDATE`.
    public let excluded: [CalendarTime]
    /// Confirmed when not said.
    public let status: EventStatus
    /// `TRANSP:TRANSPARENT`: takes no time.
    public let isTransparent: Bool
    /// RFC 5545 §3.8.7.4; 0 when missing.
    public let sequence: Int
    /// What was wrong with it, with the lines of the source.
    public let diagnostics: [Diagnostic]

    /// Whether the event has a recurrence set of its own.
    public var isRecurring: Bool { !rules.isEmpty || !dates.isEmpty }
    /// Whether the start is a date.
    public var isAllDay: Bool { start.isDate }
    /// `SUMMARY`; empty when missing, as the texts below.
    public var title: String { component.first(.summary)?.text ?? "" }
    /// `LOCATION`.
    public var location: String { component.first(.location)?.text ?? "" }
    /// `DESCRIPTION`.
    public var notes: String { component.first(.description)?.text ?? "" }
    /// All `CATEGORIES`, in order.
    public var categories: [String] { component.all(.categories).flatMap(\.textList) }
    /// Empty when there is none.
    public var url: String { component.first(.url)?.rawValue ?? "" }
    /// CSS3 colour name (RFC 7986 §5.9).
    public var color: String? { component.first(.color)?.text }

    /// Reads a `VEVENT`.
    /// - Throws: `.notAnEvent` for another component, `.missingStart` when nothing says when.
    public init(_ component: Component) throws(EventError) {
        guard component.name == "VEVENT" else { throw .notAnEvent(component.name) }
        var reader = EventReader(component)
        let recurrenceID = reader.time(.recurrenceID)
        guard let written = reader.time(.dtstart) ?? recurrenceID else { throw .missingStart }
        let end = reader.end(written)
        let start = reader.start(written, end)
        self.component = component
        self.start = start
        self.recurrenceID = recurrenceID
        self.uid = UID(component.first(.uid)?.text ?? "")
        self.appliesToFuture = reader.appliesToFuture(recurrenceID)
        self.end = end
        let isMaster = recurrenceID == nil
        self.rules = isMaster ? reader.rules() : []
        self.dates = isMaster ? reader.recurrenceDates() : []
        self.excluded = isMaster ? reader.excluded() : []
        if !isMaster { reader.refuseRecurrence() }
        self.status = reader.status()
        self.isTransparent = component.first(.transp)?.rawValue.uppercased() == "TRANSPARENT"
        self.sequence = reader.sequence()
        self.diagnostics = reader.diagnostics
    }
}
