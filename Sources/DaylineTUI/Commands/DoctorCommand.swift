import ArgumentParser
import Core

/// `dayline doctor`
struct DoctorCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the calendar's file and what Dayline runs on.",
        discussion: """
            An index that was made with other zone data is made anew; the events are only read. \
            Exit status 4 when the calendar's file is not sound.
            """)

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Compute the indexes anew from the events' texts.") var rebuild = false

    func run(_ session: inout Session) throws -> Outcome {
        environment(&session)
        guard session.machine.files.kind(session.profile.replicaPath) != nil else {
            row("calendar", "none yet (\(session.profile.replicaPath))", &session)
            return .ok
        }
        row("calendar", session.profile.replicaPath, &session)
        let replica = try session.openAsItIs()
        if rebuild { try rebuildIndex(&session) }
        let problems = try replica.integrityProblems()
        for problem in problems.prefix(20) { row("damaged", problem, &session) }
        if problems.isEmpty { row("file", "sound", &session) }
        for calendar in try replica.calendars() {
            let count = try replica.objectCount(in: calendar.id)
            row("  " + calendar.name, counted(count, "event"), &session)
        }
        if try replica.isIndexCurrent() {
            row("index", "current", &session)
        } else if problems.isEmpty {
            try renewIndex(&session)
        } else {
            row("index", "made with other zone data", &session)
        }
        if let step = try replica.nextUndo() { row("undo", step.label, &session) }
        return problems.isEmpty ? .ok : .storage
    }

    private func environment(_ session: inout Session) {
        let environment = session.machine.environment
        row("dayline", Version.current, &session)
        row("zone", session.profile.zone.id.name, &session)
        let folder = Profile.zoneFolder(environment: environment)
        let release = session.profile.zones.version() ?? "of unknown release"
        let hasZones = session.profile.zones.zone(TimeZoneID("Europe/Berlin")) != nil
        row("zone data", hasZones ? "\(folder), \(release)" : "none in \(folder)", &session)
        row("terminal", environment["TERM"] ?? "TERM is not set", &session)
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
            .first { !$0.isEmpty } ?? "C"
        let isUTF8 = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
        row("locale", isUTF8 ? locale : "\(locale): not UTF-8, the screen needs it", &session)
    }

    /// Makes an index of other zone data anew, where the file may be written.
    private func renewIndex(_ session: inout Session) throws {
        row("index", "made with other zone data", &session)
        do {
            try rebuildIndex(&session)
        } catch ReplicaError.readOnly {
            row("index", "cannot be rebuilt: the file cannot be written", &session)
        }
    }

    private func rebuildIndex(_ session: inout Session) throws {
        let bar = ProgressBar(machine: session.machine)
        let damaged = try session.openToChange().rebuildIndex { bar.show("indexing", $0, $1) }
        bar.clear()
        row("index", "rebuilt", &session)
        for id in damaged.prefix(20) { row("damaged", "#\(id.row): its text is kept", &session) }
    }

    private func row(_ name: String, _ text: String, _ session: inout Session) {
        let used = session.out.safe(name)
        session.out.spaces(12 - used)
        session.out.safe(" " + text)
        session.out.line()
    }
}
