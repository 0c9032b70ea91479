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
///
/// Small on purpose: a month of a full calendar has tens of thousands of them, which are sorted,
/// laid out and compared. What an event's instances have in common is kept once.
public struct Instance: Hashable, Sendable {
    /// What the instances of one event, or of one override, have in common.
    public var summary: EventSummary
    /// As written in the event: date, floating, zoned or UTC.
    public private(set) var start: CalendarTime
    /// Half-open, on the UTC time line; floating times and dates are resolved in the display zone.
    public var span: Range<Instant>
    /// Half-open wall clock in the display zone; whole days when `isAllDay`. May be empty for an
    /// event without length.
    public var local: Range<LocalDateTime>
    private var recurrence: Recurrence

    /// The recurrence id is nearly always the start, so only another one takes memory.
    private enum Recurrence: Hashable, Sendable {
        case none, sameAsStart
        indirect case moved(from: CalendarTime)
    }

    public init(
        _ summary: EventSummary, recurrenceID: CalendarTime? = nil, start: CalendarTime,
        span: Range<Instant>, local: Range<LocalDateTime>
    ) {
        self.summary = summary
        self.start = start
        self.span = span
        self.local = local
        recurrence = .none
        self.recurrenceID = recurrenceID
    }

    public init(
        object: ObjectID? = nil, calendar: CalendarID? = nil, uid: UID,
        recurrenceID: CalendarTime? = nil, start: CalendarTime, span: Range<Instant>,
        local: Range<LocalDateTime>, title: String, location: String = "",
        status: EventStatus = .confirmed, isTransparent: Bool = false, isOverride: Bool = false
    ) {
        self.init(
            EventSummary(
                object: object, calendar: calendar, uid: uid, title: title, location: location,
                status: status, isTransparent: isTransparent, isOverride: isOverride),
            recurrenceID: recurrenceID, start: start, span: span, local: local)
    }
}

extension Instance {
    /// The original start of this instance (RFC 5545 §3.8.4.4), kept when it moves; nil when the
    /// event does not recur.
    public var recurrenceID: CalendarTime? {
        get {
            switch recurrence {
            case .none: nil
            case .sameAsStart: start
            case .moved(let original): original
            }
        }
        set {
            guard let newValue else { return recurrence = .none }
            recurrence = newValue == start ? .sameAsStart : .moved(from: newValue)
        }
    }

    /// Where it is stored; nil when it was expanded from a file or a draft.
    public var object: ObjectID? { summary.object }
    /// The calendar it belongs to; nil when it was expanded from a file or a draft.
    public var calendar: CalendarID? { summary.calendar }
    public var uid: UID { summary.uid }
    public var title: String { summary.title }
    public var location: String { summary.location }
    public var status: EventStatus { summary.status }
    /// `TRANSP:TRANSPARENT`: takes no time (RFC 5545 §3.8.2.7).
    public var isTransparent: Bool { summary.isTransparent }
    /// Whether this instance is described by an override of its own.
    public var isOverride: Bool { summary.isOverride }
    /// Whether the event is given by dates, without times.
    public var isAllDay: Bool { start.isDate }
    /// Whether it belongs to a recurring event.
    public var isRecurring: Bool { recurrence != .none }

    /// The same instance, as one of a stored object.
    public func stored(as object: ObjectID, in calendar: CalendarID) -> Instance {
        var stored = self
        stored.summary = EventSummary(
            object: object, calendar: calendar, uid: uid, title: title, location: location,
            status: status, isTransparent: isTransparent, isOverride: isOverride)
        return stored
    }
}
