/// Finds what a mistyped key was meant to be.
enum NearestKey {
    /// The candidate with the fewest slips; nil when more than half of the key would be one.
    static func of(_ key: String, among candidates: [String]) -> String? {
        let near = candidates.map { (slips: slips(key, $0), name: $0) }
            .min { ($0.slips, $0.name) < ($1.slips, $1.name) }
        guard let near, near.slips <= max(2, key.count / 2), near.slips < near.name.count else {
            return nil
        }
        return near.name
    }

    /// Letters to be added, left out, changed, or swapped with their neighbour to get from one to
    /// the other (optimal string alignment).
    static func slips(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one), Array(other))
        var before: [Int] = []
        var last = Array(0...other.count)
        for row in one.indices {
            var next = [row + 1]
            for column in other.indices {
                let isSame = one[row] == other[column]
                var best = min(
                    last[column] + (isSame ? 0 : 1), last[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, one[row] == other[column - 1],
                    one[row - 1] == other[column]
                {
                    best = min(best, before[column - 1] + 1)
                }
                next.append(best)
            }
            (before, last) = (last, next)
        }
        return last[other.count]
    }
}
