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

    /// How far ahead a recurring event is compared, in days.
    public static let horizonDays = 366
    /// Instances of it that are compared.
    public static let comparedInstances = 1000
    /// Overlapping pairs that are looked at.
    public static let pairLimit = 50_000

    public init(
        _ object: CalendarObject, start: CalendarTime, replaced: ObjectID? = nil,
        isOneInstance: Bool = false
    ) {
        self.object = object
        self.start = start
        self.replaced = replaced
        self.isOneInstance = isOneInstance
    }

    /// The instances to compare: the changed one, or those of a year. What is past of a recurring
    /// event is left out, as nobody can do anything about it.
    public func instances(now: Instant, zones: ZoneDatabase, display: Zone) -> [Instance] {
        func expand(_ window: Range<Instant>, _ limit: Int) -> [Instance] {
            object.instances(in: window, zones: zones, display: display, limit: limit)
        }
        let resolver = ZoneResolver(database: zones, calendar: object.calendar)
        let start = resolver.instant(start, display: display)
        let isRecurring = object.master?.isRecurring == true || !object.overrides.isEmpty
        guard let event = object.representative, isRecurring, !isOneInstance else {
            return expand(start..<start.adding(seconds: 1), 100)
                .filter { $0.span.lowerBound == start }
        }
        let from = max(resolver.instant(event.start, display: display), now)
        let until = from.adding(seconds: PlannedSave.horizonDays * 86_400)
        return expand(from..<until, PlannedSave.comparedInstances)
    }

    /// Those of `others` that overlap one of `instances`, each once, in the order of overlapping.
    public func overlapped(_ instances: [Instance], among others: [Instance]) -> [Instance] {
        struct Key: Hashable {
            let object: ObjectID?
            let start: Instant
            let recurrenceID: CalendarTime?
        }
        let foreign = others.filter { isOneInstance || replaced == nil || $0.object != replaced }
        let pairs = overlaps(
            of: instances, with: foreign, rules: OverlapRules(limit: PlannedSave.pairLimit))
        var seen: Set<Key> = []
        return pairs.map(\.second).filter {
            seen.insert(
                Key(object: $0.object, start: $0.span.lowerBound, recurrenceID: $0.recurrenceID)
            ).inserted
        }
    }
}

extension EventDraft {
    /// Whether saving this instead of `before` can make an overlap: another title cannot.
    public func canOverlap(since before: EventDraft) -> Bool {
        start != before.start || end != before.end || rule != before.rule
            || status != before.status || isTransparent != before.isTransparent
    }
}
