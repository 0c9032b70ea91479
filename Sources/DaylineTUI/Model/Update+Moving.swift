import Core

/// Moving the cursor.
extension Model {
    /// Where the cursor may be; the windows around it stay inside `CivilDate.range`.
    static let cursorRange =
        CivilDate.range.lowerBound.adding(
            days: 400)...CivilDate.range.upperBound
        .adding(days: -400)
    /// Minutes of one step of the time grids.
    static let slot = 30

    mutating func move(_ command: Command, count: Int?) -> [Effect] {
        let steps = count ?? 1
        switch command {
        case .left: return view == .agenda ? goTo(cursor.adding(days: -steps)) : sideways(-steps)
        case .right: return view == .agenda ? goTo(cursor.adding(days: steps)) : sideways(steps)
        case .up: return vertically(-steps)
        case .down: return vertically(steps)
        case .previousPage: return page(-steps)
        case .nextPage: return page(steps)
        case .previousMonth: return goTo(cursor.adding(months: -steps))
        case .nextMonth: return goTo(cursor.adding(months: steps))
        case .lineStart: return goTo(cursor.startOfWeek(first: weekStart))
        case .lineEnd: return goTo(cursor.startOfWeek(first: weekStart).adding(days: 6))
        case .first: return edge(isLast: false, count: count)
        case .last: return edge(isLast: true, count: count)
        case .today:
            cursorMinute = now.secondOfDay / 60 / Model.slot * Model.slot
            return goTo(today)
        case .goToDate:
            push(.prompt(PromptState()))
            return []
        case .nextEvent: return toEvent(steps)
        case .previousEvent: return toEvent(-steps)
        case .cycleForward: return cycle(steps)
        case .cycleBackward: return cycle(-steps)
        default: return []
        }
    }

    /// Puts the cursor on a day, selects what lies under it, and loads what is missing.
    mutating func goTo(_ date: CivilDate) -> [Effect] {
        cursor = min(max(date, Model.cursorRange.lowerBound), Model.cursorRange.upperBound)
        if view == .agenda { anchorAgenda() }
        selectUnderCursor()
        return ensureLoaded()
    }

    /// Keeps the agenda in front of the cursor: it begins at the cursor when that leaves it.
    mutating func anchorAgenda() {
        let end = agendaStart.adding(days: Model.agendaDays)
        if cursor < agendaStart || cursor >= end { agendaStart = cursor }
    }

    private mutating func sideways(_ days: Int) -> [Effect] { goTo(cursor.adding(days: days)) }

    private mutating func vertically(_ steps: Int) -> [Effect] {
        switch view {
        case .month: return goTo(cursor.adding(days: 7 * steps))
        case .week, .day:
            let latest = 24 * 60 - Model.slot
            cursorMinute = min(max(cursorMinute + steps * Model.slot, 0), latest)
            selectUnderCursor()
            return []
        case .agenda: return toEvent(steps)
        }
    }

    private mutating func page(_ steps: Int) -> [Effect] {
        switch view {
        case .month: goTo(cursor.adding(months: steps))
        case .week, .agenda: goTo(cursor.adding(days: 7 * steps))
        case .day: goTo(cursor.adding(days: steps))
        }
    }

    /// `gg` and `G`: the ends of the month or of the day; with a count that day of the month.
    private mutating func edge(isLast: Bool, count: Int?) -> [Effect] {
        let first = cursor.firstOfMonth
        let last = first.adding(months: 1).adding(days: -1)
        if let count { return goTo(min(first.adding(days: max(count, 1) - 1), last)) }
        switch view {
        case .month: return goTo(isLast ? last : first)
        case .week, .day:
            cursorMinute = isLast ? 24 * 60 - Model.slot : 0
            selectUnderCursor()
            return []
        case .agenda:
            guard let edge = isLast ? instances.last : instances.first else { return [] }
            return select(edge)
        }
    }

    /// In the time grids the event under the cursor, in the agenda the next one, in the month
    /// none: there Tab chooses.
    mutating func selectUnderCursor() {
        switch view {
        case .month: selection = nil
        case .week, .day:
            let time = cursorTime
            let slot = time..<time.adding(seconds: Model.slot * 60)
            selection =
                instances.first { !$0.isLong && $0.covers(slot) }?.key
        case .agenda:
            let start = cursor.midnight
            selection =
                instances.first { $0.local.lowerBound >= start }?.key
                ?? instances.last { $0.shows(on: cursor) }?.key
        }
    }

    /// Selects an instance and puts the cursor on its start.
    mutating func select(_ instance: Instance) -> [Effect] {
        let start = instance.local.lowerBound
        cursor = min(max(start.date, Model.cursorRange.lowerBound), Model.cursorRange.upperBound)
        if !instance.isLong { cursorMinute = start.secondOfDay / 60 / Model.slot * Model.slot }
        if view == .agenda { anchorAgenda() }
        selection = instance.key
        return ensureLoaded()
    }

    /// Tab: the events of the cursor's day in turn.
    private mutating func cycle(_ steps: Int) -> [Effect] {
        let shown = instances(on: cursor)
        guard !shown.isEmpty else {
            message = Message(kind: .info, text: strings.noEventHere)
            return []
        }
        let current = shown.firstIndex { $0.key == selection }
        let next = current.map { $0 + steps } ?? (steps > 0 ? steps - 1 : steps)
        let chosen = shown[CivilDate.floorMod(next, shown.count)]
        selection = chosen.key
        if !chosen.isLong, chosen.local.lowerBound.date == cursor {
            cursorMinute = chosen.local.lowerBound.secondOfDay / 60 / Model.slot * Model.slot
        }
        return []
    }
}

extension Instance {
    /// Whether it shares wall-clock time with `slot`; one without length counts at its start.
    func covers(_ slot: Range<LocalDateTime>) -> Bool {
        local.isEmpty ? slot.contains(local.lowerBound) : local.overlaps(slot)
    }
}
