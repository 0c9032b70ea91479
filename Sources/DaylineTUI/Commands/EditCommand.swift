import ArgumentParser
import Core

/// `dayline edit EVENT …`
struct EditCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change an event.",
        discussion: """
            Only what is given changes. A new start keeps the length. For a recurring event say \
            which instances: --at DATE with --this or --future, or --all.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: EventChoice
    @OptionGroup var scopes: ScopeOptions
    @OptionGroup var options: DraftOptions

    func run(_ session: inout Session) throws -> Outcome {
        guard !options.isEmpty else { throw CommandError.usage("nothing to change is given") }
        let replica = try session.openToWrite()
        let stored = try choice.find(in: replica)
        let (scope, instance) = try scopes.scope(choice, stored, session)
        let opened = try EventChange.draft(of: stored, instance, session)
        var draft = opened
        try options.writeFacts(into: &draft)
        try DraftTimes(words: options.times, session: session).change(&draft)
        var change = EventChange(
            replica: replica, stored: stored, opened: opened, draft: draft, scope: scope,
            recurrenceID: instance?.recurrenceID, kind: .changed)
        change.isOverlapAllowed = options.allowOverlap
        if let name = options.calendar {
            change.calendar = try CalendarTable(replica).named(name).id
            if change.calendar != stored.calendar, stored.object.isRecurring, scope != .all {
                throw CommandError.usage("only all instances can go to another calendar: --all")
            }
        }
        try change.save(&session)
        return .ok
    }
}

/// `dayline move EVENT TIME`
struct MoveCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move an event to another time.",
        discussion: """
            A day alone keeps the time of day. --by moves by a length, as 30m, 2d or -1h. For a \
            recurring event say which instances: --at DATE with --this or --future, or --all.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: EventChoice
    @OptionGroup var scopes: ScopeOptions
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far, instead of where to.", valueName: "length"))
    var by: String?
    @Flag(
        name: [.customLong("allow-overlap"), .customLong("force")],
        help: "Do it although it overlaps other events.")
    var allowOverlap = false
    @Argument(help: ArgumentHelp("The new day or time.", valueName: "time")) var to: [String] = []

    func run(_ session: inout Session) throws -> Outcome {
        guard (by == nil) != to.isEmpty else {
            throw CommandError.usage("say where to, or --by how far")
        }
        let replica = try session.openToWrite()
        let stored = try choice.find(in: replica)
        let (scope, instance) = try scopes.scope(choice, stored, session)
        let opened = try EventChange.draft(of: stored, instance, session)
        var draft = opened
        if let by {
            draft = draft.moved(bySeconds: try shift(by, draft))
        } else {
            draft = try moved(draft, session)
        }
        var change = EventChange(
            replica: replica, stored: stored, opened: opened, draft: draft, scope: scope,
            recurrenceID: instance?.recurrenceID, kind: .moved)
        change.isOverlapAllowed = allowOverlap
        try change.save(&session)
        return .ok
    }

    private func shift(_ text: String, _ draft: EventDraft) throws(CommandError) -> Int {
        let isBack = text.hasPrefix("-")
        let digits = isBack || text.hasPrefix("+") ? String(text.dropFirst()) : text
        guard let length = DateText.duration(digits) else {
            throw .usage("“\(text)” is no length; try 30m, 2d or -1h")
        }
        if draft.start.isDate, length.seconds != 0 {
            throw .usage("an all-day event moves by whole days")
        }
        return isBack ? -length.nominalSeconds : length.nominalSeconds
    }

    private func moved(_ draft: EventDraft, _ session: Session) throws -> EventDraft {
        let text = to.joined(separator: " ")
        if case .date(let day) = try session.moment(text) {
            let days = day.dayNumber - shownDay(of: draft.start, session).dayNumber
            return draft.moved(bySeconds: days * 86_400)
        }
        guard !draft.start.isDate else {
            throw CommandError.usage("an all-day event moves to a day, without a time")
        }
        var moved = draft
        let words = TimeWords(start: text)
        try DraftTimes(words: words, session: session).change(&moved)
        return moved
    }

    private func shownDay(of time: CalendarTime, _ session: Session) -> CivilDate {
        guard time.zoneID != nil || !time.isDate else { return time.wallClock.date }
        let instant = ZoneResolver(database: session.profile.zones)
            .instant(time, display: session.profile.zone)
        return session.profile.zone.local(at: instant).date
    }
}
