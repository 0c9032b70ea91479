import Core

/// Which calendars belong to which account.
struct AccountNames {
    /// Local ones are left out.
    let byCalendar: [CalendarID: String]

    init(_ replica: Replica) throws(ReplicaError) {
        var names: [CalendarID: String] = [:]
        for account in try replica.accounts() where account.id != .local {
            for calendar in try replica.calendars(of: account.id) {
                names[calendar.id] = account.name
            }
        }
        byCalendar = names
    }
}

extension Replica {
    /// An account by its name.
    func account(_ name: String) throws -> SyncAccount {
        let all = try accounts().filter { $0.id != .local }
        if let found = all.first(where: { $0.name == name }) { return found }
        let names = all.map(\.name).joined(separator: ", ")
        throw CommandError.nothingFound(
            "there is no account “\(name)”" + (names.isEmpty ? "" : "; there are: \(names)"))
    }
}
