import Core

/// What the user is told.
enum SyncReport: Hashable, Sendable {
    case standing(Standing)
    /// The replica was written to: who shows it reads it again.
    case changed
    /// What others changed.
    case notices([RemoteNotice])
    case warning(SyncWarning)
}

/// How an account stands.
struct Standing: Hashable, Sendable {
    var condition = AccountCondition.fresh
    /// Whether requests are on their way.
    var isBusy = false
    var counts = OutboxCounts()
    var lastSync: Instant?
    var tally = SyncTally()
    /// nil when nothing large is on its way.
    var progress: Progress?
    /// Where the WebSocket of notifications is; nil when the server has none.
    var notifications: String?

    struct Progress: Hashable, Sendable {
        enum Kind: Hashable, Sendable { case pull, push }
        var kind: Kind
        var done: Int
        /// nil when it is not known yet.
        var total: Int?
    }
}

/// What the user should know, once.
enum SyncWarning: Hashable, Sendable {
    /// Seconds that the server's clock is ahead of ours.
    case clockSkew(seconds: Int)
    /// Deletions wait for consent.
    case held(calendar: String, deletions: Int)
    /// The calendar is not on the server any more; its objects are kept.
    case calendarGone(String)
    /// The account is another one than before; everything is compared before something is sent.
    case otherAccount
    /// The account is full: only deletions are sent.
    case full
    /// Objects that the server lists and does not hand out, or that nobody can read.
    case unreadable(calendar: String, count: Int)
}
