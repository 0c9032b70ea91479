import ArgumentParser
import Core

/// `dayline search TEXT`
struct SearchCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find events by words of title, place and notes.",
        discussion: """
            Every word has to be there, by its beginning; Chinese, Japanese and Korean by any two \
            characters. A recurring event is listed once, with its instance nearest to now.
            """)

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Most events.", valueName: "count")) var limit = 50
    @Argument(help: ArgumentHelp("Words.", valueName: "text")) var words: [String]

    func run(_ session: inout Session) throws -> Outcome {
        guard limit >= 1 else { throw CommandError.usage("--limit is 1 or more") }
        let replica = try session.openToRead()
        let calendars = try CalendarTable(replica)
        let hits = try replica.search(
            words.joined(separator: " "), now: session.now, display: session.profile.zone,
            limit: limit)
        if json {
            writeJSON(hits, calendars, &session)
        } else {
            for hit in hits { line(hit, calendars, &session) }
        }
        return hits.isEmpty ? .nothingFound : .ok
    }

    private func line(_ hit: SearchHit, _ calendars: CalendarTable, _ session: inout Session) {
        let when =
            if let nearest = hit.nearest {
                session.strings.span(
                    nearest.local, isAllDay: nearest.isAllDay, today: session.today)
            } else {
                session.strings.zonedTime(hit.start)
            }
        session.out.append(when)
        session.out.spaces(max(1, 24 - DisplayWidth.columns(when)) + 1)
        session.out.safe(hit.title.isEmpty ? session.strings.untitled : hit.title)
        if !hit.location.isEmpty { session.out.safe(" · \(hit.location)") }
        session.out.append(session.palette.begin(.dim))
        session.out.safe("  \(calendars.byID[hit.calendar]?.name ?? "") #\(hit.object.row)")
        session.out.append(session.palette.end)
        session.out.line()
    }

    private func writeJSON(
        _ hits: [SearchHit], _ calendars: CalendarTable, _ session: inout Session
    ) {
        var json = JSONWriter()
        let profile = session.profile
        json.lines(of: hits) { json, hit in
            let calendar = calendars.byID[hit.calendar]
            json.object { json in
                json.field("id", Int(hit.object.row))
                json.field("uid", hit.uid.text)
                json.field("summary", hit.title)
                json.field("location", hit.location)
                json.field("calendar", calendar?.name)
                json.key("nearest")
                if let nearest = hit.nearest {
                    json.instance(nearest, calendar: calendar, profile: profile)
                } else {
                    json.null()
                }
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}
