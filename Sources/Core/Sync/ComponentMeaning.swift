/// What a component says, apart from how and in what order it is written.
struct ComponentMeaning: Hashable {
    let name: String
    private let schedule: ScheduleMeaning?
    private let properties: [PropertyMeaning: Int]
    private let components: [ComponentMeaning: Int]

    /// - Parameter ignoringStamps: whether `DTSTAMP` and its like count; a touch is no edit.
    init(_ component: Component, _ clocks: EventClocks, ignoringStamps: Bool = true) {
        let name = component.name
        var properties: [PropertyMeaning: Int] = [:]
        var hasSchedule = false
        for property in component.properties {
            let unit = MergeUnit(property.name, in: name)
            switch unit.kind {
            case .schedule: hasSchedule = true
            case .stamp where ignoringStamps, .author: break
            case .items:
                for item in property.listItems(clocks) { properties[item.key] = 1 }
            case .value, .stamp, .keyed, .lines, .unknown:
                let meaning = PropertyMeaning(property, clocks)
                if !meaning.isDefault { properties[meaning, default: 0] += 1 }
            }
        }
        self.name = name
        self.properties = properties
        schedule = hasSchedule ? ScheduleMeaning(component, clocks) : nil
        components = component.components.reduce(into: [:]) { found, inner in
            let meaning = ComponentMeaning(inner, clocks, ignoringStamps: ignoringStamps)
            found[meaning, default: 0] += 1
        }
    }
}
