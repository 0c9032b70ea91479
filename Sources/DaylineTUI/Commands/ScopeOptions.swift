import ArgumentParser
import Core

/// Which instances of a recurring event a change is for.
struct ScopeOptions: ParsableArguments {
    @Flag(help: "Only the instance that --at names.") var this = false
    @Flag(help: "The instance that --at names and all later ones.") var future = false
    @Flag(help: "All instances.") var all = false

    /// The scope, and the instance if there is one.
    ///
    /// An event that does not recur has one scope. For a recurring one nothing is guessed: `--at`
    /// alone means that instance, and without `--at` it has to be `--all`.
    func scope(
        _ choice: EventChoice, _ stored: StoredObject, _ session: Session
    ) throws -> (scope: EditScope, instance: Instance?) {
        guard [this, future, all].count(where: { $0 }) <= 1 else {
            throw CommandError.usage("one of --this, --future and --all")
        }
        guard stored.object.isRecurring else {
            guard choice.at == nil, !this, !future else {
                throw CommandError.usage("the event does not recur: leave --at out")
            }
            return (.all, nil)
        }
        guard let instance = try choice.instance(of: stored, session) else {
            guard all else {
                throw CommandError.usage(
                    "the event recurs: say --all, or which instance: --at DATE --this (or --future)"
                )
            }
            return (.all, nil)
        }
        return (all ? .all : future ? .thisAndFuture : .this, instance)
    }
}
