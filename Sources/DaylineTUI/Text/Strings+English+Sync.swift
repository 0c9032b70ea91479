import Control
import Core

extension English {
    func syncState(_ state: AccountStatus.State) -> String {
        switch state {
        case .fresh: "never synced"
        case .syncing: "syncing"
        case .online: "online"
        case .offline: "offline"
        case .unauthorized: "password refused"
        case .full: "server is full"
        case .held: "waits for you"
        }
    }

    func progress(_ progress: SyncProgress) -> String {
        let verb = progress.kind == .pull ? "fetching" : "sending"
        return progress.total.map { "\(verb) \(progress.done) of \($0)" }
            ?? "\(verb) \(progress.done)"
    }

    func waiting(_ count: Int) -> String { "\(count) waiting" }
    func refused(_ count: Int) -> String { "\(count) refused" }
    func editConflicts(_ count: Int) -> String { DurationText.counted(count, "edit conflict") }
    func again(at time: LocalDateTime) -> String { "again \(self.time(time))" }
    func notice(calendar: String, _ text: String) -> String { "\(calendar): \(text)" }
    var noAccounts: String { "There is no account to sync; dayline account add makes one" }
    var noDaemon: String { "No daemon runs; systemctl --user start dayline-sync" }
    var syncing: String { "Syncing…" }

    func name(_ kind: OperationKind) -> String {
        switch kind {
        case .put: "save"
        case .delete: "delete"
        case .move: "move"
        case .makeCalendar: "make calendar"
        case .changeCalendar: "change calendar"
        case .deleteCalendar: "delete calendar"
        }
    }

    func state(_ entry: OutboxEntry) -> String {
        switch entry.state {
        case .dead(let refusal):
            let titles = refusal.clashes.map { quoted($0.title) }
            return titles.isEmpty
                ? "refused: \(refusal.reason)" : "refused: overlaps \(list(titles))"
        case .waiting:
            return entry.lastError.isEmpty ? "waiting" : "waiting: \(entry.lastError)"
        }
    }

    func label(_ field: OutboxField) -> String {
        switch field {
        case .what: "Edit"
        case .calendar: "Calendar"
        case .made: "Made"
        case .state: "State"
        case .reason: "Server says"
        case .rule: "Rule"
        case .clashes: "Overlaps"
        case .tries: "Tries"
        }
    }

    var outboxTitle: String { "Outbox" }
    var outboxEmpty: String { "Nothing waits: the server has everything" }
    func held(_ count: Int, calendar: String) -> String {
        "\(DurationText.counted(count, "deletion")) in \(quoted(calendar)) wait for your consent"
    }
    var nothingToEdit: String { "There is no event to edit; r sends it again, x discards it" }
    func retried(_ isDone: Bool) -> String { isDone ? "Will be sent again" : gone }
    func discarded(_ entry: OutboxEntry, isDone: Bool) -> String {
        isDone ? "Discarded: \(name(entry.kind)) \(quoted(entry.title)) · u undoes" : gone
    }
    func discardLabel(_ entry: OutboxEntry) -> String {
        "discard: \(name(entry.kind)) \(quoted(entry.title))"
    }
    private var gone: String { "It was settled meanwhile" }
    var deletionsAccepted: String { "The next sync deletes them" }

    func name(_ kind: EditConflict.Kind) -> String {
        switch kind {
        case .edited: "edited on both sides"
        case .deletedThere: "edited here, deleted on the server"
        case .deletedHere: "deleted here, edited on the server"
        }
    }

    private static let properties = [
        "SUMMARY": "Title", "DTSTART": "Starts", "DTEND": "Ends", "DURATION": "Length",
        "LOCATION": "Where", "DESCRIPTION": "Notes", "RRULE": "Recurs", "EXDATE": "Left out",
        "RDATE": "Also on", "CATEGORIES": "Categories", "STATUS": "Status", "TRANSP": "Shown as",
        "URL": "Link", "ATTENDEE": "Attendees", "ORGANIZER": "Organizer", "CLASS": "Privacy",
        "PRIORITY": "Priority", "TRIGGER": "When", "ACTION": "How", "COLOR": "Colour",
        "ATTACH": "Attachments", "DUE": "Due", "COMPLETED": "Completed",
    ]

    func label(_ property: PropertyName) -> String {
        English.properties[property.text] ?? property.text
    }

    func name(component: String) -> String {
        switch component {
        case "VEVENT": "Event"
        case "VALARM": "Alert"
        case "VCALENDAR": "Whole event"
        case "VTODO": "Task"
        default: component
        }
    }

    func name(_ side: MergePreference) -> String { side == .local ? "mine" : "the server's" }
    var agreedBefore: String { "before" }
    func undecided(_ count: Int) -> String { "\(count) to decide" }
    var allDecided: String { "decided: s saves" }
    var nothingToDecide: String { "Nothing to decide here: both changes go together" }
    var noEditConflicts: String { "No edit conflicts" }
    func resolved(_ found: EditConflict, isDone: Bool) -> String {
        isDone ? "Settled: \(quoted(found.title))" : gone
    }
    func resolveLabel(_ found: EditConflict) -> String {
        "settle the edit conflict of \(quoted(found.title))"
    }

    var alertTitle: String { "Alert" }
    func moreAlerts(_ count: Int) -> String { "\(count) more" }
    func distance(minutes: Int) -> String {
        switch minutes {
        case 0: "now"
        case 1...: "in \(length(minutes))"
        default: "\(length(-minutes)) ago"
        }
    }

    /// Minutes in words; without them a day ahead.
    private func length(_ minutes: Int) -> String {
        let days = minutes / 1440
        let rest = days > 0 ? minutes / 60 % 24 * 60 : minutes
        return duration(NominalDuration(days: days, seconds: rest * 60))
    }

    var late: String { "late" }
    var noAlert: String { "There is no alert" }
    func acknowledged(_ title: String) -> String { "Acknowledged \(quoted(title))" }
    func snoozed(_ title: String, minutes: Int) -> String {
        "\(quoted(title)) comes again in \(length(minutes))"
    }
}
