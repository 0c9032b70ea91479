/// Joins two texts of one object, component by component.
struct ObjectMerge {
    enum Outcome: Hashable { case done, needsSchedule(of: MergePreference) }

    /// What became of one component of the object: an event, or one of its overrides.
    struct Part {
        let sides: Threefold<Component>
        /// nil when it was taken out.
        var result: Component?
        /// Of an override, as both sides knew it.
        var id: CalendarTime? { sides.recurrenceID }
        /// Whether the remote side has it: then it keeps its place.
        var isRemote: Bool { sides.remote != nil }
    }

    /// With a local and a remote one.
    let sides: Threefold<MergeSide>
    let choices: MergeChoices
    /// The side whose times stand, all of them: what the other did to the recurrence set is left
    /// out and clashes. nil where times are merged.
    let schedule: MergePreference?
    private(set) var result = Component("VCALENDAR")
    /// In the order in which they were found.
    private(set) var clashes: [MergeClash]
    private var known: Set<MergeClash>
    var parts: [Part] = []
    /// The side whose times have to stand.
    private var demanded: MergePreference?

    /// - Parameter clashes: what is known to clash over the times that stand.
    init(
        _ sides: Threefold<MergeSide>, _ choices: MergeChoices, schedule: MergePreference? = nil,
        clashes: [MergeClash] = []
    ) {
        self.sides = sides
        self.choices = choices
        self.schedule = schedule
        self.clashes = clashes
        known = Set(clashes)
    }

    /// Fills `result` and `clashes`; stops when they have to be made again with one side's times.
    mutating func run() -> Outcome {
        let calendars = sides.map(\.object.calendar)
        let inner = calendars.map(\.components)
        parts = MergeMatching.parts(of: sides).map { Part(sides: $0) }
        let place = MergePlace(recurrenceID: nil, component: "VCALENDAR")
        var head = PropertyMerge(calendars, sides.map(\.clocks), at: place, choices, schedule: nil)
        result = head.merged()
        for name in head.clashes { add(place.clash(name)) }
        for index in parts.indices { parts[index].result = merged(part: parts[index].sides) }
        settleExclusions()
        settleOrphans()
        if let demanded, schedule == nil { return .needsSchedule(of: demanded) }
        let kept = parts.filter(\.isRemote).compactMap(\.result)
        let added = parts.filter { !$0.isRemote }.compactMap(\.result)
        result.components = mergedZones(inner, named: kept + added) + kept + added
        return .done
    }

    /// Names what both changed, and tells which side stands.
    @discardableResult
    mutating func add(_ clash: MergeClash) -> MergePreference {
        if known.insert(clash).inserted { clashes.append(clash) }
        return choices.side(for: clash)
    }

    /// The times of `side` have to stand as a whole.
    mutating func demandSchedule(of side: MergePreference) { demanded = demanded ?? side }
}

// MARK: - Components

extension ObjectMerge {
    /// What a component of the object becomes; nil when it goes.
    private mutating func merged(part: Threefold<Component>) -> Component? {
        let id = part.recurrenceID
        if let schedule, id != nil, part[schedule.other] == nil, part.base != nil,
            let kept = part[schedule], isRescheduled(schedule.other)
        {
            // It went because of another rule, which does not come.
            add(MergeClash(id, kept.name, nil))
            return kept
        }
        return merged(part, in: id)
    }

    /// Joins a component with all that is inside; nil when it goes.
    private mutating func merged(
        _ group: Threefold<Component>, in id: CalendarTime?
    ) -> Component? {
        guard group.local != nil, group.remote != nil else { return survivor(of: group, in: id) }
        let keys = group.zipped(sides).map { $0.0.instanceKey(in: $0.1) }
        let isMoved = keys.local != keys.remote
        let place = MergePlace(recurrenceID: id, component: group.remote?.name ?? "")
        var properties = PropertyMerge(
            group, sides.map(\.clocks), at: place, choices,
            schedule: id == nil || isMoved ? schedule : nil)
        var result = properties.merged()
        for name in properties.clashes { add(place.clash(name)) }
        if properties.isScheduleClash, id == nil, isSeries, place.component == "VEVENT" {
            let names = [PropertyName.dtstart, .rrule].filter(properties.clashes.contains)
            demandSchedule(of: choices.side(for: place.clash(names.first ?? .dtstart)))
        }
        let inner = group.map(\.components)
        if inner.local != inner.remote { result.components = mergedInner(inner, in: id) }
        return result
    }

    /// A component that one side alone has: new, or removed by the other.
    private mutating func survivor(
        of group: Threefold<Component>, in id: CalendarTime?
    ) -> Component? {
        let side: MergePreference = group.local != nil ? .local : .remote
        guard let component = group[side] else { return nil }
        guard group.base != nil else { return component }
        if !isEdited(group, by: side) { return nil }
        return add(MergeClash(id, component.name, nil)) == side ? component : nil
    }

    /// Alarms and other components inside one.
    private mutating func mergedInner(
        _ inner: Threefold<[Component]>, in id: CalendarTime?
    ) -> [Component] {
        var kept: [Component] = []
        for group in MergeMatching.inner(inner) {
            if let component = merged(group, in: id) { kept.append(component) }
        }
        return kept
    }

    /// Whether a side made a component, or changed more than its stamps.
    func isEdited(_ group: Threefold<Component>, by side: MergePreference) -> Bool {
        guard let own = group[side], let clocks = sides[side]?.clocks else { return false }
        guard let base = group.base, let baseClocks = sides.base?.clocks else { return true }
        return own != base && ComponentMeaning(own, clocks) != ComponentMeaning(base, baseClocks)
    }

    /// Remote zones, and local ones that are needed beside them; a zone never clashes.
    private func mergedZones(
        _ inner: Threefold<[Component]>, named by: [Component]
    ) -> [Component] {
        let zones = inner.map { components in
            Dictionary(
                components.filter { $0.name == "VTIMEZONE" }.map { ($0.firstText(.tzid), $0) },
                uniquingKeysWith: { first, _ in first })
        }
        var used: Set<String?> = []
        for component in by { component.collectZones(&used) }
        let remote = (inner.remote ?? []).filter { $0.name == "VTIMEZONE" }
        let kept = remote.map { zone -> Component in
            let id = zone.firstText(.tzid)
            let all = zones.map { $0[id] }
            guard all.local != nil, let side = all.choice(empty: nil) else { return zone }
            return (all[side] ?? nil) ?? zone
        }
        let added = (inner.local ?? []).filter { zone in
            let id = zone.firstText(.tzid)
            return zone.name == "VTIMEZONE" && used.contains(id) && zones.remote?[id] == nil
        }
        return kept + added
    }
}

extension Threefold<Component> {
    /// Of an override, as both sides knew it; else the earlier one of an override that moved.
    var recurrenceID: CalendarTime? {
        if let base { return base.firstTime(.recurrenceID) }
        let ids = [remote, local].compactMap { $0?.firstTime(.recurrenceID) }
        return ids.min { $0.wallClock < $1.wallClock }
    }
}

extension MergeClash {
    init(_ recurrenceID: CalendarTime?, _ component: String, _ property: PropertyName?) {
        self.init(recurrenceID: recurrenceID, component: component, property: property)
    }
}
