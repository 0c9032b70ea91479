/// Which side stands where both changed the same thing.
public enum MergePreference: Hashable, Sendable { case remote, local }

/// What joining two edits of one object gave.
public struct MergeResult: Hashable, Sendable {
    /// iCalendar.
    public let text: [UInt8]
    /// Where one side's value was left out; empty when nothing was lost.
    public let clashes: [MergeClash]

    public init(text: [UInt8], clashes: [MergeClash]) {
        self.text = text
        self.clashes = clashes
    }
}

/// One property, or a whole component, that both sides changed differently.
public struct MergeClash: Hashable, Sendable {
    /// Of the override; nil for the master or the calendar.
    public let recurrenceID: CalendarTime?
    /// `VEVENT`, `VALARM`, `VCALENDAR` …
    public let component: String
    /// nil when the whole component clashes: changed here, removed there.
    public let property: PropertyName?

    public init(recurrenceID: CalendarTime?, component: String, property: PropertyName?) {
        self.recurrenceID = recurrenceID
        self.component = component
        self.property = property
    }
}
