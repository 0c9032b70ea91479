/// A half-open window of time together with what the zones say about it.
///
/// One serves a whole query: what is asked of a zone is remembered, so that thousands of series
/// share one look at it.
public struct ExpansionWindow: Sendable {
    /// The window on the UTC time line.
    public let instants: Range<Instant>
    /// The zone in which floating times and dates are resolved and wall clocks are shown.
    public let display: Zone
    /// Wall-clock seconds of the display zone that can fall into the window; the bounds for what
    /// is stored as wall clock.
    public let localSeconds: Range<Int>
    let zones: ZoneDatabase
    var clocks: [ClockWindow]
    private var indexes: [SeriesZone: Int] = [:]
    /// The clocks of encoded seeds, so that each is decoded once.
    private(set) var knownClocks: [KnownClock] = []

    /// Index into `clocks` of the display zone and of UTC.
    static let displayIndex = 0
    static let utcIndex = 1

    /// Prepares a window; zones are looked up when a series asks for them.
    public init(_ instants: Range<Instant>, display: Zone, zones: ZoneDatabase) {
        self.instants = instants
        self.display = display
        self.zones = zones
        let displayed = ClockWindow(display, window: instants)
        self.clocks = [displayed, ClockWindow(.utc, window: instants)]
        self.localSeconds = displayed.starts
    }

    /// Index into `clocks` of the clock of a series.
    mutating func index(of clock: SeriesClock) -> Int {
        switch clock {
        case .date, .floating: Self.displayIndex
        case .utc: Self.utcIndex
        case .zoned(_, let zone): index(of: zone)
        }
    }

    /// Reads a clock; gives an index into `knownClocks`. nil when it is damaged, or there are too
    /// many different ones to be remembered.
    mutating func knownClock(_ reader: inout ByteReader) -> Int? {
        for index in knownClocks.indices where reader.skip(knownClocks[index].encoded) {
            return index
        }
        guard knownClocks.count < 64, let clock = SeriesClock(&reader) else { return nil }
        var writer = ByteWriter()
        clock.encode(into: &writer)
        let known = KnownClock(encoded: writer.bytes, clock: clock, window: index(of: clock))
        knownClocks.append(known)
        return knownClocks.count - 1
    }

    private mutating func index(of zone: SeriesZone) -> Int {
        if let known = indexes[zone] { return known }
        let index: Int
        if let found = zones.zone(of: zone) {
            index = clocks.count
            clocks.append(ClockWindow(found, window: instants))
        } else {
            index = Self.displayIndex
        }
        indexes[zone] = index
        return index
    }
}

/// A clock as seeds encode it, and the index of its `ClockWindow`.
struct KnownClock: Sendable {
    let encoded: [UInt8]
    let clock: SeriesClock
    let window: Int
}

/// What one zone says about a window.
struct ClockWindow: Sendable {
    /// Lengths up to here are covered by `starts(for:)` without a margin.
    private static let commonDays = 40

    let zone: Zone
    var cursor: Zone.Cursor
    /// Wall-clock seconds at which something without length can begin inside the window.
    let starts: Range<Int>
    /// Whether the offset changes in the window or in the 41 days before it: only then can two
    /// readings mean one instant, or come in another order than their instants.
    let hasTransition: Bool
    /// Whether one of those changes is of a day or more (Apia 2011): then even instances a day
    /// apart can meet.
    let hasDayChange: Bool

    init(_ zone: Zone, window: Range<Instant>) {
        self.zone = zone
        self.cursor = Zone.Cursor(zone)
        let day = 86_400
        let early = window.lowerBound.adding(seconds: -(Self.commonDays + 1) * day)
        let changes = zone.transitions(in: early..<max(early, window.upperBound))
        let before = changes.prefix { $0.instant <= window.lowerBound }.map(\.offsetBefore)
        let low = min(before.min() ?? .max, zone.offset(at: window.lowerBound))
        let high = max(
            zone.offset(at: window.upperBound),
            zone.offset(at: window.upperBound.adding(seconds: -day)))
        let first = window.lowerBound.seconds + low
        self.starts = first..<max(first, window.upperBound.seconds + high)
        self.hasTransition = !changes.isEmpty
        self.hasDayChange = changes.contains { abs($0.offsetAfter - $0.offsetBefore) >= day }
    }

    /// Wall-clock seconds at which something of this length can begin and still touch the window.
    func starts(for length: InstanceLength) -> Range<Int> {
        let seconds = length.nominalSeconds
        let margin = seconds >= Self.commonDays * 86_400 ? 2 * 86_400 : 0
        return (starts.lowerBound - seconds - margin)..<starts.upperBound
    }

    /// The instants between which something that begins at a wall-clock second takes place.
    mutating func span(at wallSeconds: Int, _ length: InstanceLength) -> Range<Instant> {
        cursor.span(at: wallSeconds, length)
    }
}

extension Zone.Cursor {
    /// The instants between which something that begins at a wall-clock second takes place.
    mutating func span(at wallSeconds: Int, _ length: InstanceLength) -> Range<Instant> {
        let start = instant(at: LocalDateTime(seconds: wallSeconds))
        var end = start
        if length.wallSeconds > 0 {
            let wallEnd = LocalDateTime(seconds: wallSeconds + length.wallSeconds)
            end = max(start, instant(at: wallEnd))
        }
        return start..<end.adding(seconds: length.exactSeconds)
    }
}
