/// An event as it is about to be stored, and what it must be compared with: the rule that every
/// way of saving asks before `OverlapPolicy` decides.
public struct PlannedSave: Sendable {
    /// What will be stored.
    public let object: CalendarObject
    /// The start that the user gave.
    public let start: CalendarTime
    /// The object that is edited, with which it never overlaps; nil for a new one.
    public let replaced: ObjectID?
    /// Whether one instance of several was changed, and no other. That one may run into another
    /// instance of its own event.
    public let isOneInstance: Bool

    public init(
        _ object: CalendarObject, start: CalendarTime, replaced: ObjectID? = nil,
        isOneInstance: Bool = false
    ) {
        self.object = object
        self.start = start
        self.replaced = replaced
        self.isOneInstance = isOneInstance
    }

    /// Whether several instances are to be compared, over the event's whole life.
    public var isOfSeries: Bool {
        !isOneInstance && (object.master?.isRecurring == true || !object.overrides.isEmpty)
    }

    /// The instance that was changed, or the only one; empty when it is excluded.
    func instance(zones: ZoneDatabase, display: Zone) -> [Instance] {
        let start = ZoneResolver(database: zones, calendar: object.calendar)
            .instant(start, display: display)
        return object.instances(
            in: start..<start.adding(seconds: 1), zones: zones, display: display, limit: 100
        )
        .filter { $0.span.lowerBound == start }
    }

    /// Whether an event takes part: not the one that is edited, unless one instance of it moves,
    /// nor the same event in another calendar.
    func isForeign(_ object: ObjectID?, _ uid: UID) -> Bool {
        isOneInstance || object != replaced && uid != self.object.uid
    }
}

/// What an event to be stored would overlap.
public struct PlannedOverlaps: Hashable, Sendable {
    /// Of every other event the first instance that shares time with it, by when that begins; of
    /// an event that does not recur all instances.
    public let instances: [Instance]
    /// Before this instant nothing is missing; nil when nothing is missing at all.
    public let provenUntil: Instant?

    static let none = PlannedOverlaps(instances: [], provenUntil: nil)
}

extension EventDraft {
    /// Whether saving this instead of `before` can make an overlap: another title cannot.
    public func canOverlap(since before: EventDraft) -> Bool {
        start != before.start || end != before.end || rule != before.rule
            || status != before.status || isTransparent != before.isTransparent
    }
}
