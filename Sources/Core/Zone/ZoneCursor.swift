extension Zone {
    /// Converts many times of one zone, fastest when they ascend.
    ///
    /// It remembers the span between two changes: inside it a conversion is one compare and one
    /// addition. Any order gives the same answers as the zone itself.
    public struct Cursor: Sendable {
        @usableFromInline let table: ZoneTable
        @usableFromInline var wall = ZoneSpan()
        @usableFromInline var utc = ZoneSpan()

        /// Starts without a span.
        public init(_ zone: Zone) { table = zone.table }

        /// As `Zone.instant(at:)`.
        @inlinable
        public mutating func instant(at local: LocalDateTime) -> Instant {
            if !wall.contains(local.seconds) {
                seek(wall: local.seconds)
            }
            return Instant(seconds: local.seconds &- wall.offset)
        }

        /// As `Zone.local(at:)`.
        @inlinable
        public mutating func local(at instant: Instant) -> LocalDateTime {
            if !utc.contains(instant.seconds) {
                seek(utc: instant.seconds)
            }
            return LocalDateTime(seconds: instant.seconds &+ utc.offset)
        }

        /// The offset at a UTC second, and until when it stays at least; `Int.max` for ever.
        mutating func offsetSpan(at seconds: Int) -> (offset: Int, end: Int) {
            if !utc.contains(seconds) { seek(utc: seconds) }
            return (utc.offset, utc.low &+ Int(bitPattern: utc.width))
        }

        @usableFromInline
        mutating func seek(wall seconds: Int) {
            wall.move(to: seconds, bounds: table.locals, table)
        }

        @usableFromInline
        mutating func seek(utc seconds: Int) {
            utc.move(to: seconds, bounds: table.instants, table)
        }
    }
}

/// A stretch of seconds with one offset.
@usableFromInline
struct ZoneSpan: Sendable {
    @usableFromInline var low = 0
    /// Length; as a bit pattern, so that the unbounded span fits. 0 is empty.
    @usableFromInline var width: UInt = 0
    @usableFromInline var offset = 0
    var index = 0
    var shift = 0

    @usableFromInline init() {}

    /// One compare: a second before `low` wraps around to a huge number.
    @inlinable
    func contains(_ seconds: Int) -> Bool { UInt(bitPattern: seconds &- low) < width }

    /// Finds the span around `seconds` in `bounds`, looking at the next few first. Wraps nowhere:
    /// changes are within `ZoneTable.instantLimits`.
    @inline(__always)
    mutating func move(to seconds: Int, bounds: [Int], _ table: ZoneTable) {
        let newShift = table.shift(seconds)
        bounds.withUnsafeBufferPointer { bounds in
            let key = seconds &- newShift
            if newShift != shift || width == 0 || (index > 0 && bounds[index &- 1] > key) {
                index = ZoneTable.countOfValues(in: bounds, notAfter: key)
            } else {
                // A yearly rule passes two changes between its instances.
                if index &+ 1 < bounds.count, bounds[index &+ 1] <= key { index &+= 2 }
                let near = min(index &+ 3, bounds.count)
                while index < near, bounds[index] <= key { index &+= 1 }
                if index == near { index = ZoneTable.countOfValues(in: bounds, notAfter: key) }
            }
            shift = newShift
            offset = table.offsets[index]
            low = index == 0 ? .min : bounds[index &- 1] &+ shift
            var end = index == bounds.count ? .max : bounds[index] &+ shift
            if shift == 0 {
                end = min(end, table.cycleEnd)
            } else if let cycleStart = table.cycleStart {
                low = max(low, cycleStart + shift)
                end = min(end, cycleStart + ZoneTable.cycleSeconds + shift)
            }
            width = UInt(bitPattern: end &- low)
        }
    }
}
