import Core

/// One run of one command: what it may use, and what it has to say.
struct Session {
    let machine: Machine
    let profile: Profile
    /// `--data`
    let data: String?
    let palette: Palette
    /// The moment of the run: one for all of it.
    let now: Instant
    /// Sent as a whole when the command ends.
    var out = OutputBuffer()
    /// Whether the command opened the replica for changes.
    var mayHaveWritten = false
    private var kept: [any Sendable] = []

    init(machine: Machine, global: GlobalOptions, usesReplica: Bool) throws(CommandError) {
        self.machine = machine
        data = global.data
        let resolved = try Profile.resolve(
            data: usesReplica ? global.data : global.data ?? ".", tz: global.tz, machine: machine)
        profile = resolved.profile
        palette = Palette.choose(
            global.color, environment: machine.environment,
            isTerminal: machine.terminal.isOutputTerminal)
        now = machine.now()
        if let id = resolved.unknownZone {
            warn("the time zone “\(id)” of this machine is unknown; showing UTC")
        }
    }

    /// Words for dates and the like.
    var strings: any Strings { Language.english.strings }

    /// The wall clock of the screen's zone.
    var localNow: LocalDateTime { profile.zone.local(at: now) }
    var today: CivilDate { localNow.date }

    /// Columns that a line may take; nil when nothing says so, as on a pipe.
    var columns: Int? {
        if let text = machine.environment["COLUMNS"], let columns = Int(text), columns > 0 {
            return columns
        }
        return machine.terminal.columns
    }

    /// Says something on standard error at once.
    func warn(_ text: String) {
        var line = OutputBuffer()
        line.append("dayline: ")
        line.safe(text)
        line.line()
        machine.write(.error, line.bytes)
    }

    /// Keeps something until the process ends: of thousands of small pieces of memory the system
    /// takes back all at once what would take a while piece by piece.
    mutating func keep(_ value: some Sendable) { kept.append(value) }

    /// Sends what has gathered when it is much, so that memory stays bounded.
    mutating func flush(over limit: Int = 1 << 16) {
        guard out.bytes.count > limit else { return }
        machine.write(.output, out.bytes)
        out = OutputBuffer()
    }
}

extension Session {
    /// An array of instances, one a line.
    mutating func writeJSON(_ instances: [Instance], _ calendars: CalendarTable) {
        var json = JSONWriter()
        json.lines(of: instances) { json, instance in
            json.instance(
                instance, calendar: instance.calendar.flatMap { calendars.byID[$0] },
                profile: profile)
        }
        json.endLine()
        out.append(contentsOf: json.bytes)
    }

    /// A day as people write it.
    func day(_ text: String) throws(CommandError) -> CivilDate {
        guard let day = DateText.date(text, today: today) else {
            throw .usage("“\(text)” is no date; try 2026-12-24, tomorrow, +2w, next fri")
        }
        return day
    }

    /// A day with or without time as people write it.
    func moment(_ text: String) throws(CommandError) -> DateText.Moment {
        guard let moment = DateText.moment(text, now: localNow) else {
            throw .usage("“\(text)” is no time; try 2026-12-24T09:30 or \"tomorrow 14:30\"")
        }
        return moment
    }
}

extension Session {
    /// The instant that people mean by a day (its midnight) or a time in the screen's zone.
    func instant(_ text: String) throws(CommandError) -> Instant {
        switch try moment(text) {
        case .date(let date): profile.zone.instant(at: date.midnight)
        case .local(let local): profile.zone.instant(at: local)
        case .instant(let instant): instant
        }
    }
}
