import ArgumentParser
import Core

/// `dayline overlaps [FROM [TO]]`
struct OverlapsCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlaps", abstract: "List events that share time.",
        discussion: """
            Without dates: thirty days from today. With --of and --ever events are compared over \
            their whole life from FROM on, and a recurring event is listed with the first time \
            only. Cancelled and transparent events take no time. Exit status 1 when there is no \
            overlap.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var chosen: CalendarChoice

    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Let all-day events take part.") var allDay = false
    @Flag(help: "All pairs of events that ever share time, each once.") var ever = false
    @Option(
        help: ArgumentHelp("What this event ever shares time with.", valueName: "event"))
    var of: String?
    @Argument(help: ArgumentHelp("First and last day.", valueName: "from to"))
    var period: [String] = []

    private var rules: OverlapRules { OverlapRules(countsAllDay: allDay) }

    func run(_ session: inout Session) throws -> Outcome {
        let period = try DayPeriod(period, today: session.today, length: 30)
        let window = period.window(in: session.profile.zone)
        let replica = try session.openToRead()
        let calendars = try CalendarTable(replica)
        let pairs: [OverlapPair]
        if ever || of != nil {
            pairs = try lifeOverlaps(from: window.lowerBound, replica, calendars, session)
        } else {
            let instances = try replica.instances(
                in: window, display: session.profile.zone, calendars: chosen.ids(in: calendars))
            pairs = overlaps(among: instances, rules: rules)
        }
        if json {
            writeJSON(pairs, calendars, &session)
        } else {
            for pair in pairs { write(pair, calendars, &session) }
        }
        return pairs.isEmpty ? .nothingFound : .ok
    }

    /// Over whole lives; says on standard error how far the answer goes.
    private func lifeOverlaps(
        from: Instant, _ replica: Replica, _ calendars: CalendarTable, _ session: Session
    ) throws -> [OverlapPair] {
        let bar = ProgressBar(machine: session.machine)
        let event = try of.map { try EventChoice.find($0, in: replica).id }
        let found = try replica.overlapsEver(
            from: from, of: event, calendars: chosen.ids(in: calendars),
            display: session.profile.zone, rules: rules
        ) { bar.show("comparing", $0, $1) }
        bar.clear()
        if let instant = found.provenUntil {
            session.warnComparedUntil(instant)
        } else if found.pairs.isEmpty {
            session.warn(session.strings.neverOverlaps)
        }
        return found.pairs
    }

    private func write(_ pair: OverlapPair, _ calendars: CalendarTable, _ session: inout Session) {
        let zone = session.profile.zone
        let shared = zone.local(at: pair.shared.lowerBound)..<zone.local(at: pair.shared.upperBound)
        session.out.append(session.palette.begin(.bold))
        session.out.append(
            session.strings.span(shared, isAllDay: false, today: session.today))
        session.out.append(session.palette.end)
        session.out.line()
        for instance in [pair.first, pair.second] {
            let calendar = instance.calendar.flatMap { calendars.byID[$0] }
            session.out.spaces(2)
            session.out.append(
                session.strings.span(
                    instance.local, isAllDay: instance.isAllDay, today: session.today))
            session.out.spaces(2)
            session.out.safe(instance.title.isEmpty ? session.strings.untitled : instance.title)
            session.out.append(session.palette.begin(.dim))
            session.out.safe("  \(calendar?.name ?? "")")
            if let object = instance.object { session.out.append(" #\(object.row)") }
            session.out.append(session.palette.end)
            session.out.line()
        }
    }

    private func writeJSON(
        _ pairs: [OverlapPair], _ calendars: CalendarTable, _ session: inout Session
    ) {
        var json = JSONWriter()
        let profile = session.profile
        json.lines(of: pairs) { json, pair in
            json.object { json in
                for (name, instance) in [("first", pair.first), ("second", pair.second)] {
                    json.key(name)
                    json.instance(
                        instance, calendar: instance.calendar.flatMap { calendars.byID[$0] },
                        profile: profile)
                }
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}
