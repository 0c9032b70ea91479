import Core

/// How a filter is answered with the least reading: what the store can find by its indexes, and
/// what is left to look at.
struct FilterPlan: Hashable, Sendable {
    /// Where the candidates come from.
    enum Source: Hashable, Sendable {
        /// Nothing can satisfy the filter.
        case nothing
        /// All objects, or those of one kind of component.
        case kind(String?)
        /// Events that touch a window.
        case window(Range<Instant>)
        /// Objects of a kind whose UID satisfies conditions.
        case uid(kind: String, [TextMatch])
    }

    let source: Source
    /// Whether all that the source gives satisfies the filter, so that no text has to be parsed.
    let isExact: Bool
    /// What the bytes of an object must hold.
    let needles: Set<TextNeedle>

    init(_ filter: CalendarFilter) {
        guard case .holds(let time, let properties, let components) = filter.root.condition
        else {
            self.init(source: .nothing, isExact: true, needles: [])
            return
        }
        let wanted = components.filter { $0.condition != .isNotDefined }
        let kinds = Set(wanted.map(\.name)).intersection(Self.kinds)
        let isPlain = time == nil && properties.isEmpty && components == wanted
        guard kinds.count <= 1 else {
            // An object has components of one kind (RFC 4791 §4.1).
            self.init(source: .nothing, isExact: true, needles: [])
            return
        }
        let needles = filter.root.needles
        guard wanted.count == 1, let only = wanted.first, kinds.contains(only.name),
            case .holds(let own, let properties, let inner) = only.condition
        else {
            self.init(
                source: .kind(kinds.first), isExact: isPlain && wanted.isEmpty, needles: needles)
            return
        }
        let uids = properties.compactMap(\.uidMatch)
        let isSimple = isPlain && inner.isEmpty
        if let own, only.name == "VEVENT" {
            self.init(
                source: .window(own.window), isExact: isSimple && properties.isEmpty,
                needles: needles)
        } else if !uids.isEmpty {
            self.init(
                source: .uid(kind: only.name, uids),
                isExact: isSimple && own == nil && uids.count == properties.count,
                needles: needles)
        } else {
            self.init(
                source: .kind(only.name), isExact: isPlain && only.isBare, needles: needles)
        }
    }

    private init(source: Source, isExact: Bool, needles: Set<TextNeedle>) {
        self.source = source
        self.isExact = isExact
        self.needles = isExact ? [] : needles
    }

    /// The kinds of component that the store tells apart.
    private static let kinds: Set<String> = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"]
}

extension PropertyFilter {
    /// The condition on a UID, which the store knows without the text.
    fileprivate var uidMatch: TextMatch? {
        guard name == "UID", case .holds(.text(let match), let parameters) = condition,
            parameters.isEmpty
        else { return nil }
        return match
    }
}

extension ComponentFilter {
    /// Of the text conditions that must be met, the names of components and properties left aside.
    fileprivate var needles: Set<TextNeedle> {
        guard case .holds(_, let properties, let components) = condition else { return [] }
        var found = components.reduce(into: Set<TextNeedle>()) { $0.formUnion($1.needles) }
        for case .holds(let value, let parameters) in properties.map(\.condition) {
            if case .text(let match) = value, let needle = TextNeedle(match) {
                found.insert(needle)
            }
            for case .text(let match) in parameters.map(\.condition) {
                if let needle = TextNeedle(match) { found.insert(needle) }
            }
        }
        return found
    }
}
