import ArgumentParser
import Core

/// `dayline delete EVENT`
struct DeleteCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an event, or instances of it.",
        discussion: """
            For a recurring event say which instances: --at DATE with --this or --future, or \
            --all. dayline undo brings it back.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: EventChoice
    @OptionGroup var scopes: ScopeOptions

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let stored = try choice.find(in: replica)
        let (scope, instance) = try scopes.scope(choice, stored, session)
        let title = instance?.title ?? stored.object.representative?.title ?? ""
        let rest = stored.object.deleted(
            at: instance?.recurrenceID, scope: scope, now: session.now,
            zones: session.profile.zones)
        let change: ObjectChange =
            if let rest { .put(stored.id, stored.calendar, rest) } else { .delete(stored.id) }
        try replica.apply(
            [change], label: session.strings.undoLabel(.deleted, title: title), now: session.now)
        session.out.append("deleted ")
        session.out.safe(title.isEmpty ? session.strings.untitled : title)
        session.out.line("; dayline undo brings it back")
        return .ok
    }
}
