import Core

/// Saving and deleting, each one transaction that can be undone.
extension EffectRunner {
    /// How far ahead a recurring event is compared with others, in days.
    private static let horizonDays = 366
    /// Instances of the event that are compared.
    private static let comparedInstances = 1000
    /// Overlapping events that are named.
    private static let namedOverlaps = 20

    func save(_ request: SaveRequest) throws -> Input {
        guard let calendar = try replica.calendars().first(where: { $0.id == request.calendar })
        else { throw ReplicaError.noSuchCalendar(request.calendar) }
        let time = now()
        guard let id = request.object else {
            let object = try CalendarObject.make(
                request.draft, uid: makeUID(), now: time, zones: replica.zones)
            if let refusal = try overlapping(request, object, calendar) { return refusal }
            return try store([.put(nil, calendar.id, object)], object, request, .added)
        }
        guard let stored = try replica.object(id) else { throw ReplicaError.noSuchObject(id) }
        let draft = try edited(request, of: stored)
        let objects = try stored.object.edited(
            draft, at: request.recurrenceID, scope: request.scope, newUID: makeUID(), now: time,
            zones: replica.zones)
        guard let changed = objects.last else { throw EditError.notAnEvent }
        if changesTime(request, of: stored),
            let refusal = try overlapping(request, changed, calendar)
        {
            return refusal
        }
        let changes = objects.enumerated().map { index, object in
            ObjectChange.put(index == 0 ? id : nil, calendar.id, object)
        }
        return try store(changes, changed, request, request.isMove ? .moved : .changed)
    }

    /// The draft as it is to be written: what the form left alone is as it was.
    private func edited(_ request: SaveRequest, of stored: StoredObject) throws -> EventDraft {
        guard let opened = opened(request, of: stored) else { return request.draft }
        let now = EditedDraft(opened, stored.object, replica.zones)
        let draft = request.base.map { request.draft.merged(onto: now.shown, since: $0) }
        return now.saved(draft ?? request.draft)
    }

    /// What the event said where it was opened.
    private func opened(_ request: SaveRequest, of stored: StoredObject) -> EventDraft? {
        guard let instance = request.instance else {
            return stored.object.representative.map(EventDraft.init)
        }
        return EventDraft(instance, of: stored.object, zones: replica.zones)
    }

    /// Whether an edit can make an overlap: another title cannot.
    private func changesTime(_ request: SaveRequest, of stored: StoredObject) -> Bool {
        guard let opened = opened(request, of: stored) else { return true }
        let shown = EditedDraft(opened, stored.object, replica.zones).shown
        let draft = request.draft
        return draft.start != shown.start || draft.end != shown.end || draft.rule != shown.rule
            || draft.status != shown.status || draft.isTransparent != shown.isTransparent
            || request.oldCalendar != request.calendar
    }

    private func store(
        _ changes: [ObjectChange], _ object: CalendarObject, _ request: SaveRequest,
        _ kind: SavedChange.Kind
    ) throws -> Input {
        let title = request.draft.title
        let ids = try replica.apply(
            changes, label: strings.undoLabel(kind, title: title), now: now())
        let resolver = ZoneResolver(database: replica.zones, calendar: object.calendar)
        let start = request.draft.start
        let local =
            start.isDate
            ? start.wallClock : display.local(at: resolver.instant(start, display: display))
        return .saved(SavedChange(kind: kind, title: title, object: ids.last, start: local))
    }

    func delete(_ request: DeleteRequest) throws -> Input {
        guard let stored = try replica.object(request.object) else {
            throw ReplicaError.noSuchObject(request.object)
        }
        let rest = stored.object.deleted(
            at: request.recurrenceID, scope: request.scope, now: now(), zones: replica.zones)
        let change: ObjectChange =
            if let rest { .put(stored.id, stored.calendar, rest) } else { .delete(stored.id) }
        let title = request.instance.title
        _ = try replica.apply(
            [change], label: strings.undoLabel(.deleted, title: title), now: now())
        return .saved(SavedChange(kind: .deleted, title: title, object: nil, start: nil))
    }
}

/// Overlaps of what is about to be saved.
extension EffectRunner {
    /// The question to ask before saving; nil when nothing overlaps or nobody minds.
    private func overlapping(
        _ request: SaveRequest, _ object: CalendarObject, _ calendar: CalendarInfo
    ) throws -> Input? {
        let isRefused = calendar.policy == .reject
        guard calendar.policy != .allow, isRefused || !request.allowsOverlap else { return nil }
        let drafts = compared(request, object)
        guard let first = drafts.map(\.span.lowerBound).min(),
            let last = drafts.map(\.span.upperBound).max()
        else { return nil }
        let shown = try replica.calendars().filter { $0.isVisible || $0.id == calendar.id }
        let others = try replica.instances(
            in: first..<max(last, first.adding(seconds: 1)), display: display,
            calendars: Set(shown.map(\.id)), limit: EffectRunner.instanceLimit)
        // An edit of one instance may run into another one of the same series.
        let isOne = request.scope == .this && request.recurrenceID != nil
        let foreign = others.filter {
            isOne || request.object == nil || $0.object != request.object
        }
        let pairs = overlaps(
            of: drafts, with: foreign, rules: OverlapRules(limit: EffectRunner.pairLimit))
        var named: [Instance] = []
        for pair in pairs where !named.contains(where: { $0.key == pair.second.key }) {
            named.append(pair.second)
            if named.count >= EffectRunner.namedOverlaps { break }
        }
        return named.isEmpty ? nil : .overlapping(request, named, isRefused: isRefused)
    }

    /// The instances to compare: the edited one, or those of a year from its start, what is past
    /// of a series left out.
    private func compared(_ request: SaveRequest, _ object: CalendarObject) -> [Instance] {
        func expand(_ window: Range<Instant>, _ limit: Int) -> [Instance] {
            object.instances(in: window, zones: replica.zones, display: display, limit: limit)
        }
        let resolver = ZoneResolver(database: replica.zones, calendar: object.calendar)
        let start = resolver.instant(request.draft.start, display: display)
        let end = resolver.instant(request.draft.end, display: display)
        let isOne = request.scope == .this && request.recurrenceID != nil
        if isOne || request.draft.rule == nil {
            let around = expand(start..<max(end, start.adding(seconds: 1)), 100)
            return around.filter { $0.span.lowerBound == start }
        }
        let from = max(start, min(now(), Instant(seconds: .max)))
        return expand(
            from..<from.adding(seconds: EffectRunner.horizonDays * 86_400),
            EffectRunner.comparedInstances)
    }
}
