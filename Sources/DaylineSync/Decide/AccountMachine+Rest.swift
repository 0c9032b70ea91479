import Core

/// Resting, and what is told about the account.
extension AccountMachine {
    /// Nothing is left to do now.
    mutating func settle(_ moment: Moment) -> [SyncAction] {
        if !rest.isAsked {
            rest.ask()
            return [.store(.nextOperation), .store(.counts)]
        }
        guard !rest.isTold else { return [] }
        if isOther, !isStopped, !hasHeld {
            // Everything was compared, and nothing stands out: it is the same account elsewhere.
            isOther = false
            push.wake()
            account?.url = setup.url
            return account.map { [.store(.updateAccount($0))] } ?? []
        }
        let update = settleAccount(moment)
        let wait = nextMoment(moment.now).flatMap { rest.wait(until: $0) }
        rest.tell()
        if !trouble.isPausing, wants == Wants() { trouble.reset() }
        return update + report() + (wait.map { [$0] } ?? []) + [.rested(complaint)]
    }

    /// The replica did not say what it knows of the account: it is asked again later.
    mutating func settleUnread(_ moment: Moment) -> [SyncAction] {
        guard !rest.isTold else { return [] }
        rest.tell()
        let wait = trouble.until.flatMap { rest.wait(until: $0) }
        return (wait.map { [$0] } ?? []) + [.rested(trouble.reason)]
    }

    private var hasHeld: Bool { calendars.contains { $0.heldDeletions > 0 } }

    /// Stores how the account stands, where that is news; the time alone is none.
    private mutating func settleAccount(_ moment: Moment) -> [SyncAction] {
        guard var account else { return [] }
        let former = account
        account.condition = condition
        if account.url.isEmpty { account.url = setup.url }
        if !isStopped, let cursor { account.cursor = cursor }
        if !isStopped, rest.hasLooked || account.lastSync == nil {
            standing.lastSync = moment.now
            let age = moment.now.seconds - (former.lastSync?.seconds ?? 0)
            if account != former || age >= Self.liveInterval { account.lastSync = moment.now }
        }
        guard account != former else { return [] }
        self.account = account
        let isNews = account.condition == .full && former.condition != .full
        return [.store(.updateAccount(account))] + (isNews ? [.report(.warning(.full))] : [])
    }

    private var condition: AccountCondition {
        if let reason = trouble.unauthorized { return .unauthorized(reason: reason) }
        if let retry = trouble.until { return .offline(reason: trouble.reason, retry: retry) }
        if push.isFull, rest.counts.pending > 0 { return .full }
        let held = calendars.filter { $0.heldDeletions > 0 }
        if !held.isEmpty {
            let count = held.reduce(0) { $0 + $1.heldDeletions }
            let names = held.map(\.name).joined(separator: ", ")
            return .held(reason: "\(count) deletions wait for consent: \(names)")
        }
        return .fine
    }

    /// What stands in the way of being in step; nil when nothing does.
    private var complaint: String? {
        switch condition {
        case .fresh, .fine: setbacks.values.first { $0.retry != nil }?.reason
        case .offline(let reason, _), .unauthorized(let reason), .held(let reason): reason
        case .full: "the account is full"
        }
    }

    private func nextMoment(_ now: Instant) -> Instant? {
        if trouble.unauthorized != nil { return nil }
        if let until = trouble.until { return until }
        let operation = rest.nextOperation.flatMap { $0 > now ? $0 : nil }
        let moments = [operation, push.fullUntil, rest.nextLook] + setbacks.values.map(\.retry)
        return moments.compactMap(\.self).min() ?? now.adding(seconds: setup.interval)
    }

    mutating func timerFired(_ now: Instant) -> [SyncAction] {
        rest.fired()
        trouble.wake(now)
        guard account != nil else { return [.store(.account)] }
        guard !trouble.isPausing else { return [] }
        push.wake()
        for (id, setback) in setbacks {
            guard let retry = setback.retry, retry <= now else { continue }
            setbacks[id]?.retry = nil
            wants.pulls.insert(id)
        }
        if rest.nextLook.map({ $0 <= now }) ?? true { wants.home = true }
        return []
    }

    /// How the account stands, where that has changed.
    mutating func report() -> [SyncAction] {
        var now = standing
        now.condition = inFlight.isEmpty ? condition : account?.condition ?? .fresh
        now.isBusy = !inFlight.isEmpty
        now.counts = rest.counts
        now.tally = tally
        now.progress = progress
        // Those of the account before are at its server, which must not see this one's password.
        now.notifications = isOther ? nil : account?.notifications
        guard now != standing else { return [] }
        standing = now
        return [.report(.standing(now))]
    }

    private var progress: Standing.Progress? {
        let total = push.done + rest.counts.pending
        if !push.isIdle, total > 0 {
            return Standing.Progress(kind: .push, done: push.done, total: total)
        }
        if pulls.isEmpty { return nil }
        let totals = pulls.values.map(\.total)
        return Standing.Progress(
            kind: .pull, done: pulls.values.reduce(0) { $0 + $1.done },
            total: totals.contains(nil) ? nil : totals.compactMap(\.self).reduce(0, +))
    }

    mutating func tell(_ summary: PullSummary) -> [SyncAction] {
        tally.add(summary)
        var actions = report()
        if !summary.changedNothing { actions.append(.report(.changed)) }
        if !summary.notices.isEmpty { actions.append(.report(.notices(summary.notices))) }
        return actions
    }
}
