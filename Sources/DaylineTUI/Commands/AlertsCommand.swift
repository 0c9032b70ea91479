import ArgumentParser
import Control
import Core
import Settings

/// `dayline alerts …`
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "List, acknowledge and snooze alerts.",
        subcommands: [
            AlertsListCommand.self, AlertsAcknowledgeCommand.self, AlertsSnoozeCommand.self,
        ],
        defaultSubcommand: AlertsListCommand.self)
}

/// `dayline alerts list`
struct AlertsListCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List alerts that nobody acknowledged, and coming ones.")

    /// Alerts that are listed.
    private static let limit = 1000

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Days to look ahead.", valueName: "count")) var days = 1

    func run(_ session: inout Session) throws -> Outcome {
        guard (1...366).contains(days) else {
            throw CommandError.usage("--days is 1 to 366")
        }
        let replica = try session.openToRead()
        let rules = try session.alertRules()
        let window = session.now..<session.now.adding(seconds: days * 86_400)
        let open = try replica.openAlerts(rules: rules, now: session.now)
        let known = Set(open.map(\.id))
        let coming = try replica.comingAlerts(
            in: window, rules: rules, limit: AlertsListCommand.limit
        ).filter { !known.contains($0.id) }
        let calendars = try CalendarTable(replica)
        if json {
            writeJSON(open, coming, calendars, &session)
        } else {
            for alert in open { line(alert, isOpen: true, &session) }
            for alert in coming { line(alert, isOpen: false, &session) }
        }
        return open.isEmpty && coming.isEmpty ? .nothingFound : .ok
    }

    /// `! Mon 23 Nov 13:55  Planning · Mon 23 Nov, 14:00–15:30  12.1795435200.`
    private func line(_ alert: DueAlert, isOpen: Bool, _ session: inout Session) {
        let instance = alert.alert.instance
        let moment = session.profile.zone.local(at: alert.moment)
        session.out.append(isOpen ? "! " : "  ")
        session.out.append(session.strings.dayShort(moment.date, today: session.today))
        session.out.append(" \(session.strings.time(moment))  ")
        session.out.safe(instance.title.isEmpty ? session.strings.untitled : instance.title)
        session.out.append(" · ")
        session.out.append(
            session.strings.span(
                instance.local, isAllDay: instance.isAllDay, today: session.today))
        session.out.append("  ")
        session.out.append(session.palette.begin(.dim))
        session.out.append("\(alert.id)")
        session.out.append(session.palette.end)
        session.out.line()
    }

    private func writeJSON(
        _ open: [DueAlert], _ coming: [DueAlert], _ calendars: CalendarTable,
        _ session: inout Session
    ) {
        var json = JSONWriter()
        let profile = session.profile
        let all = open.map { (alert: $0, isOpen: true) } + coming.map { (alert: $0, isOpen: false) }
        json.lines(of: all) { json, row in
            json.object { json in
                json.field("id", "\(row.alert.id)")
                json.field("at", "\(row.alert.moment)")
                json.field("open", row.isOpen)
                json.field("default", row.alert.alert.isDefault)
                json.key("instance")
                json.instance(
                    row.alert.alert.instance, calendar: calendars.byID[row.alert.calendar],
                    profile: profile)
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}

/// `dayline alerts ack ID`
struct AlertsAcknowledgeCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Acknowledge an alert, on all devices.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("What the list prints.", valueName: "id")) var id: String

    func run(_ session: inout Session) throws -> Outcome {
        if try session.daemonEnds(.acknowledge(alert: id)) { return .ok }
        let replica = try session.openToWrite()
        let alert = try session.alertID(id)
        let isDone = try replica.acknowledge(
            alert, rules: session.alertRules(), label: "acknowledge an alert", now: session.now)
        if !isDone { throw CommandError.nothingFound("there is no alert “\(id)”") }
        return .ok
    }
}

/// `dayline alerts snooze ID 10m`
struct AlertsSnoozeCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze", abstract: "Show an alert again later, on all devices.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("What the list prints.", valueName: "id")) var id: String
    @Argument(
        help: ArgumentHelp(
            "How long, as 10m; the configured time unless given.", valueName: "length"))
    var length: String?

    func run(_ session: inout Session) throws -> Outcome {
        let seconds = try seconds(session)
        if try session.daemonEnds(.snooze(alert: id, seconds: seconds)) { return .ok }
        let replica = try session.openToWrite()
        let alert = try session.alertID(id)
        let isDone = try replica.snooze(
            alert, until: session.now.adding(seconds: seconds),
            alarmUID: session.machine.makeUID().text, rules: session.alertRules(),
            label: "snooze an alert", now: session.now)
        if !isDone { throw CommandError.nothingFound("there is no alert “\(id)”") }
        return .ok
    }

    private func seconds(_ session: Session) throws -> Int {
        guard let length else { return try session.settings().alerts.snoozeMinutes * 60 }
        guard let parsed = DateText.duration(length), parsed.nominalSeconds > 0 else {
            throw CommandError.usage("“\(length)” is no length; try 10m, 1h or 1d")
        }
        return parsed.nominalSeconds
    }
}

extension Session {
    func settings() throws -> ClientSettings { try SettingsStore(folders()).read() }

    /// What decides about alerts, as the daemon does.
    func alertRules() throws -> AlertRules {
        let settings = try settings()
        // Names of accounts are the only addresses of the user that are known here.
        let addresses = settings.accounts.map { $0.user.lowercased() }.filter { $0.contains("@") }
        return AlertRules(
            defaults: settings.alerts.defaults, allDayDefaults: settings.alerts.allDayDefaults,
            addresses: Set(addresses), display: profile.zone)
    }

    fileprivate func alertID(_ text: String) throws(CommandError) -> AlertID {
        guard let id = AlertID(text) else { throw .nothingFound("there is no alert “\(text)”") }
        return id
    }

    /// Lets the daemon end an alert, so that all that show it know; false where none runs.
    fileprivate func daemonEnds(_ request: ControlRequest) throws -> Bool {
        switch try askDaemon(request) {
        case nil: return false
        case .done(true, _): return true
        case .done(false, let text), .error(let text): throw CommandError.nothingFound(text)
        case .hello, .status, .changed, .alert, .alertEnded, .notice:
            throw DaemonError.failed(.malformed)
        }
    }
}
