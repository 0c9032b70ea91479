import Control
import Core

/// Everything that can happen to the interface.
enum Input: Hashable, Sendable {
    case key(Key)
    /// Text pasted or sent by the terminal in one piece.
    case paste(String)
    case mouse(Mouse)
    case resized(Size)
    /// The clock, at least once a minute: an instant and its wall clock in the display zone.
    case tick(Instant, LocalDateTime)

    /// How long a snooze lasts unless the user says it.
    case snoozeMinutes(Int)

    // The daemon.
    case daemonCame
    case daemonWent
    case daemon(ControlMessage)

    // Answers of effects.
    case calendars([CalendarItem])
    /// Instances of the visible calendars in `window`, sorted by start; whether each overlaps.
    case loaded(window: Range<CivilDate>, [Instance], overlapping: [Bool])
    case details(EventDetails, DetailsPurpose)
    case zones([String])
    case found(String, [SearchRow])
    /// Not saved: it would share time with these.
    case overlapping(SaveRequest, [Instance], isRefused: Bool)
    case saved(SavedChange)
    /// The label of what was undone or redone; nil when there was nothing.
    case undone(String?)
    case redone(String?)
    case accounts([AccountStatus])
    case outbox([OutboxRow])
    case outgoing(OutboxDetails)
    case editConflicts([EditConflictItem])
    /// The outbox, or an edit conflict, is no more as it was: one sentence.
    case settled(String)
    /// Nothing was lost; `text` is one sentence for the user.
    case failed(text: String)
    /// Another process wrote to the replica.
    case changedElsewhere
}

/// What the details were loaded for.
enum DetailsPurpose: Hashable, Sendable { case show, edit, move(NominalDuration) }

/// A change that is on disk.
struct SavedChange: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case added, changed, deleted, moved }

    var kind: Kind
    var title: String
    /// Where the event is now; nil when it was deleted.
    var object: ObjectID?
    /// Its wall clock in the display zone, to move the cursor to it.
    var start: LocalDateTime?
}
