/// Everything that decides when an event takes place, without its iCalendar text.
///
/// Wall-clock seconds are those of `clock`. An event that does not recur is a seed without rules
/// and dates, its one instance being `start`.
public struct SeriesSeed: Hashable, Sendable {
    /// The clock of the recurrence ids.
    public var clock: SeriesClock
    /// The clock of the instances' starts: another one only after an override for this and future
    /// instances moved the event to another zone, or made it all-day.
    public var startClock: SeriesClock
    /// Wall-clock second of `DTSTART`.
    public var start: Int
    /// Of instances that have none of their own.
    public var length: InstanceLength
    /// `RRULE`.
    public var rules: [SeriesRule]
    /// `RDATE`, sorted. `start` counts without being here.
    public var dates: [SeriesDate]
    /// Wall-clock seconds without an instance, sorted: `EXDATE`, and the recurrence ids of
    /// overrides, which are indexed on their own.
    public var excluded: [Int]
    /// Days without an instance, sorted: `EXDATE` that gives a date to an event with times.
    public var excludedDays: [Int]
    /// Recurrence ids that this seed speaks for: an override for this and future instances takes
    /// over from its own on.
    public var ids: Range<Int>
    /// Added to a recurrence id to get the start (RFC 5545 §3.8.4.4, `RANGE=THISANDFUTURE`).
    public var shift: Int

    /// All recurrence ids that can be written.
    public static let allIDs = Instant.distantPast.seconds..<Instant.distantFuture.seconds

    /// Makes a seed whose starts and recurrence ids are on one clock.
    public init(
        clock: SeriesClock, start: Int, length: InstanceLength, rules: [SeriesRule] = [],
        dates: [SeriesDate] = [], excluded: [Int] = [],
        excludedDays: [Int] = [], ids: Range<Int> = SeriesSeed.allIDs, shift: Int = 0
    ) {
        self.clock = clock
        self.startClock = clock
        self.start = start
        self.length = length
        self.rules = rules
        self.dates = dates
        self.excluded = excluded
        self.excludedDays = excludedDays
        self.ids = ids
        self.shift = shift
    }

    /// Whether there is a recurrence set.
    public var isRecurring: Bool { !rules.isEmpty || !dates.isEmpty }
}

/// A rule without its end, and the wall-clock second of the last instance instead: `UNTIL` read on
/// the series' clock, `COUNT` counted once.
public struct SeriesRule: Hashable, Sendable {
    /// Has neither COUNT nor UNTIL.
    public var rule: RecurrenceRule
    /// Inclusive; nil when the rule goes on for ever.
    public var last: Int?

    /// Takes the rule without its own end.
    public init(rule: RecurrenceRule, last: Int? = nil) {
        self.rule = rule.endless
        self.last = last
    }
}

/// An additional instance (`RDATE`).
public struct SeriesDate: Hashable, Sendable {
    /// Wall-clock second.
    public var start: Int
    /// Its own length when it was given as a period.
    public var length: InstanceLength?

    /// Makes a date, or a period when it has a length.
    public init(start: Int, length: InstanceLength? = nil) {
        self.start = start
        self.length = length
    }
}

/// One instance that a seed yields.
public struct SeriesInstance: Hashable, Sendable {
    /// Wall-clock second of the original start, on the seed's `clock`.
    public let recurrenceID: Int
    /// Wall-clock second of the start, on the seed's `startClock`.
    public let start: Int
    /// Half-open.
    public let span: Range<Instant>
    /// Wall-clock length, for whole days.
    public let length: InstanceLength

    /// Makes an instance that is resolved already.
    public init(recurrenceID: Int, start: Int, span: Range<Instant>, length: InstanceLength) {
        self.recurrenceID = recurrenceID
        self.start = start
        self.span = span
        self.length = length
    }
}
