import Core

/// Makes calendar data as a report asked for it. One serves a whole report: it counts the
/// instances that it gave.
struct CalendarDataRenderer {
    private let request: CalendarDataRequest
    private let zones: ZoneDatabase
    private var times: TimeMatcher
    private let instanceLimit: Int
    private var instancesLeft: Int

    /// - Parameters:
    ///   - display: the zone of floating times and dates.
    ///   - instanceLimit: how many instances may be expanded in all.
    init(
        _ request: CalendarDataRequest, display: Zone, zones: ZoneDatabase, instanceLimit: Int
    ) {
        self.request = request
        self.zones = zones
        self.instanceLimit = instanceLimit
        instancesLeft = instanceLimit
        times = TimeMatcher(display: display, zones: zones)
    }

    /// Whether the stored bytes are what was asked for.
    var isPlain: Bool { request == .plain }

    /// What of a stored object is to be returned.
    mutating func bytes(of text: [UInt8]) throws(CalendarDataError) -> [UInt8] {
        guard !isPlain, let calendar = parseICalendar(text).components.first else { return text }
        return try data(of: calendar).bytes
    }

    mutating func data(of calendar: Component) throws(CalendarDataError) -> Component {
        var result = calendar
        switch request.recurrence {
        case .asStored: break
        case .expand(let window): result = try expanded(calendar, window)
        case .limit(let window): result = limited(calendar, window)
        }
        if let window = request.freeBusy { limitFreeBusy(of: &result, window) }
        return request.selection?.applied(to: result) ?? result
    }

    private mutating func expanded(
        _ calendar: Component, _ window: Range<Instant>
    ) throws(CalendarDataError) -> Component {
        let object = ObjectTimes(calendar, zones: zones)
        let expansion = ObjectExpansion(object, display: times.display)
        var instances: [Component] = []
        for (index, component) in object.components.enumerated()
        where component.name != "VTIMEZONE" {
            guard expansion.isRecurring(index) else {
                instances.append(expansion.inUTC(component))
                continue
            }
            let found = times.instances(index, of: object, window, limit: instancesLeft + 1)
            guard found.count <= instancesLeft else {
                throw .tooManyInstances(limit: instanceLimit)
            }
            instancesLeft -= found.count
            instances += found.map { expansion.component($0, of: component) }
        }
        var result = calendar
        result.components = []
        for instance in instances { result.append(instance) }
        return result
    }

    private mutating func limited(_ calendar: Component, _ window: Range<Instant>) -> Component {
        let object = ObjectTimes(calendar, zones: zones)
        let kept = object.components.indices.filter { index in
            guard let id = try? object.components[index].first(.recurrenceID)?.time() else {
                return true
            }
            if !times.instances(index, of: object, window, limit: 1).isEmpty { return true }
            let start = object.zones.instant(id, display: times.display)
            let end = start.adding(seconds: object.masterLength)
            return TimeRange(start: window.lowerBound, end: window.upperBound)?
                .touches(start..<end) ?? false
        }
        guard kept.count < object.components.count else { return calendar }
        var result = calendar
        result.components = kept.map { object.components[$0] }
        return result
    }

    private func limitFreeBusy(of calendar: inout Component, _ window: Range<Instant>) {
        guard calendar.components.contains(where: { $0.name == "VFREEBUSY" }) else { return }
        let zones = ZoneResolver(database: zones, calendar: calendar)
        calendar.components = calendar.components.map { component in
            guard component.name == "VFREEBUSY" else { return component }
            var result = component
            result.replaceAll(
                .freebusy,
                with: component.all(.freebusy).compactMap {
                    times.limited($0, to: window, zones)
                })
            return result
        }
    }
}
