/// Units of several lines.
extension PropertyMerge {
    /// A property of which nobody knows how often it may stand.
    mutating func mergeUnknown(_ name: PropertyName) {
        let all = properties(name)
        let counts = [all.base, all.local, all.remote].map { $0?.count ?? 0 }
        guard counts.allSatisfy({ $0 < 2 }) else { return mergeLines(name) }
        take(settled(choice(of: [name]), name), [name])
    }

    /// Comments and the like, each line for itself.
    mutating func mergeLines(_ name: PropertyName) {
        let lists = meanings(of: [name])
        let counts = lists.map { Dictionary($0.map { ($0, 1) }, uniquingKeysWith: +) }
        var left: [PropertyMeaning: Int] = [:]
        func count(_ line: PropertyMeaning) -> Int {
            let count = counts.map { $0[line] ?? 0 }
            guard let side = count.choice(empty: 0) else {
                return max(count.local ?? 0, count.remote ?? 0)
            }
            return count[side] ?? 0
        }
        var kept: [Property] = []
        for side in [MergePreference.remote, .local] {
            guard let clocks = clocks[side] else { continue }
            // Local lines that are remote ones too have been counted there.
            var passed = side == .local ? counts.remote ?? [:] : [:]
            for property in properties(side, name) {
                let line = PropertyMeaning(property, clocks)
                if let count = passed[line], count > 0 {
                    passed[line] = count - 1
                    continue
                }
                let rest = left[line] ?? count(line)
                if rest > 0 { kept.append(property) }
                left[line] = max(0, rest - 1)
            }
        }
        replace(name, with: kept)
    }

    /// Categories, excluded times: what each side added and took away.
    mutating func mergeItems(_ name: PropertyName) {
        let items = properties(name).zipped(clocks).map { properties, clocks in
            properties.flatMap { $0.listItems(clocks) }
        }
        let keys = items.map { Set($0.map(\.key)) }
        guard let local = keys.local, let remote = keys.remote, local != remote else { return }
        if let schedule, name == .exdate || name == .rdate {
            if keys.isChanged(schedule.other) { _ = clash(name) }
            return take(schedule, [name])
        }
        let removed = (keys.base ?? []).subtracting(local)
        let added = local.subtracting(keys.base ?? []).subtracting(remote)
        var kept = properties(.remote, name).compactMap { line -> Property? in
            guard let clocks = clocks.remote, !removed.isEmpty else { return line }
            let own = line.listItems(clocks)
            let rest = own.filter { !removed.contains($0.key) }
            return rest.count == own.count ? line : line.keeping(rest)
        }
        for line in properties(.local, name) where !added.isEmpty {
            guard let clocks = clocks.local else { continue }
            let own = line.listItems(clocks)
            let new = own.filter { added.contains($0.key) }
            if let line = new.count == own.count ? line : line.keeping(new) { kept.append(line) }
        }
        replace(name, with: kept)
    }

    /// Attendees by address, attachments by id or address: each merged for itself.
    mutating func mergeKeyed(_ name: PropertyName) {
        let lines = properties(name).map(KeyedLines.init)
        var kept: [Property] = []
        let remote = lines.remote?.keys ?? []
        let added = (lines.local?.keys ?? []).filter { lines.remote?.lines[$0] == nil }
        for key in remote + added {
            let line = Threefold(
                base: lines.base?.lines[key], local: lines.local?.lines[key],
                remote: lines.remote?.lines[key])
            if let line = mergedLine(line, name) { kept.append(line) }
        }
        replace(name, with: kept)
    }

    private mutating func mergedLine(
        _ line: Threefold<Property>, _ name: PropertyName
    ) -> Property? {
        // An absent line is a value, too: only where there was no base is nothing known of it.
        let says = Threefold<PropertyMeaning?>(
            base: sides.base == nil ? nil : .some(meaning(line.base, clocks.base)),
            local: .some(meaning(line.local, clocks.local)),
            remote: .some(meaning(line.remote, clocks.remote)))
        if let side = says.choice(empty: nil) { return line[side] }
        guard let local = line.local, let remote = line.remote else { return line[clash(name)] }
        let preferred = choices.side(for: place.clash(name))
        var join = ParameterMerge(local: local, remote: remote, preferred: preferred)
        let joined = join.merged(base: line.base)
        if join.hasClash { _ = clash(name) }
        return joined
    }

    private func meaning(_ property: Property?, _ clocks: EventClocks?) -> PropertyMeaning? {
        guard let property, let clocks else { return nil }
        return PropertyMeaning(property, clocks)
    }
}

/// Lines by what they are known by; of several with one key the second is another one, and so on.
struct KeyedLines {
    struct Key: Hashable {
        let text: String
        let ordinal: Int
    }

    private(set) var keys: [Key] = []
    private(set) var lines: [Key: Property] = [:]

    init(_ properties: [Property]) {
        var counts: [String: Int] = [:]
        for property in properties {
            let text = Self.key(of: property)
            let key = Key(text: text, ordinal: counts[text, default: 0])
            counts[text, default: 0] += 1
            keys.append(key)
            lines[key] = property
        }
    }

    private static func key(of property: Property) -> String {
        switch property.name {
        case .attendee: return PropertyMeaning.address(property)
        // RFC 8607 §3.1: the id stays with the attachment only until it is updated; then the
        // address changes too, so that nothing is lost when both differ.
        case .attach: return property.parameter("MANAGED-ID") ?? property.rawValue
        default: return property.rawValue
        }
    }
}

/// Joins two edits of one line, parameter by parameter.
private struct ParameterMerge {
    let local: Property
    let remote: Property
    let preferred: MergePreference
    private(set) var hasClash = false

    init(local: Property, remote: Property, preferred: MergePreference) {
        self.local = local
        self.remote = remote
        self.preferred = preferred
    }

    mutating func merged(base: Property?) -> Property {
        let all = Threefold(base: base, local: local, remote: remote)
        let says = all.map(PropertyMeaning.parameters)
        var joined = remote
        let values = all.map { line in
            line.name == .attendee ? PropertyMeaning.address(line) : line.rawValue
        }
        if side(values, empty: "") == .local { joined.rawValue = local.rawValue }
        let names = Set((says.local ?? [:]).keys).union((says.remote ?? [:]).keys)
        for name in names.sorted()
        where side(says.map { $0[name] ?? [] }, empty: []) == .local {
            let own = local.parameters.filter { $0.name == name }
            var parameters = joined.parameters
            let place = parameters.firstIndex { $0.name == name } ?? parameters.endIndex
            parameters.removeAll { $0.name == name }
            parameters.insert(contentsOf: own, at: min(place, parameters.endIndex))
            joined.parameters = parameters
        }
        return joined
    }

    private mutating func side<Value: Equatable>(
        _ values: Threefold<Value>, empty: Value
    ) -> MergePreference {
        let choice = values.choice(empty: empty)
        if choice == nil { hasClash = true }
        return choice ?? preferred
    }
}
