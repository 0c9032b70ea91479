import Core

/// Reading objects.
extension Pull {
    /// Whether everything that is wanted was read.
    var isRead: Bool {
        listing == nil && reading.isEmpty && wanted.isEmpty && singles.isEmpty
    }

    /// Asks for what is wanted, as far as there is room.
    mutating func read() -> [SyncAction] {
        var actions: [SyncAction] = []
        while reading.count < Self.fetches {
            if let href = singles.popLast() {
                actions.append(readOne(href))
            } else if let last = wanted.last {
                if wanted.count == 1 || chunk == 1 || !usesMultiget {
                    wanted.removeLast()
                    actions.append(readOne(last.href))
                } else {
                    actions.append(readSome())
                }
            } else {
                break
            }
        }
        return actions
    }

    private var usesMultiget: Bool { !lacksMultiget && setup.capabilities.contains(.multiget) }

    private mutating func readOne(_ href: String) -> SyncAction {
        let id = nextID()
        reading[id] = Reading(rest: [href], isSingle: true)
        return .send(id, .get(href), streaming: false)
    }

    private mutating func readSome() -> SyncAction {
        let hrefs = wanted.suffix(chunk).map(\.href)
        wanted.removeLast(hrefs.count)
        let id = nextID()
        reading[id] = Reading(rest: Set(hrefs), isSingle: false)
        return .send(id, .multiget(inCalendar: path, hrefs), streaming: true)
    }

    mutating func received(_ items: [MultistatusItem], for id: RequestID) -> [SyncAction] {
        items.flatMap { item -> [SyncAction] in
            guard reading[id] != nil else { return [] }
            if let text = item.found.calendarData {
                reading[id]?.rest.remove(item.href)
                return take(
                    RemoteObject(href: item.href, etag: item.found.etag, text: text))
            }
            // What is said to be gone was deleted since it was listed.
            if item.isGone, reading[id]?.rest.remove(item.href) != nil { missing(item.href) }
            return []
        }
    }

    mutating func endReading(
        _ id: RequestID, _ reply: Result<DAVReply, TransportFailure>, _ moment: Moment
    ) -> [SyncAction] {
        guard let request = reading.removeValue(forKey: id) else { return [] }
        let verdict = Verdict(reply, now: moment.now)
        if case .later(let failure) = verdict, !failure.isOwn { return fail(failure) }
        if !request.isSingle { return endSome(request.rest, reply, verdict) + read() }
        guard let href = request.rest.first else { return read() }
        switch verdict {
        case .done(let reply): return take(Flight.object(reply, at: href)) + read()
        case .gone: missing(href)
        case .unmet, .misplaced, .refused, .full, .later: unreadable.append(href)
        }
        return read()
    }

    private mutating func endSome(
        _ rest: Set<String>, _ reply: Result<DAVReply, TransportFailure>, _ verdict: Verdict
    ) -> [SyncAction] {
        if case .success(let reply) = reply, reply.status == 207 {
            // Neither given nor said to be gone.
            singles += rest.sorted()
            return []
        }
        let status = verdict.refusal.status
        if [403, 404, 405, 415, 501].contains(status) {
            lacksMultiget = true
        } else {
            chunk = max(1, min(chunk, rest.count) / 2)
        }
        wanted += rest.sorted().map { RemoteEntry(href: $0, etag: nil) }
        return []
    }
}
