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
/// Small on purpose (40 bytes): a month of a full calendar has tens of thousands of them, which are
/// sorted, laid out and compared. What an event's instances have in common is kept once, and wall
/// clocks as steps from `span`.
public struct Instance: Hashable, Sendable {
    /// What the instances of one event, or of one override, have in common.
    public var summary: EventSummary
    private let first: Int
    private let end: Int
    /// The display zone's wall clock, less `span`.
    private let localStep: Int32
    private let localEndStep: Int32
    /// The event's own wall clock, less the start of `span`.
    private let startStep: Int32
    private let startKind: TimeKind
    /// Whether it belongs to a recurring event.
    public private(set) var isRecurring: Bool

    /// Puts an instance together.
    ///
    /// - Parameters:
    ///   - summary: names the zone of `start`, if it has one.
    ///   - start: as written in the event.
    ///   - local: wall clock in the display zone. Like `start` within 68 years of `span`, as every
    ///     zone is; what is further off (a damaged row) is cut.
    public init(
        _ summary: EventSummary, recurrenceID: CalendarTime? = nil, start: CalendarTime,
        span: Range<Instant>, local: Range<LocalDateTime>
    ) {
        self.init(
            summary, start: start.wallClock.seconds, TimeKind(start), isRecurring: false,
            span: span, local: local)
        self.recurrenceID = recurrenceID
    }

    /// One whose recurrence id, if it recurs, is its start: a wall-clock second of a kind of time.
    init(
        _ summary: EventSummary, start: Int, _ kind: TimeKind, isRecurring: Bool,
        span: Range<Instant>, local: Range<LocalDateTime>
    ) {
        self.summary = summary
        first = span.lowerBound.seconds
        end = span.upperBound.seconds
        localStep = Int32(clamping: local.lowerBound.seconds - first)
        localEndStep = Int32(clamping: local.upperBound.seconds - end)
        startStep = Int32(clamping: start - first)
        startKind = kind
        self.isRecurring = isRecurring
    }

    /// The same with a summary of its own.
    public init(
        object: ObjectID? = nil, calendar: CalendarID? = nil, uid: UID,
        recurrenceID: CalendarTime? = nil, start: CalendarTime, span: Range<Instant>,
        local: Range<LocalDateTime>, title: String, location: String = "",
        status: EventStatus = .confirmed, isTransparent: Bool = false, isOverride: Bool = false
    ) {
        self.init(
            EventSummary(
                object: object, calendar: calendar, uid: uid, zone: start.zoneID, title: title,
                location: location, status: status, isTransparent: isTransparent,
                isOverride: isOverride),
            recurrenceID: recurrenceID, start: start, span: span, local: local)
    }
}

extension Instance {
    /// Half-open, on the UTC time line; floating times and dates are resolved in the display zone.
    public var span: Range<Instant> {
        Range(uncheckedBounds: (Instant(seconds: first), Instant(seconds: end)))
    }

    /// Half-open wall clock in the display zone; whole days when `isAllDay`. May be empty for an
    /// event without length.
    public var local: Range<LocalDateTime> {
        let start = first + Int(localStep)
        return LocalDateTime(
            seconds: start)..<LocalDateTime(
                seconds: max(start, end + Int(localEndStep)))
    }

    /// As written in the event: date, floating, zoned or UTC.
    public var start: CalendarTime {
        startKind.time(first + Int(startStep), zone: summary.zone)
    }

    /// The original start of this instance (RFC 5545 §3.8.4.4), kept when it moves; nil when the
    /// event does not recur.
    public var recurrenceID: CalendarTime? {
        get { isRecurring ? summary.original ?? start : nil }
        set {
            isRecurring = newValue != nil
            let original = newValue == start ? nil : newValue
            if summary.original != original { summary = summary.moved(from: original) }
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
    public var isAllDay: Bool { startKind == .date }

    /// The same instance, as one of a stored object.
    public func stored(as object: ObjectID, in calendar: CalendarID) -> Instance {
        Instance(
            object: object, calendar: calendar, uid: uid, recurrenceID: recurrenceID, start: start,
            span: span, local: local, title: title, location: location, status: status,
            isTransparent: isTransparent, isOverride: isOverride)
    }
}
