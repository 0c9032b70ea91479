/// Returns the pairs of busy instances that share time, in the order in which sharing begins.
///
/// Back-to-back instances share none. Two instances of one recurring event count like any other
/// two: nobody attends both. The same instance (equal UID and recurrence id) never overlaps
/// itself, be it shown by two calendars or by a draft and the object it edits. `first` is the one
/// that starts earlier, or stands earlier in `instances`. O(M log M + pairs).
public func overlaps(
    among instances: [Instance], rules: OverlapRules = OverlapRules()
) -> [OverlapPair] {
    let order = busyOrder(instances, rules)
    var pairs: [OverlapPair] = []
    var running = RunningInstances()
    for index in order {
        running.visit(instances, at: instances[index].span.lowerBound) { other in
            guard !isSameInstance(instances[other], instances[index]),
                pairs.count < rules.limit
            else { return }
            pairs.append(OverlapPair(first: instances[other], second: instances[index]))
        }
        if pairs.count >= rules.limit { break }
        running.indexes.append(index)
    }
    return pairs
}

/// Returns the pairs of one busy instance of `drafts` (`first`) and one of `others` (`second`) that
/// share time, in the order in which sharing begins; rules as in `overlaps(among:rules:)`.
public func overlaps(
    of drafts: [Instance], with others: [Instance], rules: OverlapRules = OverlapRules()
) -> [OverlapPair] {
    let draftOrder = busyOrder(drafts, rules)
    let otherOrder = busyOrder(others, rules)
    var pairs: [OverlapPair] = []
    var runningDrafts = RunningInstances()
    var runningOthers = RunningInstances()
    var next = (draft: 0, other: 0)
    func add(_ draft: Int, _ other: Int) {
        guard pairs.count < rules.limit, !isSameInstance(drafts[draft], others[other])
        else { return }
        pairs.append(OverlapPair(first: drafts[draft], second: others[other]))
    }
    while next.draft < draftOrder.count || next.other < otherOrder.count,
        pairs.count < rules.limit
    {
        let draftStart = start(drafts, draftOrder, next.draft)
        let otherStart = start(others, otherOrder, next.other)
        if draftStart <= otherStart {
            let index = draftOrder[next.draft]
            runningOthers.visit(others, at: draftStart) { add(index, $0) }
            runningDrafts.indexes.append(index)
            next.draft += 1
        } else {
            let index = otherOrder[next.other]
            runningDrafts.visit(drafts, at: otherStart) { add($0, index) }
            runningOthers.indexes.append(index)
            next.other += 1
        }
    }
    return pairs
}

/// The busy ones, by start and then by place.
private func busyOrder(_ instances: [Instance], _ rules: OverlapRules) -> [Int] {
    instances.indices.filter { rules.isBusy(instances[$0]) }.sorted {
        let (one, other) = (instances[$0].span.lowerBound, instances[$1].span.lowerBound)
        return one == other ? $0 < $1 : one < other
    }
}

/// The start of the instance at a place of `order`; after all others when there is none.
private func start(_ instances: [Instance], _ order: [Int], _ place: Int) -> Instant {
    place < order.count ? instances[order[place]].span.lowerBound : Instant(seconds: .max)
}

private func isSameInstance(_ one: Instance, _ other: Instance) -> Bool {
    one.recurrenceID == other.recurrenceID && one.uid == other.uid
}

/// The instances that the sweep has started and not yet seen end.
private struct RunningInstances {
    var indexes: [Int] = []

    /// Calls `body` for those still running at `start` and forgets the others. Each step either
    /// makes a pair or forgets for good, so all visits together cost O(M + pairs).
    mutating func visit(_ all: [Instance], at start: Instant, body: (Int) -> Void) {
        var kept = 0
        for position in indexes.indices where all[indexes[position]].span.upperBound > start {
            indexes[kept] = indexes[position]
            kept += 1
            body(indexes[position])
        }
        indexes.removeLast(indexes.count - kept)
    }
}
