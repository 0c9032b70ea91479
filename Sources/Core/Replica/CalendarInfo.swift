/// A calendar of the replica, without its objects.
public struct CalendarInfo: Hashable, Sendable {
    /// Its row; never given to another calendar.
    public let id: CalendarID
    /// What the user calls it.
    public var name: String
    /// What its events are painted in.
    public var color: RGB
    /// Whether the views show its events.
    public var isVisible: Bool
    /// What happens when an event would overlap another one.
    public var policy: OverlapPolicy
    /// Whether edits are refused.
    public var isReadOnly: Bool
    /// Where it stands in lists, counted from 0; ties by row.
    public var order: Int

    public init(
        id: CalendarID, name: String, color: RGB, isVisible: Bool = true,
        policy: OverlapPolicy = .warn, isReadOnly: Bool = false, order: Int = 0
    ) {
        self.id = id
        self.name = name
        self.color = color
        self.isVisible = isVisible
        self.policy = policy
        self.isReadOnly = isReadOnly
        self.order = order
    }
}
