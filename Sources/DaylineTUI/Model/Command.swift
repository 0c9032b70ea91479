/// Everything a key can mean. Help, footer and manual page are printed from these cases.
enum Command: String, Hashable, Sendable, CaseIterable {
    // Moving.
    case left, right, up, down
    case previousPage, nextPage, previousMonth, nextMonth
    case lineStart, lineEnd, first, last
    case today, goToDate
    case nextEvent, previousEvent, cycleForward, cycleBackward
    // Views.
    case monthView, weekView, dayView, agendaView, toggleSidebar, focusSidebar, toggleCalendar
    // Events.
    case open, newEvent, edit, delete, earlier, later, dayEarlier, dayLater
    // The form.
    case nextField, previousField, save, toggleField, nextChoice, previousChoice, complete
    // Syncing and alerts.
    case outbox, editConflicts, syncNow, retry, accept, acknowledge, snooze, chooseSnooze
    // Edit conflicts.
    case takeMine, takeTheirs, takeAllMine, takeAllTheirs, skip
    // Everything else.
    case search, undo, redo, redraw, help, cancel, confirm, quit

    enum Group: String, Hashable, Sendable, CaseIterable {
        case moving, views, events, form, sync, other
    }

    /// The chapter of the help screen.
    var group: Group {
        switch self {
        case .left, .right, .up, .down, .previousPage, .nextPage, .previousMonth, .nextMonth,
            .lineStart, .lineEnd, .first, .last, .today, .goToDate, .nextEvent, .previousEvent,
            .cycleForward, .cycleBackward:
            .moving
        case .monthView, .weekView, .dayView, .agendaView, .toggleSidebar, .focusSidebar,
            .toggleCalendar:
            .views
        case .open, .newEvent, .edit, .delete, .earlier, .later, .dayEarlier, .dayLater: .events
        case .nextField, .previousField, .save, .toggleField, .nextChoice, .previousChoice,
            .complete:
            .form
        case .outbox, .editConflicts, .syncNow, .retry, .accept, .acknowledge, .snooze,
            .chooseSnooze, .takeMine, .takeTheirs, .takeAllMine, .takeAllTheirs, .skip:
            .sync
        case .search, .undo, .redo, .redraw, .help, .cancel, .confirm, .quit: .other
        }
    }
}
