import ArgumentParser
import Core

/// Which event a command is about, and which instance of it.
struct EventChoice: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which instance of a recurring event: its day, or its original start.",
            valueName: "date"))
    var at: String?

    @Argument(
        help: ArgumentHelp(
            "The number that agenda and search print, a UID, or the beginning of one.",
            valueName: "event"))
    var event: String

    /// The event's object.
    func find(in replica: Replica) throws -> StoredObject {
        try EventChoice.find(event, in: replica)
    }

    static func find(_ event: String, in replica: Replica) throws -> StoredObject {
        let digits = event.hasPrefix("#") ? event.dropFirst() : event[...]
        if let row = Int64(digits), let found = try replica.object(ObjectID(row: row)) {
            return found
        }
        guard !event.isEmpty else { throw CommandError.usage("which event?") }
        let exact = try replica.objects(uid: UID(event))
        if let first = exact.first {
            guard exact.count == 1 else { throw ambiguous(event, exact.map(\.id)) }
            return first
        }
        let ids = try replica.objectIDs(uidPrefix: event, limit: 6)
        guard ids.count <= 1 else { throw ambiguous(event, ids) }
        guard let id = ids.first, let found = try replica.object(id) else {
            throw CommandError.nothingFound("there is no event “\(event)”")
        }
        return found
    }

    private static func ambiguous(_ event: String, _ ids: [ObjectID]) -> CommandError {
        let list = ids.map { "#\($0.row)" }.joined(separator: ", ")
        return .usage("“\(event)” could be one of \(list)")
    }

    /// The instance that `--at` chooses; nil without `--at`, and for an event that does not recur.
    func instance(of stored: StoredObject, _ session: Session) throws -> Instance? {
        guard let at else { return nil }
        guard stored.object.isRecurring else { return nil }
        let finder = InstanceFinder(object: stored.object, profile: session.profile)
        let found = finder.instances(at: try session.moment(at))
        guard let instance = found.first else {
            throw CommandError.nothingFound("the event has no instance at “\(at)”")
        }
        guard found.count == 1 else {
            let times = found.map { session.strings.time($0.local.lowerBound) }
            throw CommandError.usage(
                "there are several at “\(at)”: \(times.joined(separator: ", "))")
        }
        return instance.stored(as: stored.id, in: stored.calendar)
    }
}

extension CalendarObject {
    /// Whether there can be several instances.
    var isRecurring: Bool { master?.isRecurring == true || !overrides.isEmpty }
}

/// Finds an instance of one event by what a person says about it.
struct InstanceFinder {
    let object: CalendarObject
    let profile: Profile

    /// More instances of one event on one day than anybody tells apart.
    private static let limit = 10_000

    /// Those with that original start; else those that begin then.
    func instances(at moment: DateText.Moment) -> [Instance] {
        let near = candidates(around: moment)
        let original = near.filter { isOriginal($0, moment) }
        if !original.isEmpty { return original }
        return near.filter { begins($0, moment) }
    }

    /// What begins about then, and overrides that were about then before they moved.
    private func candidates(around moment: DateText.Moment) -> [Instance] {
        let center = wallClock(of: moment)
        var found = instances(around: Instant(seconds: center.seconds))
        let resolver = ZoneResolver(database: profile.zones, calendar: object.calendar)
        for override in object.overrides {
            guard let id = override.recurrenceID,
                abs(id.wallClock.seconds - center.seconds) <= 2 * 86_400
            else { continue }
            let start = resolver.instant(override.start, display: profile.zone)
            for instance in instances(around: start)
            where instance.recurrenceID == id && !found.contains(instance) {
                found.append(instance)
            }
        }
        return found
    }

    /// Two days either way: more than any two zones are apart.
    private func instances(around instant: Instant) -> [Instance] {
        let window = instant.adding(seconds: -2 * 86_400)..<instant.adding(seconds: 2 * 86_400)
        return object.instances(
            in: window, zones: profile.zones, display: profile.zone, limit: InstanceFinder.limit)
    }

    private func wallClock(of moment: DateText.Moment) -> LocalDateTime {
        switch moment {
        case .date(let date): LocalDateTime(date, secondOfDay: 43_200)
        case .local(let local): local
        case .instant(let instant): profile.zone.local(at: instant)
        }
    }

    private func isOriginal(_ instance: Instance, _ moment: DateText.Moment) -> Bool {
        guard let id = instance.recurrenceID else { return false }
        switch moment {
        case .date(let date): return id == .date(date)
        case .local(let local):
            if id.wallClock == local, !id.isDate { return true }
            return id.zoneID != nil && profile.zone.local(at: instant(of: id)) == local
        case .instant(let instant): return !id.isDate && self.instant(of: id) == instant
        }
    }

    private func begins(_ instance: Instance, _ moment: DateText.Moment) -> Bool {
        switch moment {
        case .date(let date): instance.local.lowerBound.date == date
        case .local(let local): instance.local.lowerBound == local
        case .instant(let instant): instance.span.lowerBound == instant
        }
    }

    private func instant(of time: CalendarTime) -> Instant {
        ZoneResolver(database: profile.zones, calendar: object.calendar)
            .instant(time, display: profile.zone)
    }
}
