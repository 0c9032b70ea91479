/// What became of an alert.
enum AlertState: String {
    /// Told, and open until somebody acknowledges it or its event is over.
    case shown
    /// Came too late to be told.
    case dropped
    /// Acknowledged or put off.
    case ended
}

/// An alert that is to be shown, or is shown and still open.
public struct DueAlert: Hashable, Sendable {
    public let id: AlertID
    public let alert: Alert
    public let calendar: CalendarID
    /// When it is to be shown: when it is due, or when a user put it off to.
    public let moment: Instant

    public init(id: AlertID, alert: Alert, calendar: CalendarID, moment: Instant? = nil) {
        self.id = id
        self.alert = alert
        self.calendar = calendar
        self.moment = moment ?? alert.due
    }

    init(_ alert: Alert, _ object: ObjectID, _ calendar: CalendarID, moment: Instant? = nil) {
        let id = AlertID(object: object, due: alert.due, instance: alert.key.instance)
        self.init(id: id, alert: alert, calendar: calendar, moment: moment)
    }
}

/// What is due at a moment.
public struct DueAlerts: Hashable, Sendable {
    /// By time; each once, whichever calendars have it.
    public var alerts: [DueAlert] = []
    /// Events whose alerts were missed for so long that they are not listed.
    public var older = 0
    /// The objects that were looked at.
    public var objects: [ObjectID] = []

    public init() {}

    public var isEmpty: Bool { objects.isEmpty && alerts.isEmpty }
}

extension ReplicaLimits {
    /// Seconds after which a missed alert is told no more.
    public static let alertLookback = 86_400
    /// Objects whose due alerts one answer has.
    public static let dueObjects = 500
    /// Objects that a list of coming alerts looks at.
    public static let comingObjects = 20_000
}
