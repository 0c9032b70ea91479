/// What the instances of one event, or of one override, have in common.
public final class EventSummary: Sendable {
    /// Where it is stored; nil when it comes from a file or a draft.
    public let object: ObjectID?
    /// The calendar it belongs to; nil when it comes from a file or a draft.
    public let calendar: CalendarID?
    public let uid: UID
    /// `SUMMARY`.
    public let title: String
    /// `LOCATION`.
    public let location: String
    public let status: EventStatus
    /// `TRANSP:TRANSPARENT`: takes no time (RFC 5545 §3.8.2.7).
    public let isTransparent: Bool
    /// Whether an override says it, not the event itself.
    public let isOverride: Bool

    public init(
        object: ObjectID? = nil, calendar: CalendarID? = nil, uid: UID, title: String,
        location: String = "", status: EventStatus = .confirmed, isTransparent: Bool = false,
        isOverride: Bool = false
    ) {
        self.object = object
        self.calendar = calendar
        self.uid = uid
        self.title = title
        self.location = location
        self.status = status
        self.isTransparent = isTransparent
        self.isOverride = isOverride
    }
}

extension EventSummary: Hashable {
    public static func == (one: EventSummary, other: EventSummary) -> Bool {
        one === other
            || (one.object == other.object && one.calendar == other.calendar
                && one.uid == other.uid && one.title == other.title
                && one.location == other.location && one.status == other.status
                && one.isTransparent == other.isTransparent
                && one.isOverride == other.isOverride)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(object)
        hasher.combine(uid)
        hasher.combine(title)
    }
}
