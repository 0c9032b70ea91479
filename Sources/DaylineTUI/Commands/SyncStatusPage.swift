import Control
import Core

/// How the accounts stand, for `sync status` and `account list`.
struct SyncStatusPage {
    /// Whether a daemon told it; else it is what the replica remembers.
    let isRunning: Bool
    let accounts: [AccountStatus]

    func writeText(_ session: inout Session) {
        let width = accounts.map { DisplayWidth.columns($0.name) }.max() ?? 0
        for account in accounts {
            let used = session.out.safe(account.name)
            session.out.spaces(width - used + 2)
            session.out.safe(SyncText(account, session, isRunning: isRunning).line)
            session.out.line()
        }
        if accounts.isEmpty {
            session.warn("there is no account yet; dayline account add URL makes one")
        } else if !isRunning {
            session.warn("no daemon runs; systemctl --user enable --now dayline-sync starts it")
        }
    }

    func writeJSON(_ session: inout Session) {
        var json = JSONWriter()
        json.object { json in
            json.field("daemon", isRunning)
            json.key("accounts")
            json.lines(of: accounts) { $0.status($1) }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}

/// One account's state in words.
struct SyncText {
    /// `offline: no route to host; again at 14:10 · 3 waiting · 1 dead letter`
    let line: String

    init(_ account: AccountStatus, _ session: Session, isRunning: Bool) {
        func clock(_ seconds: Int) -> String {
            let local = session.profile.zone.local(at: Instant(seconds: seconds))
            let time = session.strings.time(local)
            return local.date == session.today
                ? time : "\(session.strings.dayShort(local.date, today: session.today)) \(time)"
        }
        var state = session.strings.syncState(account.state)
        if !account.text.isEmpty { state += ": \(account.text)" }
        if let retry = account.retry, isRunning { state += "; again at \(clock(retry))" }
        // Nobody is online without a daemon.
        let isKnown = isRunning || account.state != .online
        var parts = isKnown ? [state] : []
        if let progress = account.progress {
            parts.append(session.strings.progress(progress))
        }
        if account.pending > 0 { parts.append("\(account.pending) waiting") }
        if account.dead > 0 { parts.append(counted(account.dead, "dead letter")) }
        if account.editConflicts > 0 {
            parts.append(counted(account.editConflicts, "edit conflict"))
        }
        if let last = account.lastSync { parts.append("in step at \(clock(last))") }
        line = parts.isEmpty ? state : parts.joined(separator: " · ")
    }
}

extension JSONWriter {
    /// An account's state, as `sync status --json` prints it.
    mutating func status(_ account: AccountStatus) {
        object { json in
            json.field("name", account.name)
            json.field("state", account.state.rawValue)
            json.field("text", account.text)
            json.field("pending", account.pending)
            json.field("dead", account.dead)
            json.field("editConflicts", account.editConflicts)
            json.field("retry", account.retry.map { "\(Instant(seconds: $0))" })
            json.field("lastSync", account.lastSync.map { "\(Instant(seconds: $0))" })
            json.field("live", account.isLive)
        }
    }
}
