import Core

/// A mouse event. What it points at is found by the view (`target(at:in:)` in `View`), because
/// only the view knows where things are; the update function decides what it means.
struct Mouse: Hashable, Sendable {
    enum Action: Hashable, Sendable { case press, doublePress, wheelUp, wheelDown }

    var action: Action
    var target: Target?
}

/// A thing on the screen that the mouse can mean.
enum Target: Hashable, Sendable {
    /// A day of a month, mini-month or agenda.
    case day(CivilDate)
    /// A slot of a time grid, on the wall clock of the display zone.
    case slot(LocalDateTime)
    case instance(InstanceKey)
    /// A row of the sidebar's list of calendars.
    case calendar(CalendarID)
    /// The name of a view in the header.
    case view(ViewKind)
    /// A key hint in the footer.
    case command(Command)
    case field(FormField)
    /// A choice of a dialog, counted from 0.
    case choice(Int)
    /// A row of a list (search results), counted from 0.
    case row(Int)
}
