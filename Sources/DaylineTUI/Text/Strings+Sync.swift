import Control
import Core

/// Syncing, the outbox and alerts.
protocol SyncStrings: Sendable {
    /// "offline", "password refused".
    func syncState(_ state: AccountStatus.State) -> String
    /// "fetching 120 of 400".
    func progress(_ progress: SyncProgress) -> String
    /// "3 waiting", "2 refused", "1 edit conflict": for the header where there is room.
    func waiting(_ count: Int) -> String
    func refused(_ count: Int) -> String
    func editConflicts(_ count: Int) -> String
    /// "again 14:10".
    func again(at time: LocalDateTime) -> String
    /// Somebody else changed something in a calendar.
    func notice(calendar: String, _ text: String) -> String
    var noAccounts: String { get }
    var noDaemon: String { get }
    var syncing: String { get }

    /// "save", "delete", "make calendar": what an edit of the outbox asks for.
    func name(_ kind: OperationKind) -> String
    /// "waiting", "refused: overlaps Lunch".
    func state(_ entry: OutboxEntry) -> String
    func label(_ field: OutboxField) -> String
    var outboxTitle: String { get }
    var outboxEmpty: String { get }
    /// "12 deletions in Work wait for your consent".
    func held(_ count: Int, calendar: String) -> String
    var nothingToEdit: String { get }
    func retried(_ isDone: Bool) -> String
    func discarded(_ entry: OutboxEntry, isDone: Bool) -> String
    /// What the undo journal remembers.
    func discardLabel(_ entry: OutboxEntry) -> String
    var deletionsAccepted: String { get }

    /// "edited on both sides".
    func name(_ kind: EditConflict.Kind) -> String
    /// "Title" for SUMMARY; names that nobody has a word for come as they are.
    func label(_ property: PropertyName) -> String
    /// "Event", "Alarm", "Calendar".
    func name(component: String) -> String
    /// "mine", "the server's".
    func name(_ side: MergePreference) -> String
    /// Before what both sides knew.
    var agreedBefore: String { get }
    /// "2 to decide"; with none, that all is decided.
    func undecided(_ count: Int) -> String
    var allDecided: String { get }
    /// The row is no clash.
    var nothingToDecide: String { get }
    var noEditConflicts: String { get }
    func resolved(_ found: EditConflict, isDone: Bool) -> String
    /// What the undo journal remembers.
    func resolveLabel(_ found: EditConflict) -> String

    var alertTitle: String { get }
    /// "2 more".
    func moreAlerts(_ count: Int) -> String
    /// "in 5 min", "now", "3 min ago"; `minutes` until the start.
    func distance(minutes: Int) -> String
    /// For an alert that should have come before.
    var late: String { get }
    var noAlert: String { get }
    func acknowledged(_ title: String) -> String
    func snoozed(_ title: String, minutes: Int) -> String
}

/// The rows of an edit of the outbox.
enum OutboxField: Hashable, Sendable, CaseIterable {
    case what, calendar, made, state, reason, rule, clashes, tries
}
