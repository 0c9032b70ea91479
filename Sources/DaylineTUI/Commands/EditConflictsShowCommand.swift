import ArgumentParser
import Core

/// `dayline conflicts show ID`
struct EditConflictsShowCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show both versions beside each other.",
        discussion: """
            ‹ marks what you changed, › what the server has changed, = what both did, and ! where \
            only one can stay. --mine and --theirs print one version as iCalendar, to begin a \
            third one with.
            """)

    /// Columns that both versions beside each other need; with less they stand below each other.
    private static let sideBySide = 80

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: EditConflictChoice
    @Flag(help: "Print JSON, with the texts of both versions and of what they agreed on.")
    var json = false
    @Flag(help: "Print your version.") var mine = false
    @Flag(help: "Print the server's version.") var theirs = false

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let found = try choice.find(in: replica)
        if mine || theirs {
            guard let text = mine ? found.local : found.remote else {
                throw CommandError.nothingFound("it is deleted there")
            }
            session.out.append(contentsOf: text)
            return .ok
        }
        let calendars = try CalendarTable(replica)
        let rows = ObjectDifference(
            base: found.base, mine: found.local, theirs: found.remote,
            zones: session.profile.zones
        ).rows
        if json {
            var json = JSONWriter()
            json.editConflict(found, calendars: calendars, rows: rows, session)
            json.endLine()
            session.out.append(contentsOf: json.bytes)
            return .ok
        }
        session.out.append(session.palette.begin(.bold))
        session.out.safe(found.title.isEmpty ? session.strings.untitled : found.title)
        session.out.append(session.palette.end)
        session.out.line(" · \(session.strings.name(found.kind))")
        if let columns = session.columns, columns < EditConflictsShowCommand.sideBySide {
            stacked(rows, &session)
        } else {
            beside(rows, &session)
        }
        return .ok
    }

    /// Two columns; a long value runs on below itself.
    private func beside(_ rows: [ObjectDifference.Row], _ session: inout Session) {
        let words = DifferenceText(strings: session.strings, today: session.today)
        let width = min(28, rows.map { DisplayWidth.columns(words.label($0)) }.max() ?? 0)
        let half = max(20, ((session.columns ?? 120) - width - 6) / 2)
        func write(_ mark: String, _ label: String, _ mine: String, _ theirs: String) {
            session.out.append("\(mark) ")
            session.out.safe(DisplayWidth.fitted(label, to: width))
            session.out.append("  ")
            session.out.safe(DisplayWidth.fitted(mine, to: half))
            session.out.append("  ")
            session.out.safe(theirs)
            session.out.line()
        }
        write(" ", "", session.strings.name(MergePreference.local), session.strings.name(.remote))
        for row in rows {
            let mine = wrapped(words.value(row.mine), columns: half)
            let theirs = wrapped(words.value(row.theirs), columns: half)
            for line in 0..<max(mine.count, theirs.count) {
                write(
                    line == 0 ? words.mark(row.change) : " ", line == 0 ? words.label(row) : "",
                    line < mine.count ? mine[line] : "",
                    line < theirs.count ? theirs[line] : "")
            }
        }
    }

    private func stacked(_ rows: [ObjectDifference.Row], _ session: inout Session) {
        let words = DifferenceText(strings: session.strings, today: session.today)
        for row in rows {
            session.out.append("\(words.mark(row.change)) ")
            session.out.safe(words.label(row))
            session.out.line()
            for (side, value) in [(MergePreference.local, row.mine), (.remote, row.theirs)] {
                session.out.append("    \(session.strings.name(side)): ")
                session.out.safe(words.value(value))
                session.out.line()
            }
        }
    }
}

extension JSONWriter {
    /// An edit conflict; docs/json.md describes it for users.
    fileprivate mutating func editConflict(
        _ found: EditConflict, calendars: CalendarTable, rows: [ObjectDifference.Row],
        _ session: Session
    ) {
        let words = DifferenceText(strings: session.strings, today: session.today)
        object { json in
            json.facts(of: found, calendars: calendars)
            json.key("rows")
            json.array(of: rows) { json, row in
                json.object { json in
                    json.field("component", row.component)
                    json.field("property", row.property?.text)
                    json.field("recurrenceId", row.recurrenceID.map { "\($0)" })
                    json.field("change", row.change.rawValue)
                    json.field("base", row.base.map(words.value))
                    json.field("mine", row.mine.map(words.value))
                    json.field("theirs", row.theirs.map(words.value))
                }
            }
            json.field("base", found.base.map { String(decoding: $0, as: UTF8.self) })
            json.field("mine", found.local.map { String(decoding: $0, as: UTF8.self) })
            json.field("theirs", found.remote.map { String(decoding: $0, as: UTF8.self) })
        }
    }
}
