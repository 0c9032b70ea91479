/// A recurrence rule compiled for one start: local wall-clock arithmetic, no zone
/// (RFC 5545 §3.3.10).
///
/// Compiled once; every query seeks, so its cost depends on what it returns and not on the years
/// since the start. Instances are within the years 1 ... 9999, and within those that the rule's
/// calendar knows (`CalendarSystem.years`): there the series ends. A start that the rule does not
/// match is not an instance here; `RecurrenceSet` adds it.
public struct RuleSeries: Sendable {
    /// The first second that may be an instance.
    public let start: LocalDateTime
    /// Whether the start is of kind DATE; instances are then midnights.
    public let isDate: Bool
    /// Whether COUNT, UNTIL, emptiness or the rule's calendar end the series before the year 9999
    /// does.
    public let isFinite: Bool
    /// The arithmetic chosen for the rule.
    let kernel: RuleKernel
    /// The last second that may be an instance.
    let lastSecond: Int

    /// Compiles `rule` for a start.
    /// - Parameters:
    ///   - start: DTSTART on the wall clock of its zone.
    ///   - isDate: whether DTSTART is of kind DATE; BYHOUR, BYMINUTE and BYSECOND are ignored then.
    ///   - until: the rule's UNTIL on the same wall clock, inclusive; `Until.wallClock` converts.
    /// - Throws: `.timeFrequencyOnDate` for HOURLY, MINUTELY, SECONDLY on a DATE,
    ///   `.startOutOfRange` outside the years 1 ... 9999.
    public init(
        _ rule: RecurrenceRule, start: LocalDateTime, isDate: Bool, until: LocalDateTime?
    ) throws(ExpansionError) {
        guard (Self.earliest...Self.latest).contains(start.seconds) else { throw .startOutOfRange }
        if isDate, rule.freq.isSubDaily { throw .timeFrequencyOnDate(rule.freq) }
        let first = isDate ? start.date.midnight : start
        var last = min(until?.seconds ?? Self.latest, Self.latest)
        var kernel = RuleCompiler(rule, start: first.seconds, isDate: isDate).kernel()
        // Most rules show that they yield something; the others are asked.
        let yields =
            until == nil && first < Self.plainEnd && rule.isPlain
            || kernel.next(first.seconds, through: last) != nil
        if !yields { kernel = .empty }
        if let count = rule.count, yields, let end = kernel.select(count - 1, through: last) {
            last = end
        }
        self.start = first
        self.isDate = isDate
        self.isFinite =
            !yields || rule.count != nil || until != nil || kernel.endsWithCalendar
        self.kernel = kernel
        self.lastSecond = last
    }

    /// From here on a plain rule may yield nothing any more.
    private static let plainEnd =
        LocalDateTime(
            seconds: CivilDate.dayNumber(year: RecurrenceRule.plainYears, month: 1, day: 1)
                * 86_400)
    /// The first and the last second of the years 1 ... 9999.
    static let earliest = CivilDate.range.lowerBound.midnight.seconds
    static let latest = CivilDate.range.upperBound.midnight.seconds + 86_399
}

extension RuleSeries {
    /// Whether there is no instance at all.
    public var isEmpty: Bool {
        if case .empty = kernel { true } else { false }
    }

    /// The last instance; nil when the series has no end of its own, or no instance.
    public var end: LocalDateTime? {
        isFinite ? last(before: LocalDateTime(seconds: Self.latest + 1)) : nil
    }

    /// The first instance not before `time`.
    public func first(atOrAfter time: LocalDateTime) -> LocalDateTime? {
        let from = max(time.seconds, start.seconds)
        return kernel.next(from, through: lastSecond).map(LocalDateTime.init(seconds:))
    }

    /// The last instance before `time`.
    public func last(before time: LocalDateTime) -> LocalDateTime? {
        let bound = min(time.seconds, lastSecond + 1)
        guard bound > start.seconds, let found = kernel.previous(bound), found >= start.seconds
        else { return nil }
        return LocalDateTime(seconds: found)
    }

    /// How many instances there are before `time`.
    public func count(before time: LocalDateTime) -> Int {
        let bound = min(time.seconds, lastSecond + 1)
        return bound > start.seconds ? kernel.rank(bound) : 0
    }

    /// Writes the instances in `from ..< to`, in order, until the buffer is full.
    /// - Returns: how many were written; when that fills the buffer, go on behind the last one.
    public func fill(
        _ buffer: UnsafeMutableBufferPointer<Int>, from: LocalDateTime, to: LocalDateTime
    ) -> Int {
        let first = max(from.seconds, start.seconds)
        let last = min(to.seconds - 1, lastSecond)
        guard first <= last, !buffer.isEmpty else { return 0 }
        return kernel.fill(buffer, from: first, through: last)
    }

    /// The first `limit` instances in a window.
    public func instances(in window: Range<LocalDateTime>, limit: Int) -> [LocalDateTime] {
        guard limit > 0, !window.isEmpty else { return [] }
        var found: [LocalDateTime] = []
        var from = window.lowerBound
        let size = min(limit, 256)
        withUnsafeTemporaryAllocation(of: Int.self, capacity: size) { buffer in
            while found.count < limit {
                let room = min(size, limit - found.count)
                let slice = UnsafeMutableBufferPointer(rebasing: buffer[..<room])
                let written = fill(slice, from: from, to: window.upperBound)
                for seconds in slice[..<written] { found.append(LocalDateTime(seconds: seconds)) }
                guard written == room else { break }
                from = LocalDateTime(seconds: slice[written - 1] + 1)
            }
        }
        return found
    }
}
