import Control
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
    /// How the accounts stand by the replica; answered by `Input.accounts`.
    case loadAccounts
    /// Answered by `Input.outbox`.
    case loadOutbox
    /// What would be sent; answered by `Input.outgoing`.
    case loadOutgoing(OperationID)
    /// Opens the form of an event that the outbox names; answered by `Input.details`.
    case editObject(ObjectID)
    case retry(OperationID)
    case discard(OutboxEntry)
    /// Consents to the deletions that are held back for an account.
    case acceptDeletions(account: String)
    /// Answered by `Input.editConflicts`.
    case loadEditConflicts
    case resolve(EditConflict, EditConflictResolution)
    /// Settles an edit conflict with a side for each clash.
    case join(EditConflict, [MergeClash: MergePreference])
    /// Says something to the daemon.
    case tell(ControlRequest)
    /// Draw the whole screen anew.
    case redraw
    case beep
    case quit
}

extension Effect {
    /// Whether it may leave something for the daemon to push.
    var isWriting: Bool {
        switch self {
        case .save, .delete, .undo, .redo, .retry, .discard, .acceptDeletions, .resolve, .join:
            true
        default: false
        }
    }
}
