import Control
import Core

/// What the interface knows of syncing and of alerts.
struct SyncState: Hashable, Sendable {
    /// Whether a daemon tells; else the replica's counts are shown.
    var isConnected = false
    /// Empty when nothing is synced.
    var accounts: [AccountStatus] = []
    /// Alerts that nobody acknowledged yet; the first one is shown.
    var alerts: [AlertMessage] = []
    /// Minutes that a snooze lasts unless others are said.
    var snoozeMinutes = 10

    /// The worst that an account has to say; it is what a glance has to tell.
    var worst: AccountStatus? {
        accounts.max { ($0.state.severity, $1.name) < ($1.state.severity, $0.name) }
    }

    var pending: Int { accounts.reduce(0) { $0 + $1.pending } }
    var dead: Int { accounts.reduce(0) { $0 + $1.dead } }
    var editConflicts: Int { accounts.reduce(0) { $0 + $1.editConflicts } }
    /// Of the first account that has some.
    var progress: SyncProgress? { accounts.lazy.compactMap(\.progress).first }
}

extension AccountStatus.State {
    /// Higher wants the user more.
    var severity: Int {
        switch self {
        case .online: 0
        case .fresh: 1
        case .syncing: 2
        case .offline: 3
        case .full: 4
        case .held: 5
        case .unauthorized: 6
        }
    }
}
