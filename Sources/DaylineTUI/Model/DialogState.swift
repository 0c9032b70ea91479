import Control
import Core

/// A question with a few answers, over whatever is on the screen.
struct DialogState: Hashable, Sendable {
    enum Question: Hashable, Sendable {
        /// Which instances of a recurring event to save.
        case saveScope(SaveRequest)
        /// Which instances of a recurring event to delete.
        case deleteScope(DeleteRequest)
        case confirmDelete(DeleteRequest)
        /// The event to save shares time with these instances.
        /// When `isRefused`, the calendar does not allow it at all.
        case overlap(SaveRequest, [Instance], isRefused: Bool)
        /// The form has changes that would be lost.
        case discard
        /// An edit of the outbox is to be given up.
        case discardEdit(OutboxEntry)
        /// A pull would remove much of a calendar.
        case heldDeletions(OutboxRow)
        /// For how long an alert shall be quiet.
        case snooze(AlertMessage)
    }

    var question: Question
    /// The choice that Enter takes, counted from 0.
    var selected = 0

    var choices: [DialogChoice] {
        switch question {
        case .saveScope(let request): request.possibleScopes + [.cancel]
        case .deleteScope: [.this, .thisAndFuture, .all, .cancel]
        case .confirmDelete: [.delete, .cancel]
        case .overlap(_, _, let isRefused): isRefused ? [.cancel] : [.saveAnyway, .cancel]
        case .discard: [.keepEditing, .discard]
        case .discardEdit: [.discardEdit, .cancel]
        case .heldDeletions: [.acceptDeletions, .keepEvents]
        case .snooze: DialogChoice.snoozes + [.cancel]
        }
    }
}

/// An answer of a dialog; its text and letter come from `Strings`.
enum DialogChoice: Hashable, Sendable, CaseIterable {
    case this, thisAndFuture, all, delete, saveAnyway, keepEditing, discard, cancel
    case discardEdit, acceptDeletions, keepEvents
    case fiveMinutes, tenMinutes, halfHour, hour, day

    static let snoozes: [DialogChoice] = [.fiveMinutes, .tenMinutes, .halfHour, .hour, .day]

    /// How long a snooze lasts.
    var minutes: Int? {
        switch self {
        case .fiveMinutes: 5
        case .tenMinutes: 10
        case .halfHour: 30
        case .hour: 60
        case .day: 1440
        default: nil
        }
    }

    /// What a scope choice means for the edit.
    var scope: EditScope? {
        switch self {
        case .this: .this
        case .thisAndFuture: .thisAndFuture
        case .all: .all
        default: nil
        }
    }
}
