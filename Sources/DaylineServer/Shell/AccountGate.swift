import Synchronization

/// Counts the requests of each account that are being answered.
final class AccountGate: Sendable {
    private let limit: Int
    private let running = Mutex<[AccountID: Int]>([:])

    init(limit: Int) { self.limit = limit }

    /// - Returns: false when the account has as many as it may; else `leave` must follow.
    func enter(_ account: AccountID) -> Bool {
        running.withLock { running in
            let count = running[account, default: 0]
            guard count < limit else { return false }
            running[account] = count + 1
            return true
        }
    }

    func leave(_ account: AccountID) {
        running.withLock { running in
            guard let count = running[account] else { return }
            running[account] = count > 1 ? count - 1 : nil
        }
    }
}
