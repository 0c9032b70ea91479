import ArgumentParser
import Core

/// `dayline show EVENT`
struct ShowCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print everything about an event.")

    /// Coming instances that are listed.
    private static let listed = 5

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: EventChoice
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Print the iCalendar text, as stored.") var ics = false

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let stored = try choice.find(in: replica)
        if ics {
            session.out.append(contentsOf: stored.object.calendar.bytes)
            return .ok
        }
        guard let event = stored.object.representative else {
            throw CommandError.badData(
                file: "#\(stored.id.row)", line: 0,
                reason: "this \(stored.object.kind) has no place in time; --ics prints it")
        }
        let instance = try choice.instance(of: stored, session)
        let shown = instance.flatMap { chosen in
            stored.object.overrides.first { $0.recurrenceID == chosen.recurrenceID }
        }
        let page = EventPage(
            stored: stored, event: shown ?? event, instance: instance,
            next: next(of: stored, session),
            calendar: try replica.calendars().first { $0.id == stored.calendar })
        if json { page.writeJSON(&session) } else { page.writeText(&session) }
        return .ok
    }

    /// The coming instances; the last one when none comes any more.
    private func next(of stored: StoredObject, _ session: Session) -> [Instance] {
        func instances(_ window: Range<Instant>, _ limit: Int) -> [Instance] {
            stored.object.instances(
                in: window, zones: session.profile.zones, display: session.profile.zone,
                limit: limit
            ).map { $0.stored(as: stored.id, in: stored.calendar) }
        }
        let coming = instances(session.now..<Instant.distantFuture, ShowCommand.listed)
        if !coming.isEmpty { return coming }
        return instances(Instant.distantPast..<session.now, 100_000).suffix(1)
    }
}
