/// Finds which components of the three texts are the same one.
struct MergeMatching {
    typealias Group = Threefold<Component>
    /// By what a component is known.
    typealias KeyOf = (Component) -> [AnyHashable]?

    private(set) var groups: [Group]

    /// Every component on its own: the remote ones in order, then local ones, then those of the
    /// base.
    init(_ components: Threefold<[Component]>) {
        groups = (components.remote ?? []).map { Group(remote: $0) }
        groups += (components.local ?? []).map { Group(local: $0) }
        groups += (components.base ?? []).map { Group(base: $0) }
    }

    /// Joins groups that have a key in common, each side taking part once. Of several with one key
    /// the first belongs to the first.
    mutating func join(by keys: Threefold<KeyOf>) {
        let all = groups.map { group in
            [
                group.remote.flatMap { keys.remote?($0) }, group.local.flatMap { keys.local?($0) },
                group.base.flatMap { keys.base?($0) },
            ].compactMap { $0 }
        }
        join(
            all, from: { $0.local != nil && $0.remote == nil },
            into: { $0.remote != nil && $0.local == nil })
        join(
            all, from: { $0.base != nil && $0.local == nil && $0.remote == nil },
            into: { $0.base == nil && !$0.isEmpty })
        groups.removeAll(where: \.isEmpty)
    }

    /// The same for keys that are computed alike on every side.
    mutating func join(by key: @escaping KeyOf) {
        join(by: Threefold(base: key, local: key, remote: key))
    }

    private mutating func join(
        _ keys: [[[AnyHashable]]], from isGuest: (Group) -> Bool, into isHost: (Group) -> Bool
    ) {
        // Last first, so that the first host of a key is taken from the end of its list.
        var hosts: [[AnyHashable]: [Int]] = [:]
        for index in groups.indices.reversed() where isHost(groups[index]) {
            for key in Set(keys[index]) { hosts[key, default: []].append(index) }
        }
        for index in groups.indices where isGuest(groups[index]) {
            for key in keys[index] {
                guard let host = hosts[key]?.last, host != index,
                    groups[host].isDisjoint(groups[index])
                else { continue }
                hosts[key]?.removeLast()
                groups[host].take(groups[index])
                groups[index] = Group()
                break
            }
        }
    }

    /// Joins what was changed beyond recognition: the base has one component of a name that a side
    /// lacks, and that side one that the base lacks.
    ///
    /// Not where one side has nothing at all in its place: that was taken out.
    mutating func joinLonely(by name: KeyOf) {
        let local = lonely(.local, name)
        let remote = lonely(.remote, name)
        for key in Set(local.keys).union(remote.keys) {
            let isBoth = local[key]?.gap == remote[key]?.gap
            var moved: [Int: Int] = [:]
            for (side, own) in [(MergePreference.local, local[key]), (.remote, remote[key])] {
                guard let own else { continue }
                let gap = moved[own.gap] ?? own.gap
                guard isBoth || groups[gap][side.other] != nil else { continue }
                // The later goes into the earlier, whose place in the order counts.
                let (host, guest) = (min(gap, own.stray), max(gap, own.stray))
                groups[host].take(groups[guest])
                groups[guest] = Group()
                moved[own.gap] = host
            }
        }
        groups.removeAll(where: \.isEmpty)
    }

    /// By name, what one side alone has in the place of what only the base has or the other side
    /// too, where there is one of each.
    private func lonely(
        _ side: MergePreference, _ name: KeyOf
    ) -> [[AnyHashable]: (gap: Int, stray: Int)] {
        var gaps: [[AnyHashable]: [Int]] = [:]
        var strays: [[AnyHashable]: [Int]] = [:]
        for (index, group) in groups.enumerated() {
            guard let any = group.any, let key = name(any) else { continue }
            if group.base != nil, group[side] == nil { gaps[key, default: []].append(index) }
            if group.base == nil, group[side] != nil, group[side.other] == nil {
                strays[key, default: []].append(index)
            }
        }
        var pairs: [[AnyHashable]: (gap: Int, stray: Int)] = [:]
        for (key, found) in strays where found.count == 1 {
            guard let gap = gaps[key], gap.count == 1 else { continue }
            pairs[key] = (gap[0], found[0])
        }
        return pairs
    }
}

extension MergeMatching {
    /// The components of an object, zones aside: events by recurrence id, also one that moved along
    /// with the series; others by UID.
    static func parts(of sides: Threefold<MergeSide>) -> [Group] {
        let all = sides.map { $0.object.calendar.components.filter { $0.name != "VTIMEZONE" } }
        var matching = MergeMatching(all)
        matching.join(by: sides.map { side -> KeyOf in { $0.instanceKey(in: side) } })
        matching.join(by: sides.map { side -> KeyOf in { $0.distanceKey(in: side) } })
        matching.join { $0.isInstance ? nil : $0.contentKey }
        matching.joinLonely { $0.isInstance ? nil : [$0.name] }
        return matching.groups.map { withBase($0, sides) }
    }

    /// An override that both made has what the master said of that instance for its base.
    private static func withBase(_ group: Group, _ sides: Threefold<MergeSide>) -> Group {
        guard group.base == nil, let base = sides.base,
            let id = group.local?.firstTime(.recurrenceID),
            let other = group.remote?.firstTime(.recurrenceID), let local = sides.local,
            let remote = sides.remote
        else { return group }
        var group = group
        // One that moved along with its series is found by how far it is from the start.
        let isMoved = local.key(ofInstance: id) != remote.key(ofInstance: other)
        let distance = isMoved ? local.distance(ofInstance: id) : base.distance(ofInstance: id)
        group.base = distance.flatMap { base.object.instanceComponent(after: $0) }
        return group
    }

    /// The components inside one: alarms by UID, else by what they do and when.
    static func inner(_ components: Threefold<[Component]>) -> [Group] {
        var matching = MergeMatching(components)
        matching.join { $0.identity.map { [$0] } }
        matching.join { $0.alarmKey }
        matching.join { $0.contentKey }
        matching.joinLonely { [$0.name, $0.firstText(.action)] }
        return matching.groups
    }
}

extension Threefold {
    fileprivate var isEmpty: Bool { base == nil && local == nil && remote == nil }

    fileprivate func isDisjoint(_ other: Threefold) -> Bool {
        !((base != nil && other.base != nil) || (local != nil && other.local != nil)
            || (remote != nil && other.remote != nil))
    }

    fileprivate mutating func take(_ other: Threefold) {
        base = base ?? other.base
        local = local ?? other.local
        remote = remote ?? other.remote
    }
}
