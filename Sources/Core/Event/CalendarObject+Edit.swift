extension CalendarObject {
    /// Makes an object from a draft.
    /// - Throws: what is wrong with the draft.
    public static func make(
        _ draft: EventDraft, uid: UID, now: Instant, zones: ZoneDatabase
    ) throws(EditError) -> CalendarObject {
        var event = Component(
            "VEVENT",
            properties: [
                .text(.uid, uid.text), .time(.dtstamp, .utc(now)), .time(.created, .utc(now)),
                .time(.lastModified, .utc(now)), Property(.sequence, "0"),
            ])
        let shell = Component("VCALENDAR")
        let empty = CalendarObject(
            calendar: Component("VCALENDAR", properties: headerProperties(of: shell)), uid: uid,
            components: [])
        var editor = ObjectEditor(empty, zones)
        try editor.check(draft)
        DraftWriter(draft: draft).write(into: &event, was: nil)
        if let rule = draft.rule {
            let closed = editor.clocks.withEnd(rule, of: draft.start)
            event.set(Property(.rrule, closed.description))
        }
        editor.append(event)
        return editor.result(naming: draft)
    }

    /// Changes the event, or some of its instances.
    ///
    /// - Parameters:
    ///   - recurrenceID: the instance that the draft was made from; nil for the event as a whole.
    ///   - newUID: for the series that a split makes.
    /// - Returns: one object, or two after a split: the earlier instances, then the later ones.
    /// - Throws: what is wrong with the draft, or `.notAnEvent`.
    public func edited(
        _ draft: EventDraft, at recurrenceID: CalendarTime?, scope: EditScope, newUID: UID,
        now: Instant, zones: ZoneDatabase
    ) throws(EditError) -> [CalendarObject] {
        var editor = ObjectEditor(self, zones)
        try editor.check(draft)
        guard let id = recurrenceID, editor.isSeries else {
            return [try editor.editAll(draft, at: nil, now: now)]
        }
        guard master != nil else { return [try editor.editThis(draft, at: id, now: now)] }
        switch scope {
        case .this: return [try editor.editThis(draft, at: id, now: now)]
        case .all: return [try editor.editAll(draft, at: id, now: now)]
        case .thisAndFuture:
            guard editor.hasInstances(before: editor.wallSeconds(of: id)) else {
                return [try editor.editAll(draft, at: id, now: now)]
            }
            return [
                editor.truncated(before: id, now: now),
                try editor.editFuture(draft, at: id, uid: newUID, now: now),
            ]
        }
    }

    /// Takes away the event, or some of its instances.
    /// - Parameter recurrenceID: the instance meant; nil for the event as a whole.
    /// - Returns: nil when nothing remains to be stored.
    public func deleted(
        at recurrenceID: CalendarTime?, scope: EditScope, now: Instant, zones: ZoneDatabase
    ) -> CalendarObject? {
        var editor = ObjectEditor(self, zones)
        guard let id = recurrenceID, editor.isSeries, scope != .all else { return nil }
        let wall = editor.wallSeconds(of: id)
        if scope == .thisAndFuture {
            return editor.hasInstances(before: wall) ? editor.truncated(before: id, now: now) : nil
        }
        editor.deleteThis(id, now: now)
        let result = editor.result()
        return ObjectEditor(result, zones).hasInstances(before: SeriesSeed.allIDs.upperBound)
            || result.master == nil && !result.overrides.isEmpty ? result : nil
    }
}

extension ObjectEditor {
    /// - Throws: what makes a draft unfit to be written.
    func check(_ draft: EventDraft) throws(EditError) {
        guard draft.start.isDate == draft.end.isDate else { throw .mixedDateAndTime }
        for id in [draft.start, draft.end].compactMap(\.zoneID) where clocks.zone(id) == nil {
            throw .unknownZone(id)
        }
        let isOrdered =
            if let start = clocks.instant(of: draft.start), let end = clocks.instant(of: draft.end)
            {
                start <= end
            } else {
                draft.start.wallClock <= draft.end.wallClock
            }
        guard isOrdered, !draft.start.isDate || draft.start != draft.end else {
            throw .endBeforeStart
        }
        guard let rule = draft.rule else { return }
        do {
            _ = try RuleSeries(
                rule, start: draft.start.wallClock, isDate: draft.start.isDate, until: nil)
        } catch {
            throw .rule(error)
        }
    }
}
