extension Replica {
    /// The instances that `planned` would overlap in the calendars that are shown and in the one
    /// that it goes to; each once.
    public func overlapped(
        by planned: PlannedSave, in calendar: CalendarID, now: Instant, display: Zone
    ) throws(ReplicaError) -> [Instance] {
        let drafts = planned.instances(now: now, zones: zones, display: display)
        guard let first = drafts.map(\.span.lowerBound).min(),
            let last = drafts.map(\.span.upperBound).max(), first < last
        else { return [] }
        let shown = try calendars().filter { $0.isVisible || $0.id == calendar }
        let others = try instances(
            in: first..<last, display: display, calendars: Set(shown.map(\.id)))
        return planned.overlapped(drafts, among: others)
    }
}
