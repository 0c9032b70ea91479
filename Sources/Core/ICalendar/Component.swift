/// A component with its properties and components (RFC 5545 §3.6).
///
/// A component that was read keeps its source bytes until it is changed; then only the changed
/// lines differ. Two components are equal when their names, properties and components are, in
/// order; lines that could not be read do not count.
public struct Component: Sendable {
    enum Storage: Sendable {
        case source(CalendarSource, node: Int)
        case edited(EditedComponent)
    }

    var storage: Storage

    /// Makes a component. Control characters, which cannot be written, are left out of the name.
    public init(_ name: String, properties: [Property] = [], components: [Component] = []) {
        storage = .edited(
            EditedComponent(
                name: ComponentName.writable(name),
                items: properties.map { .property($0) } + components.map { .component($0) }))
    }

    init(source: CalendarSource, node: Int) {
        storage = .source(source, node: node)
    }

    /// Upper-case, such as `VEVENT`.
    public var name: String {
        switch storage {
        case .source(let source, let node): source.name(ofNode: node)
        case .edited(let edited): edited.name
        }
    }

    /// Source line of BEGIN, 1 or more; 0 for a component that was made.
    public var line: Int {
        switch storage {
        case .source(let source, let node):
            Int(source.lines[Int(source.nodes[node].firstLine)].number)
        case .edited(let edited): edited.line
        }
    }

    /// The properties in order, without those of inner components.
    public var properties: [Property] {
        switch storage {
        case .source(let source, let node):
            var found: [Property] = []
            source.forEachOwnLine(ofNode: node) { line in
                if source.lines[line].kind == .property {
                    found.append(Property(source: source, line: line))
                }
                return true
            }
            return found
        case .edited(let edited): return edited.properties
        }
    }

    /// The components directly inside, in order. Setting keeps the lines between them; components
    /// that are more than before follow the last one.
    public var components: [Component] {
        get {
            switch storage {
            case .source(let source, let node):
                source.children(ofNode: node).map { Component(source: source, node: $0) }
            case .edited(let edited): edited.components
            }
        }
        set {
            let old = components
            if old.count == newValue.count, zip(old, newValue).allSatisfy({ $0.isUnchanged($1) }) {
                return
            }
            edit { $0.replaceComponents(with: newValue) }
        }
    }
}

extension Component {
    /// The first property called `name`, or nil.
    public func first(_ name: PropertyName) -> Property? {
        switch storage {
        case .source(let source, let node):
            var found: Property?
            source.forEachOwnLine(ofNode: node) { line in
                if source.isProperty(line, name) {
                    found = Property(source: source, line: line)
                }
                return found == nil
            }
            return found
        case .edited(let edited): return edited.properties.first { $0.name == name }
        }
    }

    /// All properties called `name`, in order.
    public func all(_ name: PropertyName) -> [Property] {
        switch storage {
        case .source(let source, let node):
            var found: [Property] = []
            source.forEachOwnLine(ofNode: node) { line in
                if source.isProperty(line, name) {
                    found.append(Property(source: source, line: line))
                }
                return true
            }
            return found
        case .edited(let edited): return edited.properties.filter { $0.name == name }
        }
    }

    /// The text of the first property called `name`, or nil.
    public func firstText(_ name: PropertyName) -> String? { first(name)?.text }

    /// The components directly inside that are called `name`, upper-case, in order.
    public func components(_ name: String) -> [Component] {
        components.filter { $0.name == name }
    }

    /// Whether `other` is this very component, unchanged: cheaper than `==`, and may be false for
    /// equal ones.
    func isUnchanged(_ other: Component) -> Bool {
        if case .source(let source, let node) = storage,
            case .source(let otherSource, let otherNode) = other.storage
        {
            return source === otherSource && node == otherNode
        }
        return false
    }
}

extension Component: Hashable {
    public static func == (one: Component, other: Component) -> Bool {
        one.isUnchanged(other)
            || (one.name == other.name && one.properties == other.properties
                && one.components == other.components)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(properties)
        hasher.combine(components)
    }
}
