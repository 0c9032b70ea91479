/// Picks the instance of an event that a person means at a time: the one that lasts, else the next
/// one, else the last one.
struct NearestInstance {
    private let now: Instant
    private let zones: ZoneDatabase
    private var future: ExpansionWindow

    /// How far ahead the next instance is looked for: 30 years.
    private static let ahead = 30 * 366 * 86_400
    /// The last instance of a series is looked for in the 9 years before its end; leap days come
    /// every 8 years at the least.
    private static let back = 9 * 366 * 86_400

    init(now: Instant, display: Zone, zones: ZoneDatabase) {
        self.now = now
        self.zones = zones
        future = ExpansionWindow(
            now..<now.adding(seconds: Self.ahead), display: display, zones: zones)
    }

    /// nil when the entries have no instance near.
    mutating func instance(of entries: [IndexEntry]) -> Instance? {
        var next: Instance?
        for entry in entries {
            guard let first = entry.instances(in: &future, limit: 1).first else { continue }
            if next.map({ first.span.lowerBound < $0.span.lowerBound }) ?? true { next = first }
        }
        return next ?? entries.compactMap(last).max { $0.span.upperBound < $1.span.upperBound }
    }

    private func last(_ entry: IndexEntry) -> Instance? {
        let day = 86_400
        let end = min(now.seconds, entry.span.upperBound + day)
        var window = ExpansionWindow(
            Instant(seconds: end - Self.back)..<Instant(seconds: end), display: future.display,
            zones: zones)
        return entry.instances(in: &window).last
    }
}
