/// One instance of an event that is to be told at one moment. Alarms of an instance that go off at
/// one moment are one alert.
public struct Alert: Hashable, Sendable {
    public let due: Instant
    public let instance: Instance
    /// Whether the settings ask for it, not the event.
    public let isDefault: Bool

    public init(due: Instant, instance: Instance, isDefault: Bool = false) {
        self.due = due
        self.instance = instance
        self.isDefault = isDefault
    }

    /// Names the alert among all of all calendars: copies of an event in two calendars share it.
    public var key: AlertKey {
        AlertKey(due: due, uid: instance.uid, instance: AlertKey.text(instance.recurrenceID))
    }

    /// From when on nobody is to be told any more: the instance is over, or, where it is over when
    /// the alert is due (or has no length), a day has passed.
    public var expiry: Instant {
        let end = instance.span.upperBound
        return due < end && !instance.span.isEmpty ? end : max(due, end).adding(seconds: 86_400)
    }
}

/// What an alert is about: never told twice.
public struct AlertKey: Hashable, Sendable {
    public let due: Instant
    public let uid: UID
    /// The recurrence id as its value is written; empty for an event that does not recur.
    public let instance: String

    public init(due: Instant, uid: UID, instance: String) {
        self.due = due
        self.uid = uid
        self.instance = instance
    }

    static func text(_ recurrenceID: CalendarTime?) -> String { recurrenceID?.valueText ?? "" }
}

/// Names an alert of one replica, for people and programs that acknowledge it:
/// `12.1795435200.20261123T140500`.
public struct AlertID: Hashable, Sendable, CustomStringConvertible {
    public let object: ObjectID
    public let due: Instant
    /// As `AlertKey.instance`.
    public let instance: String

    public init(object: ObjectID, due: Instant, instance: String) {
        self.object = object
        self.due = due
        self.instance = instance
    }

    /// Reads what `description` gives; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let row = Int64(parts[0]), let due = Int(parts[1]),
            parts[2].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x54 || $0 == 0x5A }),
            (Instant.distantPast.seconds...Instant.distantFuture.seconds).contains(due)
        else { return nil }
        self.init(
            object: ObjectID(row: row), due: Instant(seconds: due), instance: String(parts[2]))
    }

    public var description: String { "\(object.row).\(due.seconds).\(instance)" }
}
