/// Where a change to the recurrence set meets an edit of one of its instances.
extension ObjectMerge {
    /// Whether there is anything that times of the master decide about.
    var isSeries: Bool {
        [sides.local, sides.remote, sides.base].contains { side in
            guard let object = side?.object else { return false }
            return object.master?.isRecurring == true || !object.overrides.isEmpty
        }
    }

    /// Whether a side changed when the master takes place.
    func isRescheduled(_ side: MergePreference) -> Bool {
        guard let own = sides[side]?.scheduleMeaning else { return false }
        return own != sides.base?.scheduleMeaning
    }

    /// An instance excluded by one side and edited by the other: the preferred one stands.
    mutating func settleExclusions() {
        for side in [MergePreference.local, .remote] {
            let added = addedExclusions(side)
            guard !added.isEmpty, let own = sides[side], let theirs = sides[side.other] else {
                continue
            }
            var revived: Set<TimeKey> = []
            for index in parts.indices {
                guard let other = parts[index].sides[side.other],
                    let id = other.firstTime(.recurrenceID),
                    added[theirs.key(ofInstance: id)] != nil,
                    isEdited(parts[index].sides, by: side.other)
                else { continue }
                if add(MergeClash(parts[index].id, other.name, nil)) == side {
                    parts[index].result = nil
                } else {
                    revived.insert(theirs.key(ofInstance: id))
                }
            }
            guard !revived.isEmpty else { continue }
            editMaster { master in
                master.removeExcluded { revived.contains(own.key(ofInstance: $0)) }
            }
        }
    }

    /// Exclusions that only one side has, and that are new.
    private func addedExclusions(_ side: MergePreference) -> [TimeKey: CalendarTime] {
        guard var added = sides[side]?.excluded, !added.isEmpty else { return [:] }
        for known in [sides.base, sides[side.other]] {
            for key in (known?.excluded ?? [:]).keys { added[key] = nil }
        }
        return added
    }

    /// Overrides and exclusions whose instance is no more, because the times of the other side
    /// were taken over: a clash with those times. They are left out, or all times of the side that
    /// made them stand.
    mutating func settleOrphans() {
        guard isSeries, let master = parts.first(where: \.isMaster)?.result,
            let clocks = sides.remote?.clocks
        else { return }
        var joined = Component("VCALENDAR")
        joined.components =
            (sides.remote?.object.calendar.components("VTIMEZONE") ?? [])
            + (sides.local?.object.calendar.components("VTIMEZONE") ?? []) + [master]
        guard let object = try? CalendarObject(calendar: joined) else { return }
        let final = MergeSide(object, clocks.zones)
        // Both are looked for before anything is left out.
        let orphans = [MergePreference.local, .remote].compactMap {
            self.orphans(of: $0, in: final)
        }
        for found in orphans { settle(found) }
    }

    /// What a side made for instances that are no more.
    private struct Orphans {
        let side: MergePreference
        /// Indices of `parts`.
        let overrides: [Int]
        let exclusions: [CalendarTime]
        /// The times of the other side that took the instances away.
        let times: PropertyName
    }

    private func orphans(of side: MergePreference, in final: MergeSide) -> Orphans? {
        guard let own = sides[side], own.instanceMeaning != final.instanceMeaning,
            let before = own.instances, let after = final.instances
        else { return nil }
        let lost = parts.indices.filter { index in
            let group = parts[index].sides
            guard let id = group[side]?.firstTime(.recurrenceID), isEdited(group, by: side),
                before.contains(id)
            else { return false }
            return !after.contains(parts[index].result?.firstTime(.recurrenceID) ?? id)
        }
        let stray = addedExclusions(side).values.filter {
            before.contains($0) && !after.contains($0)
        }
        if lost.isEmpty, stray.isEmpty { return nil }
        let (one, other) = (own.scheduleMeaning, final.scheduleMeaning)
        return Orphans(
            side: side, overrides: lost, exclusions: stray,
            times: one?.start != other?.start
                ? .dtstart : one?.rules != other?.rules ? .rrule : .rdate)
    }

    private mutating func settle(_ orphans: Orphans) {
        for index in orphans.overrides {
            add(MergeClash(parts[index].id, "VEVENT", nil))
        }
        if !orphans.exclusions.isEmpty { add(MergeClash(nil, "VEVENT", .exdate)) }
        let standing = add(MergeClash(nil, "VEVENT", orphans.times))
        if standing == orphans.side, schedule == nil { return demandSchedule(of: standing) }
        for index in orphans.overrides { parts[index].result = nil }
        editMaster { master in master.removeExcluded { orphans.exclusions.contains($0) } }
    }

    private mutating func editMaster(_ change: (inout Component) -> Void) {
        guard let index = parts.firstIndex(where: \.isMaster), var master = parts[index].result
        else { return }
        change(&master)
        parts[index].result = master
    }
}

extension ObjectMerge.Part {
    /// Whether it is the event without a recurrence id.
    fileprivate var isMaster: Bool {
        guard let component = sides.remote ?? sides.local else { return false }
        return component.name == "VEVENT" && component.first(.recurrenceID) == nil
    }
}

/// Which instances a series has, exclusions and overrides aside.
struct InstanceTest {
    private let series: SeriesBuilder
    private let set: RecurrenceSet

    init(_ master: Event, _ clocks: EventClocks) {
        series = SeriesBuilder(master, [], clocks)
        var seed = series.seed
        seed.excluded = []
        seed.excludedDays = []
        set = seed.recurrenceSet()
    }

    func contains(_ id: CalendarTime) -> Bool {
        let wall = LocalDateTime(seconds: series.recurrenceID(of: id))
        return set.first(atOrAfter: wall) == wall
    }
}

extension MergeSide {
    /// nil without a master.
    var instances: InstanceTest? { object.master.map { InstanceTest($0, clocks) } }

    /// When the master takes place; nil without one.
    var scheduleMeaning: ScheduleMeaning? {
        object.master.map { ScheduleMeaning($0.component, clocks) }
    }

    /// What decides which instances there are, exclusions and overrides aside.
    var instanceMeaning: Set<AnyHashable> {
        guard let master = object.master, let times = scheduleMeaning else { return [] }
        var meaning: Set<AnyHashable> = [times.start, times.rules]
        for property in master.component.all(.rdate) {
            for item in property.listItems(clocks) { meaning.insert(item.key) }
        }
        return meaning
    }
}
