import Core

/// What must be loaded, and the search for events beyond it.
extension Model {
    /// Months to look through for the next or previous event before giving up.
    static let seekLimit = 60

    /// What the screen needs: the view's days, and the cursor's month for the mini-month.
    var loadWindow: Range<CivilDate> {
        let visible = visibleWindow
        let month = monthWindow
        return min(visible.lowerBound, month.lowerBound)..<max(visible.upperBound, month.upperBound)
    }

    /// Asks for the days on screen unless they are there.
    func ensureLoaded() -> [Effect] {
        let window = loadWindow
        if let loaded, loaded.lowerBound <= window.lowerBound,
            loaded.upperBound >= window.upperBound
        {
            return []
        }
        return [.load(window)]
    }

    /// After a change: everything on screen anew.
    func reload() -> [Effect] { [.loadCalendars, .load(loadWindow)] }

    mutating func take(
        _ window: Range<CivilDate>, _ found: [Instance], _ overlapping: [Bool]
    ) -> [Effect] {
        loaded = window
        instances = found
        self.overlapping = overlapping
        if let wanted { self.wanted = resolve(wanted) ? nil : wanted }
        if seek != nil { return continueSeek() }
        if selectedInstance == nil { selectUnderCursor() }
        return ensureLoaded()
    }

    /// Selects the wanted event; true when the search for it is over.
    private mutating func resolve(_ wanted: WantedSelection) -> Bool {
        guard let loaded, loaded.contains(wanted.start.date) else { return false }
        let atStart = instances.filter { $0.local.lowerBound == wanted.start }
        let match = atStart.first { $0.object == wanted.object } ?? atStart.first
        if let match { selection = match.key }
        return true
    }

    /// Steps to another event in time order, beyond the loaded days if it must be.
    mutating func toEvent(_ steps: Int) -> [Effect] {
        if let target = neighbour(steps) { return select(target) }
        seek = Seek(isForward: steps > 0, remaining: Model.seekLimit)
        return continueSeek()
    }

    /// The event `steps` after (before) the selected one, or after the cursor. Counts stop at the
    /// last event that is loaded; a single step goes beyond.
    private func neighbour(_ steps: Int) -> Instance? {
        let index: Int
        if let current = instances.firstIndex(where: { $0.key == selection }) {
            index = current + steps
        } else if steps > 0 {
            let next = instances.firstIndex { $0.local.lowerBound >= seekPoint }
            index = (next ?? instances.count) + steps - 1
        } else {
            let previous = instances.lastIndex { $0.local.lowerBound < seekPoint }
            index = (previous ?? -1) + steps + 1
        }
        if instances.indices.contains(index) { return instances[index] }
        guard abs(steps) > 1, let edge = steps > 0 ? instances.last : instances.first else {
            return nil
        }
        let isAhead =
            steps > 0 ? edge.local.lowerBound >= seekPoint : edge.local.lowerBound < seekPoint
        return isAhead && edge.key != selection ? edge : nil
    }

    /// Where a search without selection starts: the cursor's time, or its day.
    private var seekPoint: LocalDateTime {
        switch view {
        case .week, .day: cursorTime
        case .month, .agenda: cursor.midnight
        }
    }

    private mutating func continueSeek() -> [Effect] {
        guard var seek, let loaded else { return [] }
        let edge =
            seek.isForward
            ? loaded.upperBound.midnight : loaded.lowerBound.midnight
        let current = selectedInstance?.local.lowerBound ?? seekPoint
        let target =
            seek.isForward
            ? instances.first { $0.local.lowerBound > current }
            : instances.last { $0.local.lowerBound < current }
        if let target {
            self.seek = nil
            return select(target)
        }
        seek.remaining -= 1
        let next = seek.isForward ? edge.date : edge.date.adding(days: -42)
        guard seek.remaining >= 0, Model.cursorRange.contains(next) else {
            self.seek = nil
            message = Message(kind: .info, text: strings.noMoreEvents)
            return ensureLoaded()
        }
        self.seek = seek
        return [.load(next..<next.adding(days: 42))]
    }
}
