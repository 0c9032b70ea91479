/// Puts what overlaps side by side: pure layout of one day of a time grid.
public struct DayColumns: Hashable, Sendable {
    /// Where one item goes.
    public struct Place: Hashable, Sendable {
        /// Leftmost column, counted from 0.
        public let column: Int
        /// Columns it takes: it expands to the right where nothing else is.
        public let span: Int
        /// Columns of its cluster, which fill the width of the day together.
        public let columns: Int
    }

    /// One place for each item, in the order they were given.
    public let places: [Place]

    /// Lays out half-open ranges of grid rows (or any other unit); an empty one counts as one long.
    ///
    /// Items that touch, directly or through others, are a cluster. Within it each takes the
    /// leftmost free column, the earlier and then the longer one first.
    public init(_ ranges: [Range<Int>]) {
        let ranges = ranges.map { $0.lowerBound..<max($0.upperBound, $0.lowerBound + 1) }
        let order = ranges.indices.sorted {
            let (one, other) = (ranges[$0], ranges[$1])
            if one.lowerBound != other.lowerBound { return one.lowerBound < other.lowerBound }
            if one.upperBound != other.upperBound { return one.upperBound > other.upperBound }
            return $0 < $1
        }
        var places = Array(repeating: Place(column: 0, span: 1, columns: 1), count: ranges.count)
        var cluster: [Int] = []
        var end = Int.min
        for index in order {
            if ranges[index].lowerBound >= end {
                DayColumns.place(cluster, ranges, &places)
                cluster = []
            }
            cluster.append(index)
            end = max(end, ranges[index].upperBound)
        }
        DayColumns.place(cluster, ranges, &places)
        self.places = places
    }

    private static func place(_ cluster: [Int], _ ranges: [Range<Int>], _ places: inout [Place]) {
        var columns: [[Int]] = []
        var ends: [Int] = []
        for index in cluster {
            if let free = ends.firstIndex(where: { $0 <= ranges[index].lowerBound }) {
                columns[free].append(index)
                ends[free] = ranges[index].upperBound
            } else {
                columns.append([index])
                ends.append(ranges[index].upperBound)
            }
        }
        for (column, members) in columns.enumerated() {
            for index in members {
                let blocked = columns[(column + 1)...].firstIndex { others in
                    others.contains { ranges[$0].overlaps(ranges[index]) }
                }
                places[index] = Place(
                    column: column, span: (blocked ?? columns.count) - column,
                    columns: columns.count)
            }
        }
    }
}
