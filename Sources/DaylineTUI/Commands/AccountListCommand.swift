import ArgumentParser
import Control
import Core
import Settings

/// `dayline account list`
struct AccountListCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the accounts.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false

    /// An account of the configuration, of the replica, or of both.
    private struct Row {
        var name: String
        var url: String
        var user: String
        var isConfigured: Bool
        var calendars: Int
        var status: AccountStatus
    }

    func run(_ session: inout Session) throws -> Outcome {
        let rows = try rows(session)
        if json { writeJSON(rows, &session) } else { writeText(rows, &session) }
        return rows.isEmpty ? .nothingFound : .ok
    }

    private func rows(_ session: Session) throws -> [Row] {
        var rows = try AccountConfig(session).accounts.map { account in
            Row(
                name: account.name, url: account.url, user: account.user, isConfigured: true,
                calendars: 0, status: AccountStatus(name: account.name, state: .fresh))
        }
        guard session.machine.files.kind(session.profile.replicaPath) != nil else { return rows }
        let replica = try session.openToRead()
        for account in try replica.accounts() where account.id != .local {
            let place = rows.firstIndex { $0.name == account.name }
            var row =
                place.map { rows[$0] }
                ?? Row(
                    name: account.name, url: account.url, user: "", isConfigured: false,
                    calendars: 0, status: AccountStatus(name: account.name, state: .fresh))
            row.calendars = try replica.calendars(of: account.id).count
            row.status = AccountStatus(account, try replica.outboxCounts(of: account.id))
            if let place { rows[place] = row } else { rows.append(row) }
        }
        return rows
    }

    private func writeText(_ rows: [Row], _ session: inout Session) {
        for row in rows {
            session.out.append(session.palette.begin(.bold))
            session.out.safe(row.name)
            session.out.append(session.palette.end)
            session.out.append("  ")
            session.out.safe(row.user.isEmpty ? row.url : "\(row.url)  \(row.user)")
            session.out.append("  \(counted(row.calendars, "calendar"))  ")
            session.out.safe(
                row.isConfigured
                    ? SyncText(row.status, session, isRunning: false).line
                    : "not in the configuration; dayline account remove forgets it")
            session.out.line()
        }
    }

    private func writeJSON(_ rows: [Row], _ session: inout Session) {
        var json = JSONWriter()
        json.lines(of: rows) { json, row in
            json.object { json in
                json.field("name", row.name)
                json.field("url", row.url)
                json.field("user", row.user)
                json.field("configured", row.isConfigured)
                json.field("calendars", row.calendars)
                json.key("status")
                json.status(row.status)
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}
