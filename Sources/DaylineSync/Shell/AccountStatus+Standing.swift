import Control
import Core

extension AccountStatus {
    /// How an account stands, as clients are told.
    init(_ standing: Standing, name: String, isLive: Bool) {
        self.init(
            name: name, state: .fresh, pending: standing.counts.pending,
            dead: standing.counts.dead, editConflicts: standing.counts.editConflicts,
            lastSync: standing.lastSync?.seconds, isLive: isLive)
        switch standing.condition {
        case .fresh: state = .fresh
        case .fine: state = .online
        case .offline(let reason, let moment):
            (state, text, retry) = (.offline, reason, moment.seconds)
        case .unauthorized(let reason): (state, text) = (.unauthorized, reason)
        case .full: (state, text) = (.full, "the account is full: only deletions are sent")
        case .held(let reason): (state, text) = (.held, reason)
        }
        if standing.isBusy { state = .syncing }
        progress = standing.progress.map { progress in
            let kind: SyncProgress.Kind = progress.kind == .pull ? .pull : .push
            return SyncProgress(kind: kind, done: progress.done, total: progress.total)
        }
    }
}

extension SyncWarning {
    /// One sentence.
    var text: String {
        switch self {
        case .clockSkew(let seconds):
            "the server's clock is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") ours"
        case .held(let calendar, let deletions):
            "\(deletions) deletions in “\(calendar)” wait for consent:"
                + " dayline sync --accept-deletes"
        case .calendarGone(let name):
            "“\(name)” is not on the server any more; its events are kept"
        case .otherAccount: "another account than before: everything is compared first"
        case .full: "the account is full: only deletions are sent"
        case .unreadable(let calendar, let count):
            "\(count) objects in “\(calendar)” cannot be read"
        }
    }
}
