import Core

/// Answers of the server and of the replica.
extension AccountMachine {
    mutating func received(_ items: [MultistatusItem], for id: RequestID) -> [SyncAction] {
        guard case .pull(let calendar, let run) = id.owner, pulls[calendar]?.setup.run == run
        else { return [] }
        if pulls[calendar]?.listing?.id == id {
            return pulls[calendar]?.listed(items) ?? []
        }
        return pulls[calendar]?.received(items, for: id) ?? []
    }

    mutating func ended(_ end: MultistatusEnd, _ id: RequestID) {
        guard case .pull(let calendar, let run) = id.owner, pulls[calendar]?.setup.run == run,
            pulls[calendar]?.listing?.id == id
        else { return }
        pulls[calendar]?.end = end
    }

    mutating func answered(
        _ id: RequestID, _ reply: Result<DAVReply, TransportFailure>, _ moment: Moment
    ) -> [SyncAction] {
        // Cancelled, or told twice.
        guard inFlight.remove(id) != nil else { return [] }
        // Those that were sent together are refused together: once.
        if case .success(let reply) = reply, reply.status == 429, !trouble.isPausing { narrow() }
        let told = trouble.observe(reply, moment)
        switch id.owner {
        case .discovery: return told + discoveryAnswered(reply, moment)
        case .home: return told + homeAnswered(reply, moment)
        case .push: return told + push.handle(id, reply, around(moment))
        case .pull(let calendar, let run):
            guard pulls[calendar]?.setup.run == run else { return told }
            let isListing = pulls[calendar]?.listing?.id == id
            let actions =
                isListing
                ? pulls[calendar]?.endListing(reply, moment)
                : pulls[calendar]?.endReading(id, reply, moment)
            return told + (actions ?? [])
        }
    }

    mutating func stored(_ answer: StoreAnswer, _ moment: Moment) -> [SyncAction] {
        switch answer {
        case .account(let account): return begin(account)
        case .calendars(let calendars): return took(calendars, moment)
        case .taken(let missing): return miss(missing)
        case .known(let calendar, let entries):
            if let actions = pulls[calendar]?.take(entries) { return actions }
            return missed(calendar, entries)
        case .pulled(let calendar, let summary):
            pulls[calendar]?.stored()
            return tell(summary)
        case .pushed(let summary, let operations): return pushed(summary, operations, moment)
        case .nextOperation(let next): rest.nextOperation = next
        case .counts(let counts): rest.counts = counts
        case .done: break
        case .failed(let reason): return storeFailed(reason, moment)
        }
        return []
    }

    private mutating func pushed(
        _ summary: PullSummary, _ operations: [OutgoingOperation], _ moment: Moment
    ) -> [SyncAction] {
        let taken = push.stored()
        tally.pushed += taken
        rest.counts.pending = max(0, rest.counts.pending - taken)
        let told = tell(summary)
        let actions = push.begin(operations, around(moment))
        let places = push.places
        for id in pulls.keys { pulls[id]?.touch(places) }
        // Counting is dear with many; in between, what was taken is subtracted.
        let isCounted = push.exchanges % Self.countedExchanges != 1
        return told + actions + (isCounted ? [] : [.store(.counts)])
    }

    private mutating func begin(_ account: SyncAccount) -> [SyncAction] {
        self.account = account
        isOther = !account.url.isEmpty && account.url != setup.url
        wants.discovery = account.home == nil || account.url != setup.url
        wants.home = true
        push.wake()
        return [.store(.calendars), .store(.counts)]
            + (isOther ? [.report(.warning(.otherAccount))] : [])
    }

    /// The replica can do nothing now: everything is begun anew later.
    private mutating func storeFailed(_ reason: String, _ moment: Moment) -> [SyncAction] {
        trouble.fail(reason, moment)
        push.storeFailed()
        let pending = pulls.values.flatMap(\.pending)
        wants.pulls.formUnion(pulls.keys)
        wants.audits.formUnion(pulls.filter(\.value.setup.isAudit).keys)
        pulls = [:]
        wants.home = true
        return pending.map { .cancel($0) }
    }
}
