import ArgumentParser
import Core

/// `dayline demo`
struct DemoCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Try Dayline on sample calendars that are thrown away.",
        discussion: """
            A server and two machines, “laptop” and “desktop”, each with a daemon, in a folder \
            that \
            goes away; the screen is the laptop's. Without a terminal it plays a walk: edits, an \
            overlap refused, offline edits joined, an alert; and prints what happened, with the \
            time that each took. Where dayline-server and dayline-sync are not installed it shows \
            the sample alone.
            """)
    static var usesReplica: Bool { false }

    @OptionGroup var global: GlobalOptions

    func run(_ session: inout Session) throws -> Outcome {
        let files = session.machine.files
        let folder = try files.makeTemporaryFolder()
        defer { files.removeTemporaryFolder(folder) }
        let sample = SampleCalendar(
            today: session.today, zone: session.profile.zone, zones: session.profile.zones)
        let script = DemoScript(
            folder: folder.path, parts: try sample.parts(), profile: session.profile,
            color: global.color, machine: session.machine)
        if try session.machine.playDemo(script) {
            try showScreens(of: script.laptopData, session.profile.zones, &session)
            return .ok
        }
        let path = "\(folder.path)/replica.sqlite"
        let replica = try Replica.open(at: path, zones: session.profile.zones)
        _ = try script.fill(replica, account: .local, now: session.now)
        try replica.close()
        if script.isOnScreen {
            let profile = Profile(
                folder: folder.path, zones: session.profile.zones, zone: session.profile.zone,
                color: global.color)
            try session.machine.runScreen(profile)
        } else {
            try showScreens(of: folder.path, session.profile.zones, &session)
        }
        return .ok
    }

    /// A month, a week and an agenda as text, where the screen cannot show them.
    private func showScreens(
        of folder: String, _ zones: ZoneDatabase, _ session: inout Session
    ) throws {
        if session.machine.terminal.isScreen { return }
        let replica = try Replica.open(at: "\(folder)/replica.sqlite", zones: zones)
        let profile = Profile(folder: folder, zones: zones, zone: session.profile.zone)
        let screens = DemoScreens(replica: replica, profile: profile, now: session.now)
        for text in try screens.texts(columns: session.columns ?? 100, palette: session.palette) {
            session.out.line(text)
        }
    }
}

/// What the demo is to show, and where.
struct DemoScript: Sendable {
    /// Goes away afterwards.
    let folder: String
    let parts: [SampleCalendar.Part]
    /// Zones and the zone of the screen.
    let profile: Profile
    let color: ColorChoice
    let machine: Machine

    /// Whether there is somebody who can press keys.
    var isOnScreen: Bool { machine.terminal.isScreen }

    /// The folder of the first machine's replica.
    var laptopData: String { "\(folder)/laptop/data/dayline" }

    /// Puts the sample into calendars of an account, as somebody does who works offline; how many
    /// events that are.
    func fill(_ replica: Replica, account: SyncAccountID, now: Instant) throws -> Int {
        var count = 0
        for (number, part) in parts.enumerated() {
            let id = try replica.addCalendar(
                name: part.name, color: part.color, account: account, label: "add calendar",
                now: now)
            let objects = try part.drafts.enumerated().map { index, draft in
                try CalendarObject.make(
                    draft, uid: UID("demo-\(number)-\(index)@dayline"), now: now,
                    zones: profile.zones)
            }
            count += objects.count
            _ = try replica.importObjects(objects, into: id, label: "add the sample", now: now)
        }
        return count
    }
}

extension TerminalFacts {
    /// Whether the whole-screen calendar can be shown and used.
    var isScreen: Bool { isInputTerminal && isOutputTerminal }
}

/// The views of a replica as text, for those who have no terminal at hand.
struct DemoScreens {
    let replica: Replica
    let profile: Profile
    let now: Instant

    private static let rows = 34

    func texts(columns: Int, palette: Palette) throws -> [String] {
        let views: [(ViewKind, Int)] = [(.month, 0), (.week, 0), (.agenda, 10)]
        return try views.map { view, fewer in
            let size = Size(
                columns: max(columns, Size.smallest.columns), rows: DemoScreens.rows - fewer)
            let screen = render(try model(view, size: size))
            return palette.depth == .none ? screen.plainText : screen.ansi(palette.depth)
        }
    }

    /// What the interface would have loaded.
    private func model(_ view: ViewKind, size: Size) throws -> Model {
        var model = Model(
            size: size, now: profile.zone.local(at: now), nowInstant: now, zone: profile.zone)
        model.view = view
        model.calendars = try replica.calendars().map {
            CalendarItem(id: $0.id, name: $0.name, rgb: UInt32($0.color.packed))
        }
        let window = model.loadWindow
        let start = profile.zone.instant(at: window.lowerBound.midnight)
        let end = profile.zone.instant(at: window.upperBound.midnight)
        let instances = try replica.instances(in: start..<end, display: profile.zone)
        let overlapping = overlapMarks(among: instances)
        _ = update(&model, .loaded(window: window, instances, overlapping: overlapping))
        return model
    }
}
