import ArgumentParser
import Core

/// `dayline export`
struct ExportCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write events as iCalendar.",
        discussion: """
            Without EVENT all calendars are written, each as a VCALENDAR of its own; what was \
            imported comes out byte for byte. --vdir writes one file per event, as khal reads them.
            """)

    @OptionGroup var global: GlobalOptions
    @Option(
        name: .customLong("calendar"), parsing: .singleValue,
        help: ArgumentHelp("Only this calendar; may be given several times.", valueName: "name"))
    var names: [String] = []
    @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file.", valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("Write a folder per calendar into this one.", valueName: "dir"))
    var vdir: String?
    @Argument(help: ArgumentHelp("Only these events.", valueName: "event")) var events: [String] =
        []

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let table = try CalendarTable(replica)
        let chosen = try names.isEmpty ? table.all : names.map { try table.named($0) }
        if let vdir {
            guard output == nil, events.isEmpty else {
                throw CommandError.usage("--vdir writes whole calendars to a folder")
            }
            return try write(chosen, of: replica, to: vdir, &session)
        }
        var bytes = OutputBuffer()
        if events.isEmpty {
            for calendar in chosen {
                bytes.append(contentsOf: try replica.exportCalendar(calendar.id))
            }
        } else {
            for event in events {
                let stored = try EventChoice.find(event, in: replica)
                bytes.append(contentsOf: stored.object.calendar.bytes)
            }
        }
        if bytes.isEmpty { throw CommandError.nothingFound("there is nothing to export") }
        if let output {
            try session.machine.files.write(output, bytes.bytes)
        } else {
            session.out = bytes
        }
        return .ok
    }

    /// A folder per calendar: `displayname`, `color`, one file per event.
    private func write(
        _ calendars: [CalendarInfo], of replica: Replica, to folder: String,
        _ session: inout Session
    ) throws -> Outcome {
        let files = session.machine.files
        var count = 0
        var used: Set<String> = []
        for calendar in calendars {
            var name = ExportCommand.fileName(calendar.name)
            if !used.insert(name).inserted { name += "-\(calendar.id.row)" }
            let path = "\(folder)/\(name)"
            try files.makeFolder(path)
            try files.write("\(path)/displayname", Array(calendar.name.utf8))
            try files.write("\(path)/color", Array("\(calendar.color)".utf8))
            for id in try replica.objectIDs(in: calendar.id) {
                guard let stored = try replica.object(id) else { continue }
                let file = ExportCommand.fileName(stored.object.uid.text)
                try files.write("\(path)/\(file)-\(id.row).ics", stored.object.calendar.bytes)
                count += 1
            }
        }
        session.out.line("\(counted(count, "event")) in \(counted(calendars.count, "folder"))")
        return .ok
    }

    /// A name that every file system takes: what is not a letter, digit, `-`, `_` or `@` becomes
    /// `_`; never hidden, never a path.
    static func fileName(_ text: String) -> String {
        let safe = text.prefix(80).map { character -> Character in
            character.isLetter || character.isNumber || "-_@".contains(character) ? character : "_"
        }
        return safe.isEmpty ? "_" : String(safe)
    }
}
