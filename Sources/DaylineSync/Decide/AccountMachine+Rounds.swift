import Core

/// What is due.
extension AccountMachine {
    /// Whether nothing new may be begun.
    var isStopped: Bool { trouble.isPausing || account == nil }

    /// The next actions; none when there is nothing to do but to wait.
    mutating func advance(_ moment: Moment) -> [SyncAction] {
        guard let account else { return settleUnread(moment) }
        push.limit = operations
        let sent = push.advance(
            moment.now, isStopped: isStopped || isOther || wants.discovery || account.home == nil)
        if !sent.isEmpty { return sent }
        let findings = apply(push.takeFindings())
        if !findings.isEmpty { return findings }
        let closed = closePulls(moment)
        if !closed.isEmpty { return closed }
        if !isStopped {
            let begun = beginNext(moment)
            if !begun.isEmpty { return begun }
        }
        return inFlight.isEmpty ? settle(moment) : []
    }

    private mutating func beginNext(_ moment: Moment) -> [SyncAction] {
        guard push.isQuiet, discovery == nil, homeRequest == nil else { return [] }
        if wants.discovery || account?.home == nil { return beginDiscovery(moment) }
        guard isOther || push.isIdle else { return [] }
        if wants.home, pulls.isEmpty { return listHome() }
        return beginPulls(moment)
    }

    private mutating func apply(
        _ findings: (unsupported: ServerCapabilities, missesCollection: Bool)
    ) -> [SyncAction] {
        if findings.missesCollection { wants.home = true }
        guard var account, !account.capabilities.isDisjoint(with: findings.unsupported) else {
            return []
        }
        account.capabilities.subtract(findings.unsupported)
        self.account = account
        return [.store(.updateAccount(account))]
    }

    var around: (Moment) -> Flight.Surroundings {
        let (capabilities, home) = (account?.capabilities ?? [], account?.home ?? "/")
        return { Flight.Surroundings(moment: $0, capabilities: capabilities, home: home) }
    }
}

/// Pulls.
extension AccountMachine {
    private mutating func beginPulls(_ moment: Moment) -> [SyncAction] {
        var actions: [SyncAction] = []
        for calendar in calendars where wants.pulls.contains(calendar.id) {
            guard pulls.count < Self.pulls else { break }
            guard pulls[calendar.id] == nil else { continue }
            wants.pulls.remove(calendar.id)
            guard let href = calendar.href, !gone.contains(calendar.id) else { continue }
            runs += 1
            var setup = Pull.Setup(run: runs)
            setup.listed = listed.removeValue(forKey: href)
            setup.capabilities = account?.capabilities ?? []
            setup.lacksData = lacksData
            setup.isAudit = wants.audits.remove(calendar.id) != nil && calendar.token != nil
            setup.isPatient = setbacks[calendar.id]?.count ?? 0 >= Self.patience - 1
            var pull = Pull(calendar, setup, touched: push.places)
            actions += pull.begin()
            pulls[calendar.id] = pull
        }
        return actions
    }

    /// Ends pulls that have nothing left to read, and takes away those that are over.
    private mutating func closePulls(_ moment: Moment) -> [SyncAction] {
        var actions: [SyncAction] = []
        for id in pulls.keys.sorted(by: { $0.row < $1.row }) {
            if pulls[id]?.isComplete == true {
                actions += pulls[id]?.finish(moment, besides: push.places) ?? []
            }
            if let pull = pulls[id], let outcome = pull.outcome {
                pulls[id] = nil
                actions += pull.pending.map { .cancel($0) }
                actions += ended(pull, outcome, moment)
            }
        }
        return actions
    }

    private mutating func ended(
        _ pull: Pull, _ outcome: Pull.Outcome, _ moment: Moment
    ) -> [SyncAction] {
        let id = pull.calendar.id
        if pull.givesData == false { lacksData = true }
        var actions: [SyncAction] = learn(pull)
        if case .failed = outcome, pull.setup.isAudit { wants.audits.insert(id) }
        switch outcome {
        case .failed where trouble.isPausing: wants.pulls.insert(id)
        case .failed(let failure): tryLater(id, failure.reason, moment)
        case .gone: wants.home = true
        case .finished where pull.unreadable.isEmpty: setbacks[id] = nil
        case .finished:
            tryLater(id, "objects cannot be read", moment)
            if setbacks[id]?.count == Self.patience {
                let count = pull.unreadable.count
                actions.append(
                    .report(.warning(.unreadable(calendar: pull.calendar.name, count: count))))
            }
        }
        if pull.held > 0, calendar(id)?.heldDeletions != pull.held {
            let warning = SyncWarning.held(calendar: pull.calendar.name, deletions: pull.held)
            actions.append(.report(.warning(warning)))
        }
        return actions + [.store(.calendars)]
    }

    /// One calendar fails, the others go on.
    private mutating func tryLater(_ id: CalendarID, _ reason: String, _ moment: Moment) {
        let count = (setbacks[id]?.count ?? 0) + 1
        let wait = Backoff.seconds(failures: count, jitter: moment.jitter)
        setbacks[id] = Setback(
            count: count, reason: reason, retry: moment.now.adding(seconds: wait))
    }

    private func calendar(_ id: CalendarID) -> SyncCalendar? { calendars.first { $0.id == id } }

    /// What a pull showed of the server's abilities.
    private mutating func learn(_ pull: Pull) -> [SyncAction] {
        guard var account else { return [] }
        if let givesData = pull.givesData {
            if givesData {
                account.capabilities.insert(.syncData)
            } else {
                account.capabilities.remove(.syncData)
            }
        }
        if pull.lacksMultiget { account.capabilities.remove(.multiget) }
        guard account != self.account else { return [] }
        self.account = account
        return [.store(.updateAccount(account))]
    }
}
