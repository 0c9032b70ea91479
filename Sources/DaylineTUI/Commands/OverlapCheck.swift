import Core

/// Says which events a change would overlap, and refuses it where the calendar wants that.
struct OverlapCheck {
    let replica: Replica
    let calendar: CalendarInfo
    /// `--allow-overlap`
    let isAllowed: Bool

    /// How far a recurring event is compared with others, in days, and how many instances of it.
    private static let horizonDays = 366
    private static let comparedInstances = 1000
    /// Overlapping events that are named.
    private static let named = 5

    /// What is about to be stored.
    struct Change {
        let object: CalendarObject
        let draft: EventDraft
        /// Whether one instance of several was changed, and no other.
        var isOneInstance = false
        /// The object that is edited; it never overlaps itself.
        var replaced: ObjectID?
    }

    func check(_ change: Change, _ session: Session) throws {
        guard calendar.policy != .allow, !isAllowed else { return }
        let found = try overlapping(change, session)
        guard !found.isEmpty else { return }
        var words = found.prefix(OverlapCheck.named).map { other in
            let when = session.strings.span(
                other.local, isAllDay: other.isAllDay, today: session.today)
            return "“\(other.title.isEmpty ? session.strings.untitled : other.title)” \(when)"
        }
        if found.count > words.count { words.append("and \(found.count - words.count) more") }
        let list = words.joined(separator: "; ")
        guard calendar.policy == .warn else { throw CommandError.refused("overlaps \(list)") }
        session.warn("overlaps \(list)")
    }

    /// The other events, each once, of the calendars that are shown.
    private func overlapping(_ change: Change, _ session: Session) throws -> [Instance] {
        let drafts = compared(change, session)
        guard let first = drafts.map(\.span.lowerBound).min(),
            let last = drafts.map(\.span.upperBound).max()
        else { return [] }
        let shown = try replica.calendars().filter { $0.isVisible || $0.id == calendar.id }
        let others = try replica.instances(
            in: first..<max(last, first.adding(seconds: 1)), display: session.profile.zone,
            calendars: Set(shown.map(\.id))
        )
        // One changed instance may run into another one of the same event.
        .filter {
            change.isOneInstance || change.replaced == nil || $0.object != change.replaced
        }
        var found: [Instance] = []
        var keys: Set<InstanceKey> = []
        for pair in overlaps(of: drafts, with: others) where keys.insert(pair.second.key).inserted {
            found.append(pair.second)
        }
        return found
    }

    /// The changed instance, or those of a year; what is past of a recurring event is left out.
    private func compared(_ change: Change, _ session: Session) -> [Instance] {
        let profile = session.profile
        func expand(_ window: Range<Instant>, _ limit: Int) -> [Instance] {
            change.object.instances(
                in: window, zones: profile.zones, display: profile.zone, limit: limit)
        }
        let resolver = ZoneResolver(database: profile.zones, calendar: change.object.calendar)
        let start = resolver.instant(change.draft.start, display: profile.zone)
        if change.isOneInstance || !change.object.isRecurring {
            let around = expand(start..<start.adding(seconds: 1), 100)
            return around.filter { $0.span.lowerBound == start }
        }
        let from = max(start, session.now)
        let until = from.adding(seconds: OverlapCheck.horizonDays * 86_400)
        return expand(from..<until, OverlapCheck.comparedInstances)
    }
}
