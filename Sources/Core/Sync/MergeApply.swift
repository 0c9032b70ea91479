extension Component {
    /// Puts other properties in the place of all those that have the name of a key, the first for
    /// the first and so on; names in `order` that are new follow the last property.
    mutating func replaceAll(_ new: [PropertyName: [Property]], order: [PropertyName]) {
        guard !new.isEmpty else { return }
        edit { edited in
            var rest = new.mapValues { $0[...] }
            var last: [PropertyName: Int] = [:]
            var items: [EditedComponent.Item?] = []
            for item in edited.items {
                guard case .property(let property) = item, rest[property.name] != nil else {
                    items.append(item)
                    continue
                }
                items.append(rest[property.name]?.popFirst().map { .property($0) })
                last[property.name] = items.count - 1
            }
            var more: [Int: [EditedComponent.Item]] = [:]
            var late: [Property] = []
            for name in order {
                let left = rest[name] ?? []
                if let place = last[name] {
                    more[place] = left.map { .property($0) }
                } else {
                    late += left
                }
            }
            edited.items = items.enumerated().flatMap { index, item in
                [item].compactMap { $0 } + (more[index] ?? [])
            }
            for property in late { edited.append(property) }
        }
    }

    /// Takes out the exclusions for which `isMeant` is true.
    mutating func removeExcluded(where isMeant: (CalendarTime) -> Bool) {
        editExcluded { isMeant($0) ? nil : $0 }
    }
}
