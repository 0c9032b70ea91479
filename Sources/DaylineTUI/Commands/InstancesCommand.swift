import ArgumentParser
import Core

/// `dayline instances FILE.ics --from DATE --to DATE`
struct InstancesCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "instances",
        abstract: "Expand the events of iCalendar files, without importing them.",
        discussion: """
            The time from --from to just before --to is looked at; --tz says in which zone. \
            Without --from it begins with the event, without --to it does not end. Recurring \
            events stop at --limit instances.
            """)
    static var usesReplica: Bool { false }

    /// Instances of one event that are printed unless `--limit` says otherwise.
    static let standardLimit = 100_000

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("First day or time.", valueName: "date")) var from: String?
    @Option(help: ArgumentHelp("Day or time to stop before.", valueName: "date")) var to: String?
    @Option(help: ArgumentHelp("Most instances of each event.", valueName: "count")) var limit: Int?
    @Flag(help: "Print JSON Lines: one instance a line.") var json = false
    @Argument(help: ArgumentHelp("Files; - is standard input.", valueName: "file"))
    var files: [String]

    func run(_ session: inout Session) throws -> Outcome {
        if let limit, limit < 1 { throw CommandError.usage("--limit is 1 or more") }
        let start = try from.map { try session.instant($0) } ?? .distantPast
        let end = try to.map { try session.instant($0) } ?? .distantFuture
        guard start <= end else { throw CommandError.usage("--to is before --from") }
        // What a zone says about the window is looked up once, not for each event.
        var window = ExpansionWindow(
            start..<end, display: session.profile.zone, zones: session.profile.zones)
        var isEmpty = true
        var status = Outcome.ok
        for path in files {
            let file = CalendarFile(path: path, bytes: try session.machine.files.read(path))
            say(file.diagnostics(zones: session.profile.zones), of: file, session)
            if !file.isCalendar {
                session.warn("\(path): no calendar in it")
                status = .badData
            }
            for object in file.objects where write(object, &window, path, &session) {
                isEmpty = false
            }
        }
        return status == .ok && isEmpty ? .nothingFound : status
    }

    private func say(_ diagnostics: [Diagnostic], of file: CalendarFile, _ session: Session) {
        var lines = OutputBuffer()
        for diagnostic in diagnostics {
            lines.safe(file.text(of: diagnostic))
            lines.line()
        }
        if !lines.isEmpty { session.machine.write(.error, lines.bytes) }
    }

    /// Returns whether there was an instance.
    private func write(
        _ object: CalendarObject, _ window: inout ExpansionWindow, _ path: String,
        _ session: inout Session
    ) -> Bool {
        let most = limit ?? InstancesCommand.standardLimit
        // One more than is printed tells whether there are more.
        let found = object.instances(in: &window, limit: limit == nil ? most + 1 : most)
        let zones = ZoneResolver(database: session.profile.zones, calendar: object.calendar)
        var writer = JSONWriter()
        for instance in found.prefix(most) {
            if json {
                writer.fileInstance(instance, zones: zones)
                writer.endLine()
            } else {
                line(instance, zones, &session)
            }
        }
        session.out.append(contentsOf: writer.bytes)
        session.flush()
        if found.count > most {
            session.warn("\(path): \(object.uid): stopped after \(most) instances (--limit)")
        }
        return !found.isEmpty
    }

    private func line(_ instance: Instance, _ zones: ZoneResolver, _ session: inout Session) {
        let times = InstanceTimes.own(instance, zones: zones)
        session.out.append(times.start)
        session.out.append("  ")
        session.out.append(times.end)
        session.out.append("  ")
        session.out.safe(instance.title.isEmpty ? session.strings.untitled : instance.title)
        if instance.status == .cancelled { session.out.append(" (\(session.strings.cancelled))") }
        session.out.line()
    }
}
