import Core

/// An event to be written: a new one when `object` is nil.
struct SaveRequest: Hashable, Sendable {
    var object: ObjectID?
    /// Where it is stored now; nil for a new event.
    var oldCalendar: CalendarID?
    var calendar: CalendarID
    /// The instance that was opened; nil for a new event.
    var instance: Instance?
    var scope: EditScope = .all
    /// Whether the rule was changed: then one instance alone cannot be meant.
    var changesRule = false
    /// Whether only its time was changed, without the form.
    var isMove = false
    /// What the event said when it was opened; nil for a new one.
    var base: EventDraft?
    var draft: EventDraft
    /// Whether the user has seen the overlaps and wants it anyway.
    var allowsOverlap = false

    /// nil when the event does not recur.
    var recurrenceID: CalendarTime? { instance?.recurrenceID }

    /// What "this, this and future, or all" can offer.
    var possibleScopes: [DialogChoice] {
        let movesCalendar = oldCalendar != nil && oldCalendar != calendar
        if movesCalendar { return [.all] }
        return changesRule ? [.thisAndFuture, .all] : [.this, .thisAndFuture, .all]
    }
}

/// An event, or some instances of it, to be deleted.
struct DeleteRequest: Hashable, Sendable {
    var object: ObjectID
    var instance: Instance
    /// nil when the event does not recur.
    var recurrenceID: CalendarTime?
    var scope: EditScope = .all
}
