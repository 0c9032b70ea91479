/// The globally unique identifier of an event (RFC 5545 §3.8.4.7): the same on every system.
public struct UID: Hashable, Sendable, CustomStringConvertible {
    /// Any text; compared byte for byte.
    public let text: String
    /// Wraps a text.
    public init(_ text: String) { self.text = text }
    /// The text.
    public var description: String { text }
}

/// The row of a calendar in one replica; has no meaning elsewhere.
public struct CalendarID: Hashable, Comparable, Sendable {
    /// Its rowid.
    public let row: Int64
    /// Wraps a rowid.
    public init(row: Int64) { self.row = row }
    public static func < (one: CalendarID, other: CalendarID) -> Bool { one.row < other.row }
}

/// The row of a calendar object in one replica; has no meaning elsewhere.
public struct ObjectID: Hashable, Comparable, Sendable {
    /// Its rowid.
    public let row: Int64
    /// Wraps a rowid.
    public init(row: Int64) { self.row = row }
    public static func < (one: ObjectID, other: ObjectID) -> Bool { one.row < other.row }
}

/// RFC 5545 §3.8.1.11 `STATUS`, as far as events have it.
public enum EventStatus: UInt8, Hashable, Sendable, CaseIterable {
    case tentative, confirmed, cancelled
}

/// One resolved happening of an event: what a day shows.
public struct Instance: Hashable, Sendable {
    /// Where it is stored; nil when it was expanded from a file or a draft.
    public var object: ObjectID?
    /// The calendar it belongs to; nil when it was expanded from a file or a draft.
    public var calendar: CalendarID?
    /// Of the event.
    public var uid: UID
    /// The original start of this instance (RFC 5545 §3.8.4.4), kept when it moves; nil when the
    /// event does not recur.
    public var recurrenceID: CalendarTime?
    /// As written in the event: date, floating, zoned or UTC.
    public var start: CalendarTime
    /// Half-open, on the UTC time line; floating times and dates are resolved in the display zone.
    public var span: Range<Instant>
    /// Half-open wall clock in the display zone; whole days when `isAllDay`. May be empty for an
    /// event without length.
    public var local: Range<LocalDateTime>
    /// `SUMMARY`; may be empty.
    public var title: String
    /// `LOCATION`; may be empty.
    public var location: String
    /// Cancelled instances are shown, marked.
    public var status: EventStatus
    /// `TRANSP:TRANSPARENT`: takes no time (RFC 5545 §3.8.2.7).
    public var isTransparent: Bool
    /// Whether this instance is described by an override of its own.
    public var isOverride: Bool

    /// Whether the event is given by dates, without times.
    public var isAllDay: Bool { start.isDate }
    /// Whether it belongs to a recurring event.
    public var isRecurring: Bool { recurrenceID != nil }

    /// Makes an instance that is resolved already.
    public init(
        object: ObjectID? = nil, calendar: CalendarID? = nil, uid: UID,
        recurrenceID: CalendarTime? = nil, start: CalendarTime, span: Range<Instant>,
        local: Range<LocalDateTime>, title: String, location: String = "",
        status: EventStatus = .confirmed, isTransparent: Bool = false, isOverride: Bool = false
    ) {
        self.object = object
        self.calendar = calendar
        self.uid = uid
        self.recurrenceID = recurrenceID
        self.start = start
        self.span = span
        self.local = local
        self.title = title
        self.location = location
        self.status = status
        self.isTransparent = isTransparent
        self.isOverride = isOverride
    }
}
