import Core

/// An event opened from the grid, with what the time index does not have (notes, rule).
struct EventDetails: Hashable, Sendable {
    var instance: Instance
    /// The event as the form would edit it, at this instance.
    var draft: EventDraft
    /// Whether the event has several instances, so that editing must ask which ones.
    var isRecurring: Bool
    /// Whether editing could lose nothing because the calendar may not be written.
    var isReadOnly: Bool
}

/// The details panel; `details` is nil until it is loaded.
struct DetailsState: Hashable, Sendable {
    var instance: Instance
    var details: EventDetails?
    /// Lines of the notes scrolled away.
    var scroll = 0
}
