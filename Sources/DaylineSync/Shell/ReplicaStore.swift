import Core

/// Answers a machine's questions from the replica.
struct ReplicaStore: Sendable {
    let replica: Replica
    let account: SyncAccountID

    func answer(_ request: StoreRequest, now: Instant) -> StoreAnswer {
        do throws(ReplicaError) {
            return try tryToAnswer(request, now: now)
        } catch {
            return .failed("the replica: \(error)")
        }
    }

    /// - Throws: what the replica throws; nothing was changed then.
    func tryToAnswer(
        _ request: StoreRequest, now: Instant
    ) throws(ReplicaError) -> StoreAnswer {
        switch request {
        case .account:
            guard let account = try replica.accounts().first(where: { $0.id == account }) else {
                return .failed("the account was removed")
            }
            return .account(account)
        case .updateAccount(let account):
            try replica.update(account)
            return .done
        case .calendars: return .calendars(try replica.calendars(of: account))
        case .updateCalendar(let calendar):
            try replica.update(calendar)
            return .done
        case .take(let found):
            return .taken(gone: try replica.take(found, of: account, now: now).missing)
        case .known(let calendar): return .known(calendar, try replica.known(in: calendar))
        case .pull(let changes, let calendar, let progress):
            return .pulled(
                calendar, try replica.pull(changes, in: calendar, progress: progress, now: now))
        case .lose(let calendar):
            return .pulled(calendar, try replica.loseCalendar(calendar, now: now))
        case .push(let finished, let next):
            let (summary, operations) = try replica.exchange(
                finished.map { ($0.id, $0.outcome) }, of: account, limit: next?.limit ?? 0,
                busy: next?.busy ?? [], deletionsOnly: next?.deletionsOnly ?? false, now: now)
            return .pushed(summary, operations)
        case .nextOperation:
            return .nextOperation(try replica.nextOperation(of: account))
        case .counts: return .counts(try replica.outboxCounts(of: account))
        }
    }
}
