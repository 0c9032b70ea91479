import Core

/// A change of a stored event, checked and saved as one step.
struct EventChange {
    let replica: Replica
    let stored: StoredObject
    /// What was stored, and what is to be.
    let opened: EventDraft
    let draft: EventDraft
    let scope: EditScope
    let recurrenceID: CalendarTime?
    let kind: SavedChange.Kind
    var isOverlapAllowed = false
    /// Where it goes; another calendar than before moves it.
    var calendar: CalendarID

    init(
        replica: Replica, stored: StoredObject, opened: EventDraft, draft: EventDraft,
        scope: EditScope, recurrenceID: CalendarTime?, kind: SavedChange.Kind
    ) {
        self.replica = replica
        self.stored = stored
        self.opened = opened
        self.draft = draft
        self.scope = scope
        self.recurrenceID = recurrenceID
        self.kind = kind
        self.calendar = stored.calendar
    }

    /// What is stored, as a draft: of the chosen instance, or of the whole event.
    static func draft(
        of stored: StoredObject, _ instance: Instance?, _ session: Session
    ) throws -> EventDraft {
        if let instance,
            let draft = EventDraft(instance, of: stored.object, zones: session.profile.zones)
        {
            return draft
        }
        guard let event = stored.object.representative else { throw EditError.notAnEvent }
        return EventDraft(event)
    }

    /// Saves the change; the later part of a split becomes an event of its own.
    func save(_ session: inout Session) throws {
        let objects = try stored.object.edited(
            draft, at: recurrenceID, scope: scope, newUID: session.machine.makeUID(),
            now: session.now, zones: session.profile.zones)
        guard let info = try replica.calendars().first(where: { $0.id == calendar }) else {
            throw ReplicaError.noSuchCalendar(calendar)
        }
        let check = OverlapCheck(replica: replica, calendar: info, isAllowed: isOverlapAllowed)
        let canOverlap = calendar != stored.calendar || draft.canOverlap(since: opened)
        if canOverlap, let changed = objects.last {
            try check.check(
                PlannedSave(
                    changed, start: draft.start, replaced: stored.id,
                    isOneInstance: scope == .this && recurrenceID != nil),
                session)
        }
        let changes = objects.enumerated().map { index, object in
            ObjectChange.put(index == 0 ? stored.id : nil, calendar, object)
        }
        let ids = try replica.apply(
            changes, label: session.strings.undoLabel(kind, title: draft.title), now: session.now)
        session.out.append(kind == .moved ? "moved " : "changed ")
        session.out.append(ids.map { "#\($0.row)" }.joined(separator: " and "))
        session.out.append(" ")
        session.out.safe(draft.title.isEmpty ? session.strings.untitled : draft.title)
        session.out.line()
    }
}
