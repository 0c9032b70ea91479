import ArgumentParser
import Core

/// `dayline add TITLE --start TIME …`
struct AddCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an event.",
        discussion: """
            Times are those of the screen's zone (--tz), which becomes the event's own. Without an \
            end it takes an hour, or a day when the start has no time.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: DraftOptions
    @Argument(help: ArgumentHelp("Title, when --title is not given.", valueName: "title"))
    var words: [String] = []

    func run(_ session: inout Session) throws -> Outcome {
        guard options.title == nil || words.isEmpty else {
            throw CommandError.usage("say the title once")
        }
        let title = options.title ?? words.joined(separator: " ")
        guard !title.isEmpty else { throw CommandError.usage("the event needs a title") }
        let times = try DraftTimes(words: options.times, session: session).new()
        var draft = EventDraft(title: title, start: times.start, end: times.end)
        try options.writeFacts(into: &draft)
        draft.title = title

        let replica = try session.openToWrite()
        let calendar = try target(in: replica, session)
        let object = try CalendarObject.make(
            draft, uid: session.machine.makeUID(), now: session.now, zones: session.profile.zones)
        try OverlapCheck(
            replica: replica, calendar: calendar, isAllowed: options.allowOverlap
        ).check(PlannedSave(object, start: draft.start), session)
        let ids = try replica.apply(
            [.put(nil, calendar.id, object)],
            label: session.strings.undoLabel(.added, title: title), now: session.now)
        session.out.append("added ")
        if let id = ids.first { session.out.append("#\(id.row) ") }
        session.out.safe(title)
        session.out.append(" to ")
        session.out.safe(calendar.name)
        session.out.line()
        return .ok
    }

    private func target(in replica: Replica, _ session: Session) throws -> CalendarInfo {
        let table = try CalendarTable(replica)
        if let name = options.calendar { return try table.named(name) }
        return try table.standard ?? CalendarTable.addStandard(to: replica, now: session.now)
    }
}

extension CalendarTable {
    /// The calendar of a person who has made none.
    static func addStandard(
        to replica: Replica, now: Instant
    ) throws(ReplicaError) -> CalendarInfo {
        let name = "Personal"
        let color = RGB.standard(count: try replica.calendars().count)
        let id = try replica.addCalendar(
            name: name, color: color, label: "add calendar “\(name)”", now: now)
        return CalendarInfo(id: id, name: name, color: color)
    }
}
