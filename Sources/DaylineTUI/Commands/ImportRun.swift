import Core

/// One import: reads files, gathers their objects by calendar, stores them in few transactions.
struct ImportRun {
    let replica: Replica
    /// `--calendar`
    let calendarName: String?
    let tellsDiagnostics: Bool
    var progress: ProgressBar
    var report = ImportReport()
    private var waiting: [CalendarID: [CalendarObject]] = [:]
    private var waitingCount = 0
    private var calendars: [CalendarInfo]?

    /// Objects that wait for one transaction: bounds memory, and the loss when one fails.
    private static let batch = 20_000
    /// Problems of one file that are told.
    private static let told = 20

    init(replica: Replica, calendarName: String?, tellsDiagnostics: Bool, progress: ProgressBar) {
        self.replica = replica
        self.calendarName = calendarName
        self.tellsDiagnostics = tellsDiagnostics
        self.progress = progress
    }

    /// Reads one file. A file that cannot be read or used is told and does not stop the others.
    mutating func take(_ source: ImportSource, _ session: Session) throws {
        let bytes: [UInt8]
        do {
            bytes = try session.machine.files.read(source.path)
        } catch {
            fail(source)
            progress.clear()
            session.warn(Failure(error).sentence)
            return
        }
        guard source.isCertain || ImportSource.looksLikeCalendar(bytes) else {
            report.otherFiles += 1
            return
        }
        report.files += 1
        let file = CalendarFile(path: source.path, bytes: bytes)
        report.count(file)
        tell(file, session)
        guard !file.objects.isEmpty else {
            if !file.isCalendar { fail(source) }
            return
        }
        let id = try calendar(for: source, file, session)
        waiting[id, default: []] += file.objects
        waitingCount += file.objects.count
        if waitingCount >= ImportRun.batch { try store(session) }
    }

    private mutating func fail(_ source: ImportSource) {
        report.failedFiles += 1
        if source.collection == nil { report.failedNamed += 1 }
    }

    /// Stores what waits.
    mutating func store(_ session: Session) throws {
        let total = waitingCount
        var before = 0
        for (id, objects) in waiting.sorted(by: { $0.key < $1.key }) {
            let bar = progress
            let summary = try replica.importObjects(
                objects, into: id, label: "import \(counted(objects.count, "event"))",
                now: session.now
            ) { bar.show("storing", before + $0, total) }
            before += objects.count
            report.summary = report.summary + summary
        }
        waiting = [:]
        waitingCount = 0
    }

    private mutating func tell(_ file: CalendarFile, _ session: Session) {
        let diagnostics = file.diagnostics(zones: session.profile.zones)
            .filter { !$0.kind.isCosmetic }
        report.problems += diagnostics.count
        guard tellsDiagnostics, !diagnostics.isEmpty else { return }
        progress.clear()
        var lines = OutputBuffer()
        for diagnostic in diagnostics.prefix(ImportRun.told) {
            lines.safe(file.text(of: diagnostic))
            lines.line()
        }
        let more = diagnostics.count - ImportRun.told
        if more > 0 {
            lines.safe("\(file.path): \(more) more; dayline parse lists them")
            lines.line()
        }
        session.machine.write(.error, lines.bytes)
    }

    /// The calendar that a file goes to; made when it is not there.
    private mutating func calendar(
        for source: ImportSource, _ file: CalendarFile, _ session: Session
    ) throws -> CalendarID {
        let known = try calendars ?? replica.calendars()
        calendars = known
        guard let name = calendarName ?? source.collection?.name ?? file.calendarName else {
            if let first = known.first(where: { !$0.isReadOnly }) { return first.id }
            let made = try CalendarTable.addStandard(to: replica, now: session.now)
            calendars = known + [made]
            return made.id
        }
        // Names come from files: as long as we allow, and never several lines.
        let short = String(name.prefix(ReplicaLimits.nameLength))
        if let exact = known.first(where: { $0.name == short }) { return exact.id }
        // What is typed need not have the right case, as with all other commands.
        let close = known.filter { $0.name.lowercased() == short.lowercased() }
        if calendarName != nil, close.count == 1 { return close[0].id }
        let color =
            source.collection?.color ?? file.calendarColor
            ?? RGB.standard(count: known.count)
        let id = try replica.addCalendar(
            name: short, color: color, label: "add calendar “\(short)”", now: session.now)
        calendars = known + [CalendarInfo(id: id, name: short, color: color)]
        return id
    }
}
