/// Which instances of a recurring event an edit is meant for.
public enum EditScope: String, Hashable, Sendable, CaseIterable {
    case this, thisAndFuture, all
}

/// Why an edit is refused.
public enum EditError: Error, Hashable, Sendable {
    /// The object has no event that could be edited.
    case notAnEvent
    /// The end is before the start.
    case endBeforeStart
    /// One of start and end is a date, the other has a time.
    case mixedDateAndTime
    /// The draft names a zone that neither the system nor the object knows.
    case unknownZone(TimeZoneID)
    /// The rule cannot be expanded.
    case rule(ExpansionError)
}

/// What a person writes into the form: the part of an event that can be edited.
public struct EventDraft: Hashable, Sendable {
    /// One line; may be empty.
    public var title: String
    /// Decides whether the event is all-day, floating, or in a zone.
    public var start: CalendarTime
    /// After the start; equal for an event without length. The day *after* the last one for dates.
    public var end: CalendarTime
    /// Empty when there is none.
    public var location: String
    /// Several lines; empty when there are none.
    public var notes: String
    /// nil when the event does not recur.
    public var rule: RecurrenceRule?
    /// Of the event as a whole.
    public var status: EventStatus
    /// Whether the event takes no time (`TRANSP`).
    public var isTransparent: Bool
    /// In order.
    public var categories: [String]
    /// Empty when there is none.
    public var url: String
    /// CSS3 colour name (RFC 7986 §5.9); nil when the event has none of its own.
    public var color: String?

    /// Makes a draft; all but title and times has a default.
    public init(
        title: String, start: CalendarTime, end: CalendarTime, location: String = "",
        notes: String = "", rule: RecurrenceRule? = nil, status: EventStatus = .confirmed,
        isTransparent: Bool = false, categories: [String] = [], url: String = "",
        color: String? = nil
    ) {
        self.title = title
        self.start = start
        self.end = end
        self.location = location
        self.notes = notes
        self.rule = rule
        self.status = status
        self.isTransparent = isTransparent
        self.categories = categories
        self.url = url
        self.color = color
    }
}
