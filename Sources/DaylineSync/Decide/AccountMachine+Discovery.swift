import Core

/// Finding the server.
extension AccountMachine {
    mutating func beginDiscovery(_ moment: Moment) -> [SyncAction] {
        wants.discovery = false
        discovery = Discovery(setup.url)
        let next = discovery?.begin()
        return next.map { proceed($0, moment) } ?? []
    }

    mutating func lookedUp(
        _ id: RequestID, _ service: ServiceAnswer, _ moment: Moment
    ) -> [SyncAction] {
        // Cancelled, or told twice.
        guard inFlight.remove(id) != nil, let next = discovery?.handle(service) else { return [] }
        return proceed(next, moment)
    }

    mutating func discoveryAnswered(
        _ reply: Result<DAVReply, TransportFailure>, _ moment: Moment
    ) -> [SyncAction] {
        guard let next = discovery?.handle(reply) else { return [] }
        return proceed(next, moment)
    }

    private mutating func proceed(_ next: Discovery.Next, _ moment: Moment) -> [SyncAction] {
        switch next {
        case .lookUp(let service): return [.lookUp(nextRequest(), service)]
        case .send(let request): return [.send(nextRequest(), request, streaming: false)]
        case .found(let found):
            discovery = nil
            return take(found, moment)
        case .failed(let failure):
            discovery = nil
            wants.discovery = true
            if !trouble.isPausing { trouble.fail(failure.text, moment) }
            return []
        }
    }

    private mutating func nextRequest() -> RequestID {
        runs += 1
        return RequestID(owner: .discovery, number: runs)
    }

    private mutating func take(_ found: DiscoveredAccount, _ moment: Moment) -> [SyncAction] {
        guard var account else { return [] }
        found.store(in: &account)
        self.account = account
        wants.home = false
        return [.store(.updateAccount(account))] + take(found.calendars, moment) + report()
    }
}
