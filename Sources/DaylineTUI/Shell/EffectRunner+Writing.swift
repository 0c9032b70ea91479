import Core

/// Saving and deleting, each one transaction that can be undone.
extension EffectRunner {
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
        return request.draft.canOverlap(since: shown) || request.oldCalendar != request.calendar
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
        let planned = PlannedSave(
            object, start: request.draft.start, replaced: request.object,
            isOneInstance: request.scope == .this && request.recurrenceID != nil)
        let found = try replica.overlaps(
            of: planned, in: calendar.id, now: now(), display: display
        ).instances
        guard !found.isEmpty else { return nil }
        let named = Array(found.prefix(EffectRunner.namedOverlaps))
        return .overlapping(request, named, isRefused: isRefused)
    }
}
