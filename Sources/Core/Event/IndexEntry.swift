/// What is enough of an event to answer a window without reading iCalendar text: one for each
/// event that does not recur, each override, and each stretch of a recurring event.
public struct IndexEntry: Hashable, Sendable {
    /// Of the object.
    public var uid: UID
    /// `DTSTART` as written.
    public var start: CalendarTime
    /// Of each instance, but for dates that are periods.
    public var length: InstanceLength
    /// Seconds that cover all instances, half-open (empty without length): UTC, or wall clock of
    /// the display zone when `isLocal`. Exact without `seed`; ends at `Instant.distantFuture` for
    /// a series that does not end.
    public var span: Range<Int>
    /// Floating times and dates.
    public var isLocal: Bool
    /// nil for an event that does not recur, and for an override of one instance.
    public var seed: SeriesSeed?
    /// Of an override of one instance.
    public var recurrenceID: CalendarTime?
    /// `SUMMARY`.
    public var title: String
    /// `LOCATION`.
    public var location: String
    /// Cancelled instances are indexed too.
    public var status: EventStatus
    /// Takes no time.
    public var isTransparent: Bool
    /// Whether an override describes it, of one or of all later instances.
    public var isOverride: Bool

    /// An entry read back from an index.
    package init(
        uid: UID, start: CalendarTime, length: InstanceLength, span: Range<Int>, isLocal: Bool,
        seed: SeriesSeed? = nil, recurrenceID: CalendarTime? = nil, title: String,
        location: String, status: EventStatus, isTransparent: Bool, isOverride: Bool
    ) {
        self.uid = uid
        self.start = start
        self.length = length
        self.span = span
        self.isLocal = isLocal
        self.seed = seed
        self.recurrenceID = recurrenceID
        self.title = title
        self.location = location
        self.status = status
        self.isTransparent = isTransparent
        self.isOverride = isOverride
    }

    /// What its instances have in common, in the object and calendar that hold it.
    public func summary(
        object: ObjectID? = nil, calendar: CalendarID? = nil
    ) -> EventSummary {
        EventSummary(
            object: object, calendar: calendar, uid: uid, zone: zone, title: title,
            location: location, status: status, isTransparent: isTransparent,
            isOverride: isOverride)
    }

    /// The zone of its instances' starts, as written.
    private var zone: TimeZoneID? {
        seed.map(\.startClock.zoneID) ?? start.zoneID
    }

    /// The instances that touch the window, by start, at most `limit`.
    public func instances(
        in window: inout ExpansionWindow, limit: Int = SeriesSeed.standardLimit
    ) -> [Instance] {
        guard let seed else {
            guard limit > 0, let only = instance(of: summary(), in: &window) else { return [] }
            return [only]
        }
        var occurrences: [SeriesInstance] = []
        seed.forEachInstance(in: &window, limit: limit) { occurrences.append($0) }
        let summary = summary()
        return occurrences.map { occurrence in
            window.instance(
                of: summary, at: seed.startClock.time(at: occurrence.start),
                recurrenceID: seed.clock.time(at: occurrence.recurrenceID),
                span: occurrence.span, length: occurrence.length)
        }
    }

    /// The one instance of an entry without seed, if it touches the window.
    public func instance(
        of summary: @autoclosure () -> EventSummary, in window: inout ExpansionWindow
    ) -> Instance? {
        var resolved = Instant(seconds: span.lowerBound)..<Instant(seconds: span.upperBound)
        if isLocal {
            let wall = start.wallClock.seconds
            resolved = window.clocks[ExpansionWindow.displayIndex].span(at: wall, length)
        }
        guard window.touches(resolved) else { return nil }
        return window.instance(
            of: summary(), at: start, recurrenceID: recurrenceID, span: resolved, length: length)
    }
}

extension ExpansionWindow {
    /// Puts one instance together, with its wall clock in the display zone.
    public mutating func instance(
        of summary: EventSummary, at start: CalendarTime, recurrenceID: CalendarTime?,
        span: Range<Instant>, length: InstanceLength
    ) -> Instance {
        Instance(
            summary, recurrenceID: recurrenceID, start: start, span: span,
            local: local(start.isDate ? start.wallClock : nil, span, length))
    }

    /// The same for an instance of a series whose recurrence id is its start.
    mutating func instance(
        of summary: EventSummary, at start: Int, _ kind: TimeKind, span: Range<Instant>,
        length: InstanceLength
    ) -> Instance {
        let midnight = kind == .date ? LocalDateTime(seconds: start).date.midnight : nil
        return Instance(
            summary, start: midnight?.seconds ?? start, kind, isRecurring: true, span: span,
            local: local(midnight, span, length))
    }

    /// Whether something takes place in the window; without length it must begin inside.
    public func touches(_ span: Range<Instant>) -> Bool {
        span.lowerBound < instants.upperBound
            && (span.upperBound > instants.lowerBound || span.lowerBound >= instants.lowerBound)
    }

    /// The wall clock of the display zone during `span`: whole days from the midnight of a date.
    private mutating func local(
        _ midnight: LocalDateTime?, _ span: Range<Instant>, _ length: InstanceLength
    ) -> Range<LocalDateTime> {
        if let midnight { return midnight..<midnight.adding(seconds: length.wallSeconds) }
        let index = Self.displayIndex
        let from = clocks[index].cursor.local(at: span.lowerBound)
        let to = clocks[index].cursor.local(at: span.upperBound)
        // From the first to the second pass of a fold the wall clock can go backwards.
        let seconds = span.upperBound.seconds - span.lowerBound.seconds
        return from..<(to < from ? from.adding(seconds: seconds) : to)
    }
}
