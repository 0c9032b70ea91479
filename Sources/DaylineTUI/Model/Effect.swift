import Core

/// What the update function asks the shell to do. Plain data, so that a test can compare it.
enum Effect: Hashable, Sendable {
    /// Answered by `Input.loaded`.
    case load(Range<CivilDate>)
    /// Answered by `Input.details`.
    case loadDetails(Instance, DetailsPurpose)
    /// Answered by `Input.zones`.
    case loadZones
    /// Answered by `Input.calendars`.
    case loadCalendars
    case setVisible(CalendarID, Bool)
    /// Answered by `Input.saved`, `.overlapping` or `.failed`.
    case save(SaveRequest)
    case delete(DeleteRequest)
    case undo
    case redo
    /// Answered by `Input.found`.
    case search(String, limit: Int)
    /// Draw the whole screen anew.
    case redraw
    case beep
    case quit
}
