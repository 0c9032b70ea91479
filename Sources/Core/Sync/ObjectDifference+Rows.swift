/// Makes the rows of a difference.
struct DifferenceRows {
    typealias Row = ObjectDifference.Row
    typealias Value = ObjectDifference.Value

    private let sides: Threefold<MergeSide>
    private let clashes: Set<MergeClash>
    private(set) var rows: [Row] = []

    init(_ sides: Threefold<MergeSide>, _ clashes: Set<MergeClash>) {
        self.sides = sides
        self.clashes = clashes
        let place = MergePlace(recurrenceID: nil, component: "VCALENDAR")
        addProperties(sides.map(\.object.calendar), place)
        let parts = MergeMatching.parts(of: sides).map { group in
            (group: group, id: group.recurrenceID)
        }
        let order = parts.enumerated().sorted { one, other in
            let (first, second) = (one.element.id?.wallClock, other.element.id?.wallClock)
            if first == second { return one.offset < other.offset }
            guard let first, let second else { return first == nil }
            return first < second
        }
        for part in order { add(part.element.group, part.element.id) }
    }

    /// A component with what is inside.
    private mutating func add(_ group: Threefold<Component>, _ id: CalendarTime?) {
        let place = MergePlace(recurrenceID: id, component: group.any?.name ?? "")
        guard group.local != nil || sides.local == nil, group.remote != nil || sides.remote == nil
        else { return addWhole(group, place) }
        addWholeClash(group, place)
        addProperties(group, place)
        for inner in MergeMatching.inner(group.map(\.components)) { add(inner, id) }
    }

    /// A component that is not everywhere.
    private mutating func addWhole(_ group: Threefold<Component>, _ place: MergePlace) {
        let says = group.zipped(sides).map { ComponentMeaning($0, $1.clocks) }
        append(place, nil, says, group.map { Value($0) }, clash: place.clash(nil))
    }

    /// One that is on both sides, but cannot stay as both have it.
    private mutating func addWholeClash(_ group: Threefold<Component>, _ place: MergePlace) {
        guard clashes.contains(place.clash(nil)) else { return }
        addWhole(group, place)
    }

    private mutating func addProperties(_ group: Threefold<Component>, _ place: MergePlace) {
        var names: Set<PropertyName> = []
        for component in [group.base, group.local, group.remote] {
            for property in component?.properties ?? [] { names.insert(property.name) }
        }
        for name in names.sorted(by: Self.isRead(_:before:)) {
            let unit = MergeUnit(name, in: place.component)
            let clash = place.clash(unit.clashName(of: name, in: place, clashes))
            switch unit.kind {
            case .stamp, .author: continue
            case .schedule: addTime(name, group, place, clash)
            case .keyed: addKeyed(name, group, place, clash)
            case .value, .items, .lines, .unknown:
                let lines = group.map { $0.all(name) }
                let says = lines.zipped(sides).map { $0.meanings($1.clocks) }
                append(place, name, says, values(lines, says, name), clash: clash)
            }
        }
    }

    private mutating func addTime(
        _ name: PropertyName, _ group: Threefold<Component>, _ place: MergePlace,
        _ clash: MergeClash
    ) {
        let all = group.zipped(sides)
        switch name {
        case .dtend, .due, .duration:
            // One row for all that says how long it lasts.
            let first = [PropertyName.dtend, .due, .duration].first { name in
                [group.base, group.local, group.remote].contains { $0?.first(name) != nil }
            }
            guard name == first else { return }
            let says = all.map { ScheduleMeaning($0, $1.clocks).length }
            append(place, name, says, group.map { Value.end(of: $0) }, clash: clash)
        default:
            let says = all.map { pair in
                pair.0.all(name).map { PropertyMeaning($0, pair.1.clocks) }
            }
            append(
                place, name, says, group.map { $0.first(name).map(Value.init(line:)) }, clash: clash
            )
        }
    }

    /// A row for each attendee or attachment that differs.
    private mutating func addKeyed(
        _ name: PropertyName, _ group: Threefold<Component>, _ place: MergePlace,
        _ clash: MergeClash
    ) {
        let lines = group.map { KeyedLines($0.all(name)) }
        let keys = [lines.remote, lines.local, lines.base].flatMap { $0?.keys ?? [] }
        var seen: Set<KeyedLines.Key> = []
        for key in keys where seen.insert(key).inserted {
            let line = lines.map { $0.lines[key] }
            let says = line.zipped(sides).map { property, side in
                property.map { [PropertyMeaning($0, side.clocks)] } ?? []
            }
            append(place, name, says, line.map { $0.map(Value.init(line:)) }, clash: clash)
        }
    }

    /// Of lists of times only what is not common to all, for they can be long.
    private func values(
        _ lines: Threefold<[Property]>, _ says: Threefold<Set<PropertyMeaning>>,
        _ name: PropertyName
    ) -> Threefold<Value?> {
        let all = [says.base, says.local, says.remote].compactMap { $0 }
        let common = all.dropFirst().reduce(all.first ?? []) { $0.intersection($1) }
        return lines.zipped(sides).map { lines, side in
            Value(lines, name, leavingOut: common, side.clocks)
        }
    }

    /// Adds a row unless all sides say the same.
    private mutating func append<Meaning: Equatable>(
        _ place: MergePlace, _ name: PropertyName?, _ says: Threefold<Meaning>,
        _ values: Threefold<Value?>, clash: MergeClash
    ) {
        let isMine = sides.local != nil && says.local != says.base
        let isTheirs = sides.remote != nil && says.remote != says.base
        guard isMine || isTheirs, sides.base != nil || says.local != says.remote else { return }
        let isClash = says.local != says.remote && clashes.contains(clash)
        // Without a base, what only one side has is its own.
        let isNew = says.base == nil && says.local != says.remote
        let change: ObjectDifference.Change =
            if isClash {
                .clash
            } else if !isTheirs || (isNew && (values.remote ?? nil) == nil) {
                .mine
            } else if !isMine || (isNew && (values.local ?? nil) == nil) {
                .theirs
            } else {
                .both
            }
        rows.append(
            Row(
                recurrenceID: place.recurrenceID, component: place.component, property: name,
                base: values.base ?? nil, mine: values.local ?? nil, theirs: values.remote ?? nil,
                change: change, clash: isClash ? clash : nil))
    }
}
