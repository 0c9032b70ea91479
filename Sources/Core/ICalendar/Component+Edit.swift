/// Changing a component. What is not changed keeps its bytes.
extension Component {
    /// Replaces the first property of that name in place and drops the others, or adds it after
    /// the last property. The same value is no change, so the bytes stay.
    public mutating func set(_ property: Property) {
        replaceAll(property.name, with: [property])
    }

    /// Replaces all properties called `name`, the first by the first and so on; each one whose
    /// value is the same keeps its bytes.
    public mutating func replaceAll(_ name: PropertyName, with new: [Property]) {
        let old = all(name)
        if old == new { return }
        var new = new
        for index in new.indices where index < old.count && old[index] == new[index] {
            new[index] = old[index]
        }
        edit { $0.replace(name, with: new) }
    }

    /// Adds a property after the last one.
    public mutating func append(_ property: Property) {
        edit { $0.append(property) }
    }

    /// Adds a component after the last one.
    public mutating func append(_ component: Component) {
        edit { $0.items.append(.component(component)) }
    }

    /// Removes all properties called `name`.
    public mutating func remove(_ name: PropertyName) {
        replaceAll(name, with: [])
    }

    /// Removes the properties for which `shouldBeRemoved` is true.
    public mutating func removeProperties(where shouldBeRemoved: (Property) -> Bool) {
        if !properties.contains(where: shouldBeRemoved) { return }
        edit { edited in
            edited.items.removeAll { item in
                if case .property(let property) = item { shouldBeRemoved(property) } else { false }
            }
        }
    }

    /// Changes the items, which are copied from the source the first time.
    mutating func edit(_ change: (inout EditedComponent) -> Void) {
        var edited: EditedComponent
        switch storage {
        case .source(let source, let node): edited = EditedComponent(source, node: node)
        case .edited(let own): edited = own
        }
        // Gives up this value's reference, so that the change happens in place.
        storage = .edited(EditedComponent(name: "", items: []))
        change(&edited)
        storage = .edited(edited)
    }
}
