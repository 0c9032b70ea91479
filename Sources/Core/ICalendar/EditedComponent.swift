/// A component that was made or changed: its items, of which the unchanged ones still are lines of
/// the source.
struct EditedComponent: Sendable {
    enum Item: Sendable {
        /// A line that is no property: empty, or not readable.
        case kept(line: Int)
        case property(Property)
        case component(Component)
    }

    let name: String
    /// Source line of BEGIN; 0 when made.
    var line = 0
    var items: [Item]
    /// Where kept lines are; nil when made.
    var source: CalendarSource?
    /// The lines of BEGIN and END in the source.
    var beginLine: Int?
    var endLine: Int?

    init(name: String, items: [Item]) {
        self.name = name
        self.items = items
    }

    /// The same as a node of a source, item by item. Stray END lines, which carry no data and
    /// would end something else among other lines, are left out.
    init(_ source: CalendarSource, node: Int) {
        let record = source.nodes[node]
        name = source.name(ofNode: node)
        line = Int(source.lines[Int(record.firstLine)].number)
        items = []
        self.source = source
        beginLine = Int(record.firstLine)
        endLine = record.hasEnd ? Int(record.endLine) - 1 : nil
        let end = Int(record.endLine) - (record.hasEnd ? 1 : 0)
        items.reserveCapacity(end - Int(record.firstLine))
        var index = Int(record.firstLine) + 1
        var child = node + 1
        while index < end {
            if child < Int(record.subtreeEnd), index == Int(source.nodes[child].firstLine) {
                items.append(.component(Component(source: source, node: child)))
                index = Int(source.nodes[child].endLine)
                child = Int(source.nodes[child].subtreeEnd)
                continue
            }
            switch source.lines[index].kind {
            case .property: items.append(.property(Property(source: source, line: index)))
            case .blank, .junk: items.append(.kept(line: index))
            case .strayEnd, .begin, .end: break
            }
            index += 1
        }
    }

    var properties: [Property] {
        items.compactMap { if case .property(let property) = $0 { property } else { nil } }
    }

    var components: [Component] {
        items.compactMap { if case .component(let component) = $0 { component } else { nil } }
    }
}

extension EditedComponent {
    /// Puts `new` where the properties called `name` are, one for one; more follow the last of
    /// them, or else the last property.
    mutating func replace(_ name: PropertyName, with new: [Property]) {
        var rest = new[...]
        var changed: [Item] = []
        changed.reserveCapacity(items.count + new.count)
        var last: Int?
        for item in items {
            guard case .property(let property) = item, property.name == name else {
                changed.append(item)
                continue
            }
            guard let next = rest.popFirst() else { continue }
            changed.append(.property(next))
            last = changed.count
        }
        items = changed
        items.insert(contentsOf: rest.map { .property($0) }, at: last ?? endOfProperties)
    }

    /// Where another property goes: after the last one that stands before every component, for the
    /// grammar of RFC 5545 §3.6 has properties first.
    private var endOfProperties: Int {
        var end = 0
        for (index, item) in items.enumerated() {
            if case .component = item { break }
            if case .property = item { end = index + 1 }
        }
        return end
    }

    mutating func append(_ property: Property) {
        items.insert(.property(property), at: endOfProperties)
    }

    /// Puts `new` where the components are, one for one; more follow the last of them.
    mutating func replaceComponents(with new: [Component]) {
        var rest = new[...]
        var changed: [Item] = []
        changed.reserveCapacity(items.count + new.count)
        var last: Int?
        for item in items {
            guard case .component = item else {
                changed.append(item)
                continue
            }
            guard let next = rest.popFirst() else { continue }
            changed.append(.component(next))
            last = changed.count
        }
        changed.insert(contentsOf: rest.map { .component($0) }, at: last ?? changed.count)
        items = changed
    }
}
