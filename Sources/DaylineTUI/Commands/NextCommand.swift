import ArgumentParser
import Core

/// `dayline next`
struct NextCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Print the next event in one line, for a status bar.",
        discussion: """
            Events that have begun count until they end; all-day and cancelled ones do not count.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var chosen: CalendarChoice

    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Events to print.", valueName: "count")) var count = 1
    @Option(help: ArgumentHelp("Days to look ahead.", valueName: "count")) var days = 7

    func run(_ session: inout Session) throws -> Outcome {
        guard (1...366).contains(days) else {
            throw CommandError.usage("--days is 1 to 366")
        }
        guard count >= 1 else { throw CommandError.usage("--count is 1 or more") }
        let replica = try session.openToRead()
        let calendars = try CalendarTable(replica)
        let window = session.now..<session.now.adding(seconds: days * 86_400)
        let found = try replica.instances(
            in: window, display: session.profile.zone, calendars: chosen.ids(in: calendars))
        let next = Array(
            found.filter {
                !$0.isAllDay && $0.status != .cancelled && $0.span.upperBound > session.now
            }
            .prefix(count))
        if json {
            session.writeJSON(next, calendars)
        } else {
            for instance in next { line(instance, &session) }
        }
        return next.isEmpty ? .nothingFound : .ok
    }

    /// `14:00 Sprint planning (in 25 min)`
    private func line(_ instance: Instance, _ session: inout Session) {
        let start = instance.local.lowerBound
        if start.date != session.today {
            session.out.append(session.strings.dayShort(start.date, today: session.today))
            session.out.append(" ")
        }
        session.out.append(session.strings.time(start))
        session.out.append(" ")
        session.out.safe(instance.title.isEmpty ? session.strings.untitled : instance.title)
        session.out.line(" (\(distance(of: instance, session)))")
    }

    private func distance(of instance: Instance, _ session: Session) -> String {
        func words(_ seconds: Int) -> String {
            let minutes = (seconds + 59) / 60
            let days = minutes / 1440
            // Minutes do not matter a day ahead.
            let rest = days > 0 ? minutes / 60 % 24 * 60 : minutes
            return session.strings.duration(NominalDuration(days: days, seconds: rest * 60))
        }
        let wait = instance.span.lowerBound.seconds - session.now.seconds
        return wait > 0
            ? "in \(words(wait))"
            : "until \(session.strings.time(instance.local.upperBound))"
    }
}
