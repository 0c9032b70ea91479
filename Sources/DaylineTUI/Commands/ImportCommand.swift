import ArgumentParser
import Core

/// `dayline import FILE|DIR|-`
struct ImportCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import iCalendar files.",
        discussion: """
            A folder is imported as a calendar of its name (or of the name in its file \
            displayname), folders inside it likewise; a file goes into the calendar that it names \
            itself, else into the first one. Importing something again changes nothing. What is \
            wrong with a file is told by line; the rest of it is kept. Exit status 3 when a \
            file that you name cannot be used, or nothing at all could be kept.
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Import everything into this calendar.", valueName: "name"))
    var calendar: String?
    @Flag(name: .shortAndLong, help: "Do not list what is wrong with the files.") var quiet = false
    @Argument(help: ArgumentHelp("Files or folders; - is standard input.", valueName: "file"))
    var files: [String]

    func run(_ session: inout Session) throws -> Outcome {
        var sources: [ImportSource] = []
        for path in files {
            sources += try ImportSource.sources(at: path, files: session.machine.files)
        }
        guard !sources.isEmpty else {
            throw CommandError.nothingFound("there are no iCalendar files in \(files[0])")
        }
        let replica = try session.openToWrite()
        var run = ImportRun(
            replica: replica, calendarName: calendar, tellsDiagnostics: !quiet,
            progress: ProgressBar(machine: session.machine))
        for (done, source) in sources.enumerated() {
            run.progress.show("reading", done, sources.count)
            try run.take(source, session)
        }
        try run.store(session)
        run.progress.clear()
        if run.report.files > 0 { run.report.write(into: &session.out) }
        return run.report.failedNamed > 0 || run.report.summary.total == 0 ? .badData : .ok
    }
}
