import Control
import Synchronization

/// How all accounts stand, for clients and for systemd.
final class StatusBoard: Sendable {
    private struct Entry: Sendable {
        var standing = Standing()
        var isLive = false
    }

    private let entries = Mutex<[String: Entry]>([:])
    /// Called after each change.
    private let changed: @Sendable (DaemonStatus) -> Void

    init(changed: @escaping @Sendable (DaemonStatus) -> Void) { self.changed = changed }

    var status: DaemonStatus { entries.withLock { Self.status($0) } }

    func put(_ standing: Standing, of name: String) { change(name) { $0.standing = standing } }

    func put(isLive: Bool, of name: String) { change(name) { $0.isLive = isLive } }

    /// Takes accounts out that the configuration has no more.
    func keep(_ names: Set<String>) {
        let status = entries.withLock { entries in
            entries = entries.filter { names.contains($0.key) }
            return Self.status(entries)
        }
        changed(status)
    }

    private func change(_ name: String, _ body: (inout Entry) -> Void) {
        let status = entries.withLock { entries in
            body(&entries[name, default: Entry()])
            return Self.status(entries)
        }
        changed(status)
    }

    private static func status(_ entries: [String: Entry]) -> DaemonStatus {
        DaemonStatus(
            accounts: entries.sorted { $0.key < $1.key }.map { name, entry in
                AccountStatus(entry.standing, name: name, isLive: entry.isLive)
            })
    }
}

extension DaemonStatus {
    /// For `systemctl status`.
    var line: String {
        if accounts.isEmpty { return "no accounts" }
        return accounts.map { account in
            let pending = account.pending > 0 ? ", \(account.pending) pending" : ""
            return "\(account.name): \(account.state.rawValue)\(pending)"
        }.joined(separator: "; ")
    }
}
