import Core

/// Finding the server and its calendars.
extension AccountMachine {
    mutating func listHome() -> [SyncAction] {
        guard let home = account?.home else { return [] }
        wants.home = false
        runs += 1
        let id = RequestID(owner: .home, number: runs)
        homeRequest = id
        let ctags = calendars.contains { !$0.canSync }
        return [.send(id, .calendars(inHome: home, ctags: ctags), streaming: false)]
    }

    mutating func homeAnswered(
        _ reply: Result<DAVReply, TransportFailure>, _ moment: Moment
    ) -> [SyncAction] {
        homeRequest = nil
        if case .success(let reply) = reply, reply.status == 207,
            let (items, _) = try? MultistatusStream.read(reply.body, base: reply.url)
        {
            return take(items.compactMap { RemoteCalendar($0) }, moment)
        }
        wants.home = true
        let verdict = Verdict(reply, now: moment.now)
        switch verdict {
        case .gone, .refused, .misplaced, .unmet:
            // It may have moved.
            wants.discovery = true
        case .done, .full: break
        case .later: break
        }
        if !trouble.isPausing, !wants.discovery { trouble.fail(verdict.refusal.words, moment) }
        return []
    }

    /// The calendars that the server has now.
    mutating func take(_ found: [RemoteCalendar], _ moment: Moment) -> [SyncAction] {
        let known = Set(calendars.compactMap(\.href))
        let kept = found.filter { known.contains($0.href) || isWanted($0) }
        listed = Dictionary(kept.map { ($0.href, $0) }) { first, _ in first }
        rest.looked(at: moment.now, every: isLive ? Self.liveInterval : setup.interval)
        isComparing = true
        return [.store(.take(kept))]
    }

    private func isWanted(_ calendar: RemoteCalendar) -> Bool {
        guard calendar.components.isEmpty || calendar.components.contains("VEVENT") else {
            return false
        }
        return setup.calendars.isEmpty
            || setup.calendars.contains {
                $0 == calendar.name || Href.areSame($0, calendar.href)
            }
    }

    /// The replica's calendars; after a look at the home with what differs there.
    mutating func took(_ calendars: [SyncCalendar], _ moment: Moment) -> [SyncAction] {
        self.calendars = calendars
        var actions = wants.acceptance && !calendars.isEmpty ? acceptDeletions() : []
        guard isComparing else { return actions }
        isComparing = false
        for index in calendars.indices {
            let calendar = self.calendars[index]
            guard let href = calendar.href, let remote = listed[href] else { continue }
            if isOther, calendar.token != nil || calendar.ctag != nil {
                (self.calendars[index].token, self.calendars[index].ctag) = (nil, nil)
                actions.append(.store(.updateCalendar(self.calendars[index])))
            }
            if isAuditDue(calendar, moment.now) { wants.audits.insert(calendar.id) }
            if isOther || wants.audits.contains(calendar.id) || differs(calendar, remote) {
                wants.pulls.insert(calendar.id)
            }
        }
        wants.auditsAll = false
        for calendar in self.calendars where gone.contains(calendar.id) {
            if calendar.acceptsDeletions || calendar.heldDeletions == 0 {
                actions.append(.store(.known(calendar.id)))
            }
        }
        return actions
    }

    private func isAuditDue(_ calendar: SyncCalendar, _ now: Instant) -> Bool {
        if wants.auditsAll { return true }
        guard let last = calendar.audited else { return false }
        return now >= last.adding(seconds: Self.auditInterval)
    }

    /// Whether the server has another state of a calendar, as far as one can tell.
    private func differs(_ calendar: SyncCalendar, _ remote: RemoteCalendar) -> Bool {
        // Held deletions are looked at anew: they may have been taken back.
        if calendar.acceptsDeletions || calendar.heldDeletions > 0 { return true }
        if let token = remote.token, remote.canSync { return token != calendar.token }
        guard let ctag = remote.ctag else { return true }
        return ctag != calendar.ctag
    }

    mutating func miss(_ missing: [CalendarID]) -> [SyncAction] {
        gone = Set(missing)
        return [.store(.calendars)]
    }

    /// A calendar that the server has no more has these objects. They are deletions like others: a
    /// calendar without any goes at once.
    mutating func missed(
        _ id: CalendarID, _ entries: [String: KnownEntry]
    ) -> [SyncAction] {
        guard gone.contains(id), let index = calendars.firstIndex(where: { $0.id == id }) else {
            return []
        }
        guard !entries.isEmpty, !calendars[index].acceptsDeletions else {
            gone.remove(id)
            return [.store(.lose(id)), .store(.calendars)]
        }
        calendars[index].heldDeletions = entries.count
        return [
            .store(.updateCalendar(calendars[index])),
            .report(.warning(.calendarGone(calendars[index].name))),
        ]
    }
}
