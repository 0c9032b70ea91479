import Core

/// A calendar as the sidebar and the form show it.
struct CalendarItem: Hashable, Sendable {
    var id: CalendarID
    var name: String
    /// 0xRRGGBB.
    var rgb: UInt32
    var isVisible: Bool
    var isReadOnly: Bool

    init(
        id: CalendarID, name: String, rgb: UInt32, isVisible: Bool = true,
        isReadOnly: Bool = false
    ) {
        self.id = id
        self.name = name
        self.rgb = rgb
        self.isVisible = isVisible
        self.isReadOnly = isReadOnly
    }
}
