/// What the instances of one event, or of one override, have in common.
public final class EventSummary: Sendable {
    private let objectRow: Int64
    private let calendarRow: Int64
    public let uid: UID
    /// `SUMMARY`.
    public let title: String
    /// `LOCATION`.
    public let location: String
    /// Of the starts, as written in the event; nil for dates, floating times and UTC.
    public let zone: TimeZoneID?
    public let status: EventStatus
    /// `TRANSP:TRANSPARENT`: takes no time (RFC 5545 §3.8.2.7).
    public let isTransparent: Bool
    /// Whether an override says it, not the event itself.
    public let isOverride: Bool
    // Beside the other small facts: two optional rows would take 16 bytes more.
    private let hasObject: Bool
    private let hasCalendar: Bool
    /// Nearly every recurrence id is the start, so only another one takes memory.
    private let moved: Moved?

    private final class Moved: Sendable {
        let original: CalendarTime
        init(from original: CalendarTime) { self.original = original }
    }

    /// - Parameter original: the recurrence id of what has another start than that.
    public init(
        object: ObjectID? = nil, calendar: CalendarID? = nil, uid: UID, zone: TimeZoneID? = nil,
        title: String, location: String = "", status: EventStatus = .confirmed,
        isTransparent: Bool = false, isOverride: Bool = false, original: CalendarTime? = nil
    ) {
        objectRow = object?.row ?? 0
        calendarRow = calendar?.row ?? 0
        self.uid = uid
        self.title = title
        self.location = location
        self.zone = zone
        self.status = status
        self.isTransparent = isTransparent
        self.isOverride = isOverride
        hasObject = object != nil
        hasCalendar = calendar != nil
        moved = original.map { Moved(from: $0) }
    }

    /// The recurrence id of an instance that has another start than that; nil for all others.
    public var original: CalendarTime? { moved?.original }

    /// The same, of an instance with another recurrence id than its start.
    func moved(from original: CalendarTime?) -> EventSummary {
        EventSummary(
            object: object, calendar: calendar, uid: uid, zone: zone, title: title,
            location: location, status: status, isTransparent: isTransparent,
            isOverride: isOverride, original: original)
    }

    /// Where it is stored; nil when it comes from a file or a draft.
    public var object: ObjectID? { hasObject ? ObjectID(row: objectRow) : nil }
    /// The calendar it belongs to; nil when it comes from a file or a draft.
    public var calendar: CalendarID? { hasCalendar ? CalendarID(row: calendarRow) : nil }
}

extension EventSummary: Hashable {
    public static func == (one: EventSummary, other: EventSummary) -> Bool {
        one === other
            || (one.object == other.object && one.calendar == other.calendar
                && one.uid == other.uid && one.title == other.title
                && one.location == other.location && one.zone == other.zone
                && one.status == other.status && one.isTransparent == other.isTransparent
                && one.isOverride == other.isOverride && one.original == other.original)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(object)
        hasher.combine(uid)
        hasher.combine(title)
    }
}
