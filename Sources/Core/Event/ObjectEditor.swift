/// Works on the components of one calendar object, recurrence ids read on the master's clock.
struct ObjectEditor {
    let object: CalendarObject
    let zones: ZoneDatabase
    let clocks: EventClocks
    /// nil without a master.
    let series: SeriesBuilder?
    /// All components, zones included, as far as edited.
    private(set) var components: [Component]

    init(_ object: CalendarObject, _ zones: ZoneDatabase) {
        self.object = object
        self.zones = zones
        self.clocks = EventClocks(zones: zones, calendar: object.calendar)
        self.components = object.calendar.components
        let clocks = clocks
        self.series = object.master.map { SeriesBuilder($0, object.overrides, clocks) }
    }

    /// Whether instances have recurrence ids.
    var isSeries: Bool { object.master?.isRecurring == true || !object.overrides.isEmpty }

    /// A recurrence id in wall-clock seconds of the master.
    func wallSeconds(of id: CalendarTime) -> Int {
        series?.recurrenceID(of: id) ?? id.wallClock.seconds
    }

    /// A recurrence id in the form of the master's `DTSTART`.
    func time(at wallSeconds: Int) -> CalendarTime? { series?.seed.clock.time(at: wallSeconds) }

    /// The override of one instance.
    func override(at id: CalendarTime) -> Event? {
        let wall = wallSeconds(of: id)
        return object.overrides.first { override in
            !override.appliesToFuture
                && override.recurrenceID.map { $0 == id || wallSeconds(of: $0) == wall } ?? false
        }
    }

    /// The override for this and future instances that speaks for an instance.
    func futureOverride(at id: CalendarTime) -> (id: Int, event: Event)? {
        let wall = wallSeconds(of: id)
        return series?.futureOverrides.last { $0.id <= wall }
    }

    /// What describes an instance: its override, an earlier one for all later instances, or the
    /// master. nil as an id means the event as a whole.
    func event(at id: CalendarTime?) -> Event? {
        guard let id else { return object.representative }
        return override(at: id) ?? futureOverride(at: id)?.event ?? object.master
            ?? object.overrides.first { $0.recurrenceID == id }
    }

    /// The start that an instance has now, on the master's clock.
    func currentStart(of id: CalendarTime) -> Int {
        guard let series else { return id.wallClock.seconds }
        if let override = override(at: id) {
            return clocks.wallSeconds(of: override.start, on: series.seed.clock)
        }
        let wall = wallSeconds(of: id)
        guard let (first, event) = futureOverride(at: id) else { return wall }
        return wall + series.seed(takenOverBy: event, from: first, to: first).shift
    }

    /// Whether the recurrence set or an override has anything before an instance.
    func hasInstances(before wall: Int) -> Bool {
        guard let series else { return false }
        if object.overrides.contains(where: { override in
            override.recurrenceID.map { wallSeconds(of: $0) < wall } ?? false
        }) {
            return true
        }
        let first = series.seed.recurrenceSet().first(
            atOrAfter: LocalDateTime(seconds: SeriesSeed.allIDs.lowerBound))
        return first.map { $0.seconds < wall } ?? false
    }

    /// Replaces a component that was read from the object.
    mutating func replace(_ old: Component, with new: Component) {
        guard let index = components.firstIndex(of: old) else {
            components.append(new)
            return
        }
        components[index] = new
    }

    /// Changes or takes out (nil) every override; `body` gets its recurrence id on the clock.
    mutating func editOverrides(_ body: (Component, Int) -> Component?) {
        components = components.compactMap { component in
            guard component.name == "VEVENT",
                let id = try? component.first(.recurrenceID)?.time()
            else { return component }
            return body(component, wallSeconds(of: id))
        }
    }

    /// Changes or takes out (nil) every event that is no override.
    mutating func editMasters(_ body: (Component) -> Component?) {
        components = components.compactMap { component in
            component.name == "VEVENT" && component.first(.recurrenceID) == nil
                ? body(component) : component
        }
    }

    /// Adds a component behind the others.
    mutating func append(_ component: Component) { components.append(component) }

    /// The object as edited, with a `VTIMEZONE` for each zone that `draft` names.
    func result(uid: UID? = nil, naming draft: EventDraft? = nil) -> CalendarObject {
        var calendar = object.calendar
        var parts = components
        let named = draft.map { [$0.start, $0.end] } ?? []
        for id in named.compactMap(\.zoneID) {
            guard !parts.contains(where: { $0.isZone(id) }), let zone = clocks.zone(id),
                let start = draft?.start
            else { continue }
            let since = zone.instant(at: start.wallClock)
            parts.insert(VTimeZoneWriter(zone, id, since: since).component(), at: 0)
        }
        calendar.components = parts
        return CalendarObject(
            calendar: calendar, uid: uid ?? object.uid,
            components: parts.filter { $0.name != "VTIMEZONE" })
    }
}

extension Component {
    /// Whether this is the `VTIMEZONE` of an id.
    fileprivate func isZone(_ id: TimeZoneID) -> Bool {
        name == "VTIMEZONE"
            && first(.tzid).map { $0.text == id.name || $0.rawValue == id.name }
                ?? false
    }

    /// Takes out what describes a recurrence set.
    mutating func removeRecurrence() {
        for name in [PropertyName.rrule, .rdate, .exdate, .exrule] { remove(name) }
    }
}
