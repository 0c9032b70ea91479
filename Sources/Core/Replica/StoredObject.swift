/// A calendar object and where the replica keeps it.
public struct StoredObject: Sendable {
    /// Its row; never given to another object.
    public let id: ObjectID
    /// The calendar it belongs to.
    public let calendar: CalendarID
    /// Its components, as stored.
    public let object: CalendarObject

    public init(id: ObjectID, calendar: CalendarID, object: CalendarObject) {
        self.id = id
        self.calendar = calendar
        self.object = object
    }
}

/// One change of an edit; an edit is a list of them, applied together or not at all.
public enum ObjectChange: Sendable {
    /// Stores an object: a new one when the id is nil, else in place of the stored one, which may
    /// move to another calendar thereby.
    case put(ObjectID?, CalendarID, CalendarObject)
    /// Removes an object.
    case delete(ObjectID)
}

/// An edit that can be undone or redone.
public struct UndoStep: Hashable, Sendable {
    /// What the edit did, as the user was told: `Delete “Lunch”`.
    public let label: String
    /// When the edit was made.
    public let made: Instant
}
