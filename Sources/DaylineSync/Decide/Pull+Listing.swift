import Core

/// Finding out what the server has.
extension Pull {
    mutating func list(_ kind: Listing) -> [SyncAction] {
        let id = nextID()
        end = nil
        isTruncated = false
        // Who has nothing wants everything at once; who has much wants to compare first.
        let isWelcome: Bool
        let request: DAVRequest
        switch kind {
        case .changes(let token):
            isWelcome = !setup.lacksData
            request = .changes(inCalendar: path, since: token, data: isWelcome)
        case .all:
            isWelcome = isFirst && !setup.lacksData
            request = .changes(inCalendar: path, since: nil, data: isWelcome)
        case .etags:
            isWelcome = false
            request = .listing(ofCalendar: path)
        }
        listing = (kind, id, isWelcome)
        return [.send(id, request, streaming: true)]
    }

    /// Lists everything, to be compared with what the replica has.
    mutating func listAll() -> [SyncAction] {
        isFull = true
        let isLogged = calendar.canSync && !setup.isAudit && restarts < 2
        return list(isLogged ? .all : .etags)
    }

    mutating func listed(_ items: [MultistatusItem]) -> [SyncAction] {
        items.flatMap { listed($0) }
    }

    private mutating func listed(_ item: MultistatusItem) -> [SyncAction] {
        guard !Href.areSame(item.href, path) else {
            isTruncated = isTruncated || item.status == 507
            return []
        }
        if item.found.isCollection { return [] }
        if item.isGone {
            // From the beginning, some servers tell of all that ever was; what the replica has and
            // nobody lists is found by comparing. A later page tells of what was listed before.
            if listing?.kind != .all { takeRemoval(item.href) }
            return []
        }
        let etag = item.found.etag
        let held = known?[item.href]
        if isFull, held != nil { met.insert(item.href) }
        if item.failure != nil {
            unreadable.append(item.href)
            return []
        }
        if let text = item.found.calendarData {
            givesData = true
            return take(RemoteObject(href: item.href, etag: etag, text: text))
        }
        if listing?.asksForData == true, givesData == nil { givesData = false }
        if let held, ETag.areSame(held.etag, etag) { return [] }
        wanted.append(RemoteEntry(href: item.href, etag: etag))
        return []
    }

    /// The end of a listing.
    mutating func endListing(
        _ reply: Result<DAVReply, TransportFailure>, _ moment: Moment
    ) -> [SyncAction] {
        guard let (kind, _, asksForData) = listing else { return [] }
        listing = nil
        if case .success(let reply) = reply, reply.status == 207, let end {
            return ended(kind, end)
        }
        let verdict = Verdict(reply, now: moment.now)
        switch (kind, verdict) {
        case (_, .later(let failure)) where !failure.isOwn: return fail(failure)
        case (.changes(let token), _):
            // It may be the data that it does not like; or else the token, in many words.
            if asksForData, !setup.capabilities.contains(.syncData), givesData == nil {
                return listWithoutData(since: token)
            }
            return listFromScratch()
        case (.all, .gone), (.all, .refused), (.all, .misplaced), (.all, .unmet), (.all, .done),
            (.all, .full), (.all, .later):
            return list(.etags)
        case (.etags, .gone): return vanish()
        case (.etags, .later(let failure)): return fail(failure)
        case (.etags, _): return fail(Verdict.Failure(reason: verdict.refusal.words))
        }
    }

    private mutating func listWithoutData(since token: String) -> [SyncAction] {
        givesData = false
        let id = nextID()
        listing = (.changes(since: token), id, false)
        return [.send(id, .changes(inCalendar: path, since: token, data: false), streaming: true)]
    }

    /// The change log is of no use: everything is compared.
    private mutating func listFromScratch() -> [SyncAction] {
        restarts += 1
        met = []
        (wanted, unreadable) = ([], [])
        forgetRemovals()
        return askKnown()
    }

    /// A listing came to its end as it should.
    private mutating func ended(_ kind: Listing, _ end: MultistatusEnd) -> [SyncAction] {
        switch (kind, end.syncToken) {
        case (.etags, _): return compare()
        case (.changes, nil): return listFromScratch()
        case (.all, nil): return list(.etags)
        case (.changes(let former), let token?):
            guard isTruncated else { return reach(token) }
            return token == former ? listFromScratch() : list(.changes(since: token))
        case (.all, let token?):
            guard isTruncated else { return reach(token) }
            let page = isFirst ? storePage(token: token) : []
            return page + list(.changes(since: token))
        }
    }

    private mutating func reach(_ token: String) -> [SyncAction] {
        reached = token
        return compare()
    }

    /// What of the listing is news.
    mutating func compare() -> [SyncAction] {
        if isFull {
            for href in (known ?? [:]).keys where !met.contains(href) { takeRemoval(href) }
        } else if !wanted.isEmpty {
            guard let known else { return askKnown() }
            wanted.removeAll { ETag.areSame(known[$0.href]?.etag, $0.etag) }
        }
        total = wanted.count
        return read()
    }
}
