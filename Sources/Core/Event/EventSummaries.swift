/// Summaries read before, so that windows beside each other share them: most events of a month are
/// series that the next one has too.
///
/// Good for one state of the replica; start anew when anybody wrote.
public struct EventSummaries: Sendable {
    /// By object and number of the entry.
    private var known: [Int: EventSummary] = [:]

    /// Entries of an object that are remembered; the rest are made for each window.
    private static let numbers = 256

    /// Knows nothing.
    public init() {}

    /// How many are known.
    public var count: Int { known.count }

    /// The summary of an entry, made when it is not known.
    mutating func summary(
        of object: ObjectID, number: Int, make: () -> EventSummary
    ) -> EventSummary {
        guard (0..<Self.numbers).contains(number), (0..<1 << 48).contains(object.row) else {
            return make()
        }
        let key = Int(object.row) * Self.numbers + number
        if let summary = known[key] { return summary }
        let summary = make()
        known[key] = summary
        return summary
    }

    /// Forgets those that no instance uses any more.
    public mutating func dropUnused() {
        var unused: [Int] = []
        // `known.indices` would hold all of them a second time.
        var index = known.startIndex
        while index < known.endIndex {
            if isKnownUniquelyReferenced(&known.values[index]) { unused.append(known[index].key) }
            known.formIndex(after: &index)
        }
        for key in unused { known[key] = nil }
    }
}
