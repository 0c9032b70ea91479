import GRDB

extension Replica {
    /// What takes place in a window, by start; instances without length when they begin inside.
    ///
    /// Answered from the time index alone. Cost: what is in the window, and the series alive in it.
    /// - Parameters:
    ///   - display: the zone of floating times and dates, and of `Instance.local`.
    ///   - calendars: those to look at; nil for all.
    /// - Throws: `.tooManyInstances` when the window has more than `limit`.
    public func instances(
        in window: Range<Instant>, display: Zone, calendars: Set<CalendarID>? = nil,
        limit: Int = ReplicaLimits.instances
    ) throws(ReplicaError) -> [Instance] {
        var nothing: EventSummaries?
        return try instances(
            in: window, display: display, calendars: calendars, limit: limit, sharing: &nothing)
    }

    /// The same, for one of several windows of one state of the replica.
    /// - Parameter summaries: what the windows share; nil when there is only one.
    public func instances(
        in window: Range<Instant>, display: Zone, calendars: Set<CalendarID>? = nil,
        limit: Int = ReplicaLimits.instances, sharing summaries: inout EventSummaries?
    ) throws(ReplicaError) -> [Instance] {
        var reader = TimeIndexReader(
            window: ExpansionWindow(window, display: display, zones: zones),
            calendars: calendars, limit: limit)
        swap(&reader.summaries, &summaries)
        defer { swap(&reader.summaries, &summaries) }
        try read { try reader.readAll($0) }
        return reader.takeSorted()
    }
}
