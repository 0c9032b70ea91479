import ArgumentParser
import Core

/// The calendars of a replica, by row and by name.
struct CalendarTable {
    let all: [CalendarInfo]
    let byID: [CalendarID: CalendarInfo]

    init(_ replica: Replica) throws(ReplicaError) {
        all = try replica.calendars()
        byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    /// A calendar by its name, or by one that differs in case only.
    func named(_ name: String) throws(CommandError) -> CalendarInfo {
        if let exact = all.first(where: { $0.name == name }) { return exact }
        let close = all.filter { $0.name.lowercased() == name.lowercased() }
        guard close.count == 1 else {
            let names = all.map(\.name).joined(separator: ", ")
            throw .nothingFound(
                "there is no calendar “\(name)”" + (names.isEmpty ? "" : "; there are: \(names)"))
        }
        return close[0]
    }

    /// Where new events go when nothing else is said.
    var standard: CalendarInfo? {
        all.first { !$0.isReadOnly && $0.isVisible } ?? all.first { !$0.isReadOnly }
    }
}

/// Which calendars a command looks at.
struct CalendarChoice: ParsableArguments {
    @Option(
        name: .customLong("calendar"), parsing: .singleValue,
        help: ArgumentHelp(
            "Only this calendar; may be given several times. Without it: all that are shown.",
            valueName: "name"))
    var names: [String] = []

    /// nil: every calendar.
    func ids(in table: CalendarTable) throws(CommandError) -> Set<CalendarID>? {
        if names.isEmpty {
            let shown = table.all.filter(\.isVisible)
            return shown.count == table.all.count ? nil : Set(shown.map(\.id))
        }
        var ids: Set<CalendarID> = []
        for name in names { ids.insert(try table.named(name).id) }
        return ids
    }
}
