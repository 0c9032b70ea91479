/// Joins the properties of one component.
struct PropertyMerge {
    let sides: Threefold<Component>
    let clocks: Threefold<EventClocks>
    let place: MergePlace
    let choices: MergeChoices
    /// The side whose times stand, all of them; nil where times are merged.
    let schedule: MergePreference?
    /// By name, in order.
    private let tables: Threefold<[PropertyName: [Property]]>
    /// What takes the place of the remote properties.
    private var replacements: [PropertyName: [Property]] = [:]
    private var order: [PropertyName] = []
    /// Names whose values of one side were left out.
    private(set) var clashes: [PropertyName] = []
    /// Whether both sides moved the component, or gave it rules, in their own ways.
    private(set) var isScheduleClash = false

    /// `sides` has a local and a remote component.
    init(
        _ sides: Threefold<Component>, _ clocks: Threefold<EventClocks>, at place: MergePlace,
        _ choices: MergeChoices, schedule: MergePreference?
    ) {
        self.sides = sides
        self.clocks = clocks
        self.place = place
        self.choices = choices
        self.schedule = schedule
        tables = sides.map { Dictionary(grouping: $0.properties, by: \.name) }
    }

    /// The remote component with the joined properties.
    mutating func merged() -> Component {
        guard var result = sides.remote, let local = sides.local else { return Component("X-") }
        var seen: Set<MergeUnit> = []
        for property in result.properties + local.properties {
            let unit = MergeUnit(property.name, in: result.name)
            if seen.insert(unit).inserted { merge(unit) }
        }
        result.replaceAll(replacements, order: order)
        if let sequence = raisedSequence(result) { result.set(sequence) }
        return result
    }

    private mutating func merge(_ unit: MergeUnit) {
        let names = unit.names
        if names.allSatisfy({ properties(.local, $0) == properties(.remote, $0) }) { return }
        switch unit.kind {
        case .schedule: mergeSchedule()
        case .value: mergeValue(names)
        case .stamp: mergeStamp(unit.name)
        case .keyed: mergeKeyed(unit.name)
        case .items: mergeItems(unit.name)
        case .lines: mergeLines(unit.name)
        case .unknown: mergeUnknown(unit.name)
        case .author: if choice(of: names) == .local { take(.local, names) }
        }
    }

    // MARK: What the kinds of units need

    func properties(_ side: MergePreference, _ name: PropertyName) -> [Property] {
        tables[side]?[name] ?? []
    }

    /// On every side.
    func properties(_ name: PropertyName) -> Threefold<[Property]> {
        tables.map { $0[name] ?? [] }
    }

    func meanings(of names: [PropertyName]) -> Threefold<[PropertyMeaning]> {
        tables.zipped(clocks).map { table, clocks in
            names.flatMap { table[$0] ?? [] }.map { PropertyMeaning($0, clocks) }
                .filter { !$0.isDefault }
        }
    }

    func choice(of names: [PropertyName]) -> MergePreference? {
        meanings(of: names).choice(empty: [])
    }

    mutating func take(_ side: MergePreference, _ names: [PropertyName]) {
        guard side == .local else { return }
        for name in names { replace(name, with: properties(.local, name)) }
    }

    mutating func replace(_ name: PropertyName, with new: [Property]) {
        if new == properties(.remote, name) { return }
        if replacements.updateValue(new, forKey: name) == nil { order.append(name) }
    }

    /// Names what both changed, and tells which side stands.
    mutating func clash(_ name: PropertyName) -> MergePreference {
        if !clashes.contains(name) { clashes.append(name) }
        return choices.side(for: place.clash(name))
    }

    /// `choice`, or which side stands in a clash over `name`.
    mutating func settled(_ choice: MergePreference?, _ name: PropertyName) -> MergePreference {
        choice ?? clash(name)
    }
}

// MARK: - Units with one value

extension PropertyMerge {
    private mutating func mergeValue(_ names: [PropertyName]) {
        take(settled(choice(of: names), names[0]), names)
    }

    private mutating func mergeStamp(_ name: PropertyName) {
        let choice = choice(of: [name])
        guard choice == nil else { return take(choice ?? .remote, [name]) }
        let local = properties(.local, name).first.map(\.stampOrder) ?? .min
        let remote = properties(.remote, name).first.map(\.stampOrder) ?? .min
        take(local > remote ? .local : .remote, [name])
    }

    private mutating func mergeSchedule() {
        let times = sides.zipped(clocks).map { ScheduleMeaning($0, $1) }
        guard times.local?.start == times.remote?.start else {
            return settle(times.choice(empty: .nothing), MergeUnit.schedule)
        }
        // From one start on, the end and the rule say different things.
        let isTask = sides.remote?.name == "VTODO"
        let length = times.map(\.length).choice(empty: .none)
        take(settled(length, isTask ? .due : .dtend), [.dtend, .due, .duration])
        if times.local?.rules == times.remote?.rules { return }
        settle(times.map(\.rules).choice(empty: []), [.rrule, .exrule])
    }

    /// Takes over times that decide which instances there are.
    private mutating func settle(_ choice: MergePreference?, _ names: [PropertyName]) {
        if let choice, schedule != choice.other { return take(choice, names) }
        isScheduleClash = true
        let side = clash(names[0])
        take(schedule ?? side, names)
    }
}

extension Property {
    /// The larger, the newer the revision.
    fileprivate var stampOrder: Int {
        if name == .sequence { return (try? integer()) ?? 0 }
        return (try? time()).map(\.wallClock.seconds) ?? .min + 1
    }
}
