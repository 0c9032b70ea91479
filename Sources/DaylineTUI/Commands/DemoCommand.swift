import ArgumentParser
import Core

/// `dayline demo`
struct DemoCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Try Dayline on a sample calendar that is thrown away.",
        discussion: "Without a terminal it prints a month, a week and an agenda as text.")
    static var usesReplica: Bool { false }

    @OptionGroup var global: GlobalOptions

    func run(_ session: inout Session) throws -> Outcome {
        let files = session.machine.files
        let folder = try files.makeTemporaryFolder()
        defer { files.removeTemporaryFolder(folder) }
        let profile = Profile(
            folder: folder.path, zones: session.profile.zones, zone: session.profile.zone,
            color: global.color)
        let replica = try Replica.open(at: profile.replicaPath, zones: profile.zones)
        try fill(replica, session)
        if session.machine.terminal.isInputTerminal, session.machine.terminal.isOutputTerminal {
            try replica.close()
            try session.machine.runScreen(profile)
            return .ok
        }
        let screens = DemoScreens(replica: replica, profile: profile, now: session.now)
        for text in try screens.texts(columns: session.columns ?? 100, palette: session.palette) {
            session.out.line(text)
        }
        return .ok
    }

    private func fill(_ replica: Replica, _ session: Session) throws {
        let sample = SampleCalendar(
            today: session.today, zone: session.profile.zone, zones: session.profile.zones)
        for (number, part) in try sample.parts().enumerated() {
            let id = try replica.addCalendar(
                name: part.name, color: part.color, label: "add calendar", now: session.now)
            var objects: [CalendarObject] = []
            for (index, draft) in part.drafts.enumerated() {
                objects.append(
                    try CalendarObject.make(
                        draft, uid: UID("demo-\(number)-\(index)@dayline"), now: session.now,
                        zones: session.profile.zones))
            }
            _ = try replica.importObjects(
                objects, into: id, label: "add the sample", now: session.now)
        }
    }
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
