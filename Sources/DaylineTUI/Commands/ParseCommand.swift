import ArgumentParser
import Core

/// `dayline parse FILE.ics`
struct ParseCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Check iCalendar files, without importing them.",
        discussion: "Exit status 3 when a file has errors; warnings alone leave it at 0.")
    static var usesReplica: Bool { false }

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON, one line per file.") var json = false
    @Argument(help: ArgumentHelp("Files; - is standard input.", valueName: "file"))
    var files: [String]

    func run(_ session: inout Session) throws -> Outcome {
        var status = Outcome.ok
        for path in files {
            let file = CalendarFile(path: path, bytes: try session.machine.files.read(path))
            let diagnostics = file.diagnostics(zones: session.profile.zones)
            if !file.isCalendar || diagnostics.contains(where: { $0.severity == .error }) {
                status = .badData
            }
            if json {
                writeJSON(file, diagnostics, into: &session.out)
            } else {
                writeText(file, diagnostics, &session)
            }
        }
        return status
    }

    private func writeText(
        _ file: CalendarFile, _ diagnostics: [Diagnostic], _ session: inout Session
    ) {
        var lines = OutputBuffer()
        for diagnostic in diagnostics {
            lines.safe(file.text(of: diagnostic))
            lines.line()
        }
        session.machine.write(.error, lines.bytes)
        session.out.safe(file.path)
        session.out.line(
            ": \(counted(file.byteCount, "byte")), "
                + "\(counted(file.objects.count, "event")) (by UID)")
        for (name, count) in file.counts {
            session.out.append("  \(count) × ")
            session.out.safe(name)
            session.out.line()
        }
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        session.out.line("  \(counted(errors, "error")), \(counted(warnings, "warning"))")
        if !file.isCalendar { session.out.line("  no calendar in it") }
    }

    private func writeJSON(
        _ file: CalendarFile, _ diagnostics: [Diagnostic], into out: inout OutputBuffer
    ) {
        var json = JSONWriter()
        json.object { json in
            json.field("file", file.path)
            json.field("bytes", file.byteCount)
            json.field("isCalendar", file.isCalendar)
            json.field("events", file.objects.count)
            json.key("components")
            json.object { json in
                for (name, count) in file.counts { json.field(name, count) }
            }
            json.key("diagnostics")
            json.array(of: diagnostics) { json, diagnostic in
                json.object { json in
                    json.field("line", diagnostic.line)
                    json.field("severity", diagnostic.severity == .error ? "error" : "warning")
                    json.field("message", diagnostic.message)
                }
            }
        }
        json.endLine()
        out.append(contentsOf: json.bytes)
    }
}
