/// An object that a search found.
public struct SearchHit: Hashable, Sendable {
    /// The object.
    public let object: ObjectID
    /// The calendar it belongs to.
    public let calendar: CalendarID
    /// The object's UID.
    public let uid: UID
    /// The title of the master, or of the first override when there is no master.
    public let title: String
    /// Its location.
    public let location: String
    /// Where the master starts, as written.
    public let start: CalendarTime
    /// The instance nearest to the time of the search: the one that lasts, else the next one,
    /// else the last one; nil when the event has none near.
    public let nearest: Instance?
    /// Whether every word was found in the title.
    public let isTitleMatch: Bool
}
