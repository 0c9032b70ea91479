import ArgumentParser
import Core

/// `dayline agenda [FROM [TO]]`
struct AgendaCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda", abstract: "Print the events of some days.",
        discussion: "Without dates: a week from today. FROM and TO are both shown.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var chosen: CalendarChoice

    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Days to show when TO is not given.", valueName: "count"))
    var days = AgendaCommand.standardDays

    @Argument(help: ArgumentHelp("First and last day.", valueName: "from to"))
    var period: [String] = []

    /// A week.
    static let standardDays = 7

    func run(_ session: inout Session) throws -> Outcome {
        let period = try DayPeriod(period, today: session.today, length: days)
        let replica = try session.openToRead()
        let calendars = try CalendarTable(replica)
        let instances = try replica.instances(
            in: period.window(in: session.profile.zone), display: session.profile.zone,
            calendars: chosen.ids(in: calendars))
        session.keep(replica)
        session.keep(instances)
        if json {
            session.writeJSON(instances, calendars)
            return instances.isEmpty ? .nothingFound : .ok
        }
        let text = AgendaText(
            calendars: calendars.byID, today: session.today, palette: session.palette,
            strings: session.strings, columns: session.columns)
        guard text.write(instances, days: period.days, into: &session.out) else {
            throw CommandError.nothingFound(
                "nothing from \(period.days.lowerBound) to \(period.days.upperBound)")
        }
        return .ok
    }
}
