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
            if pairs.count < rules.limit, !isSameInstance(instances[other], instances[index]) {
                pairs.append(OverlapPair(first: instances[other], second: instances[index]))
            }
            return true
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
    func add(_ draft: Int, _ other: Int) -> Bool {
        if pairs.count < rules.limit, !isSameInstance(drafts[draft], others[other]) {
            pairs.append(OverlapPair(first: drafts[draft], second: others[other]))
        }
        return true
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

/// Tells of each instance whether it shares time with another: whether `overlaps(among:rules:)`
/// would name it, without making the pairs. O(M log M).
public func overlapMarks(
    among instances: [Instance], rules: OverlapRules = OverlapRules()
) -> [Bool] {
    var marks = [Bool](repeating: false, count: instances.count)
    var waiting = RunningInstances()
    var latest = LatestEnds()
    for index in busyOrder(instances, rules) {
        let start = instances[index].span.lowerBound
        var isMarked = latest.reach(past: start, instances, besides: index)
        waiting.visit(instances, at: start) { other in
            guard !isSameInstance(instances[other], instances[index]) else { return true }
            marks[other] = true
            isMarked = true
            return false
        }
        marks[index] = isMarked
        if !isMarked { waiting.indexes.append(index) }
        latest.add(index, instances)
    }
    return marks
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

    /// Calls `body` for those still running at `start`; forgets the others, and those for which it
    /// returns false. Each step makes a pair, marks or forgets for good, so all visits together
    /// cost O(M + pairs).
    mutating func visit(_ all: [Instance], at start: Instant, body: (Int) -> Bool) {
        var kept = 0
        for position in indexes.indices where all[indexes[position]].span.upperBound > start {
            guard body(indexes[position]) else { continue }
            indexes[kept] = indexes[position]
            kept += 1
        }
        indexes.removeLast(indexes.count - kept)
    }
}

/// Of the instances seen, the one that ends last, and the one that ends last of all others: since
/// an instance does not overlap itself, one of the two decides.
private struct LatestEnds {
    private var latest: Int?
    private var second: Int?

    mutating func add(_ index: Int, _ all: [Instance]) {
        func ends(_ one: Int, after other: Int?) -> Bool {
            guard let other else { return true }
            return all[one].span.upperBound > all[other].span.upperBound
        }
        let isSame = latest.map { isSameInstance(all[$0], all[index]) } ?? false
        if ends(index, after: latest) {
            if !isSame { second = latest }
            latest = index
        } else if !isSame, ends(index, after: second) {
            second = index
        }
    }

    /// Whether an instance other than the one at `index` goes on after `start`.
    func reach(past start: Instant, _ all: [Instance], besides index: Int) -> Bool {
        [latest, second].contains { other in
            guard let other, all[other].span.upperBound > start else { return false }
            return !isSameInstance(all[other], all[index])
        }
    }
}
