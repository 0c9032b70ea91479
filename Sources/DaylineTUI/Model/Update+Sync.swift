import Control
import Core

/// What the daemon says, and what is asked of it.
extension Model {
    mutating func take(_ message: ControlMessage) -> [Effect] {
        switch message {
        case .hello: return []
        case .status(let status):
            let outbox = sync.waiting
            sync.accounts = status.accounts
            return outbox == sync.waiting ? [] : reloadOutbox
        case .changed: return reload() + reloadOutbox
        case .alert(let alert): return show(alert)
        case .alertEnded(let id):
            sync.alerts.removeAll { $0.id == id }
            return []
        case .notice(let calendar, let text):
            self.message = Message(
                kind: .info, text: strings.notice(calendar: calendar, text))
            return []
        case .done(true, let text):
            if !text.isEmpty { self.message = Message(kind: .info, text: text) }
            return []
        case .done(false, let text), .error(let text):
            self.message = Message(kind: .warning, text: strings.failed(text))
            return []
        }
    }

    /// Answers about the outbox and what belongs to it.
    mutating func takeSynced(_ input: Input) -> [Effect] {
        switch input {
        case .accounts(let accounts):
            // A daemon that came meanwhile knows better.
            if !sync.isConnected { sync.accounts = accounts }
            return []
        case .outbox(let rows): take(rows)
        case .outgoing(let page): take(page)
        case .editConflicts(let found): return take(found)
        case .settled(let text): return settled(text)
        default: break  // other inputs do not come here
        }
        return []
    }

    /// A daemon is there: it says everything anew.
    mutating func daemonCame() -> [Effect] {
        sync.isConnected = true
        sync.alerts = []
        return [.tell(.subscribe)]
    }

    /// Without a daemon the replica tells what it knows.
    mutating func daemonWent() -> [Effect] {
        sync.isConnected = false
        return [.loadAccounts]
    }

    mutating func syncNow() -> [Effect] {
        guard !sync.accounts.isEmpty else {
            message = Message(kind: .info, text: strings.noAccounts)
            return []
        }
        guard sync.isConnected else {
            message = Message(kind: .warning, text: strings.noDaemon)
            return [.beep]
        }
        message = Message(kind: .info, text: strings.syncing)
        return [.tell(.sync(account: nil))]
    }

    /// The counts of a replica that was just written to; a daemon tells by itself.
    var recount: [Effect] { sync.isConnected || sync.accounts.isEmpty ? [] : [.loadAccounts] }

    /// The outbox and the edit conflicts anew, where they are on the screen.
    var reloadOutbox: [Effect] {
        let isShown = layers.contains { if case .outbox = $0 { true } else { false } }
        return (isShown ? [.loadOutbox] : [])
            + (layers.contains(where: \.isEditConflicts) ? [.loadEditConflicts] : [])
    }
}

extension SyncState {
    /// What changes the outbox's rows.
    fileprivate var waiting: [Int] { [pending, dead, editConflicts] }
}
