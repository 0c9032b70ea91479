import Testing

@testable import Core

/// The law that nothing is left out in silence, told without the merge's own means of comparing
/// components: property by property.
extension MergeLaws {
    /// What a side made or changed stands in the answer, or a clash names it.
    func checkNothingLost(_ base: [UInt8]) throws {
        let result = mergeObjects(base: base, local: local, remote: remote, zones: testZones)
        guard !result.clashes.contains(.wholeObject) else { return }
        let agreed = try #require(MergeSide(base, testZones))
        let joined = try #require(MergeSide(result.text, testZones))
        for text in [local, remote] {
            let side = try #require(MergeSide(text, testZones))
            for component in side.object.calendar.components where component.name == "VEVENT" {
                check(component, side, agreed, joined, Set(result.clashes))
            }
        }
    }

    private func check(
        _ component: Component, _ side: MergeSide, _ base: MergeSide, _ joined: MergeSide,
        _ clashes: Set<MergeClash>
    ) {
        let place = MergePlace(
            recurrenceID: component.firstTime(.recurrenceID), component: component.name)
        let before =
            base.counterpart(of: component, in: side)
            ?? component.firstTime(.recurrenceID).flatMap(side.distance)
            .flatMap(base.object.instanceComponent)
        // One that both made goes by where the base would have it.
        let isNew = base.counterpart(of: component, in: side) == nil
        let ids = [place.recurrenceID, before?.firstTime(.recurrenceID)]
        func names(_ property: PropertyName?) -> Bool {
            clashes.contains { clash in
                clash.property == property && clash.component == place.component
                    && (ids.contains(clash.recurrenceID) || isNew)
            }
        }
        if names(nil) { return }
        let after = joined.counterpart(of: component, in: side)
        let isMoved =
            before?.first(.recurrenceID)?.rawValue != component.first(.recurrenceID)?.rawValue
        for property in component.properties {
            let unit = MergeUnit(property.name, in: component.name)
            guard unit.kind != .stamp, unit.kind != .author, unit.kind != .schedule else {
                continue
            }
            let said = before?.said(property.name, base) ?? []
            let now = after?.said(property.name, joined) ?? []
            for word in [property].words(side) where !said.contains(word) {
                // Without a counterpart it was moved by the other side, and is looked for there.
                guard after != nil || !isMoved else { continue }
                let isExcludedEdit =
                    unit.name == .exdate && clashes.contains { $0.property == nil }
                #expect(
                    now.contains(word) || names(unit.name) || isExcludedEdit,
                    "lost \(word), \(texts)")
            }
        }
        guard let before, let after else { return }
        let times = [(before, base), (component, side), (after, joined)]
            .map { ScheduleMeaning($0.0, $0.1.clocks) }
        if times[1].start != times[0].start, times[1].start != times[2].start {
            #expect(names(.dtstart), "lost a start, \(texts)")
        }
        if times[1].rules != times[0].rules, times[1].rules != times[2].rules {
            #expect(names(.rrule) || names(.dtstart), "lost a rule, \(texts)")
        }
    }
}

extension MergeSide {
    /// The component for the same instance.
    fileprivate func counterpart(of component: Component, in side: MergeSide) -> Component? {
        let key = component.instanceKey(in: side)
        let distance = component.distanceKey(in: side)
        let all = object.calendar.components
        return all.first { $0.instanceKey(in: self) == key }
            ?? all.first { $0.distanceKey(in: self) == distance && distance != nil }
    }
}

extension Component {
    fileprivate func said(_ name: PropertyName, _ side: MergeSide) -> Set<String> {
        all(name).words(side)
    }
}

extension [Property] {
    /// What lines say, in pieces that a merge may put together anew: items of lists, parameters of
    /// attendees.
    fileprivate func words(_ side: MergeSide) -> Set<String> {
        var words: Set<String> = []
        for line in self {
            switch MergeUnit(line.name, in: "VEVENT").kind {
            case .items: for item in line.listItems(side.clocks) { words.insert(item.key.value) }
            case .keyed:
                for (name, values) in PropertyMeaning.parameters(line) {
                    words.insert("\(line.rawValue) \(name)=\(values)")
                }
                words.insert(line.rawValue)
            default:
                let meaning = PropertyMeaning(line, side.clocks)
                if !meaning.isDefault { words.insert("\(meaning.value) \(meaning.parameters)") }
            }
        }
        return words
    }
}
