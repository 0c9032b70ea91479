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
        }
    }
}

/// An answer of a dialog; its text and letter come from `Strings`.
enum DialogChoice: Hashable, Sendable, CaseIterable {
    case this, thisAndFuture, all, delete, saveAnyway, keepEditing, discard, cancel

    /// What a scope choice means for the edit.
    var scope: EditScope? {
        switch self {
        case .this: .this
        case .thisAndFuture: .thisAndFuture
        case .all: .all
        case .delete, .saveAnyway, .keepEditing, .discard, .cancel: nil
        }
    }
}
