/// A time zone: the offset from UTC at every instant of the years 1–9999, and back.
///
/// A copy is one reference to immutable storage.
public struct Zone: Sendable {
    let table: ZoneTable

    init(table: ZoneTable) { self.table = table }

    /// Coordinated Universal Time.
    public static let utc = Zone.fixed(offset: 0, id: TimeZoneID("UTC"), abbreviation: "UTC")

    /// A zone whose offset never changes.
    /// - Parameters:
    ///   - offset: seconds east of UTC.
    ///   - abbreviation: as shown to people; by default made from the offset (`+0530`).
    public static func fixed(
        offset: Int, id: TimeZoneID, abbreviation: String? = nil
    ) -> Zone {
        let name = abbreviation ?? offsetText(offset)
        let type = ZoneType(offset: offset, abbreviation: name)
        return Zone(
            table: ZoneTable(id: id, types: [type], initial: 0, changes: [], cycleStart: nil))
    }

    /// The name this zone was made under; for an alias that `ZoneResolver` understood, the IANA
    /// name.
    public var id: TimeZoneID { table.id }

    /// Whether the offset never changes.
    public var isFixed: Bool { Set(table.offsets).count == 1 }

    /// Seconds east of UTC.
    public func offset(at instant: Instant) -> Int {
        table.offsets[table.index(utc: instant.seconds)]
    }

    /// `CET`, `EDT`, `+0330`.
    public func abbreviation(at instant: Instant) -> String {
        table.abbreviations[Int(table.names[table.index(utc: instant.seconds)])]
    }

    /// What the clocks show at `instant`.
    public func local(at instant: Instant) -> LocalDateTime {
        instant.local(offset: offset(at: instant))
    }

    /// The instant a reading means: in a gap with the offset before it, in a fold the first
    /// (RFC 5545 §3.3.5).
    public func instant(at local: LocalDateTime) -> Instant {
        Instant(seconds: local.seconds - table.offsets[table.index(local: local.seconds)])
    }

    /// Everything a reading can mean.
    public func resolve(_ local: LocalDateTime) -> ZoneResolution {
        let index = table.index(local: local.seconds)
        let before = table.offsets[index]
        let first = Instant(seconds: local.seconds - before)
        // A new name alone moves no clock, and may come right before a change that does.
        var next = index
        while next < table.instants.count, table.offsets[next + 1] == before { next += 1 }
        guard next < table.instants.count else { return .unique(first) }
        let after = table.offsets[next + 1]
        let change = table.instants[next] + table.shift(local.seconds)
        if after > before, local.seconds >= change + before { return .gap(first) }
        if after < before, local.seconds >= change + after {
            return .fold(first: first, second: Instant(seconds: local.seconds - after))
        }
        return .unique(first)
    }

    /// By how much the offset changes at most, seconds; 0 when it never does.
    var largestChange: Int { table.largestChange }

    /// The changes of offset inside `window` (half-open), in time order.
    public func transitions(in window: Range<Instant>) -> [ZoneTransition] {
        let table = table
        var found: [ZoneTransition] = []
        var shift = table.shift(window.lowerBound.seconds)
        let first = window.lowerBound.seconds - shift
        var index = ZoneTable.countOfValues(in: table.instants, notAfter: first - 1)
        while true {
            if index == table.instants.count || table.instants[index] >= table.cycleEnd {
                guard let start = table.cycleStart else { return found }
                shift += ZoneTable.cycleSeconds
                guard start + shift < window.upperBound.seconds else { return found }
                index = ZoneTable.countOfValues(in: table.instants, notAfter: start - 1)
                if index == table.instants.count { return found }
            }
            let instant = Instant(seconds: table.instants[index] + shift)
            guard instant < window.upperBound else { return found }
            let (before, after) = (table.offsets[index], table.offsets[index + 1])
            if before != after {
                found.append(
                    ZoneTransition(instant: instant, offsetBefore: before, offsetAfter: after))
            }
            index += 1
        }
    }
}

extension Zone: Hashable {
    public static func == (one: Zone, other: Zone) -> Bool {
        let (one, other) = (one.table, other.table)
        if one === other { return true }
        return one.id == other.id && one.instants == other.instants
            && one.offsets == other.offsets && one.names == other.names
            && one.abbreviations == other.abbreviations && one.cycleStart == other.cycleStart
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(table.id) }
}

/// `+01`, `-0330`, `+003124`: the way tzdata abbreviates zones that have no letters.
func offsetText(_ offset: Int) -> String {
    let total = abs(offset)
    let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60)
    var text = (offset < 0 ? "-" : "+") + zeroPadded(hours, 2)
    if minutes != 0 || seconds != 0 { text += zeroPadded(minutes, 2) }
    if seconds != 0 { text += zeroPadded(seconds, 2) }
    return text
}
