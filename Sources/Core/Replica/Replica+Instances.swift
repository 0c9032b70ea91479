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
        var found = try read { database in
            var reader = TimeIndexReader(
                window: ExpansionWindow(window, display: display, zones: zones),
                calendars: calendars, limit: limit)
            try reader.readAll(database)
            return reader.instances
        }
        Self.sort(&found)
        return found
    }

    /// By start, then end, then object, so that the order is the same every time.
    private static func sort(_ instances: inout [Instance]) {
        struct Key {
            let start: Int, end: Int
            let object: Int64
            let index: Int
        }
        let keys = instances.indices.map { index in
            let instance = instances[index]
            return Key(
                start: instance.span.lowerBound.seconds, end: instance.span.upperBound.seconds,
                object: instance.object?.row ?? 0, index: index)
        }
        .sorted {
            ($0.start, $0.end, $0.object, $0.index) < ($1.start, $1.end, $1.object, $1.index)
        }
        // Sorting the instances themselves would move what is eight times as large.
        instances = keys.map { instances[$0.index] }
    }
}
