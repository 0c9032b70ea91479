/// What two people made of one object, to be shown: where they differ from each other or from what
/// they agreed on, row by row.
///
/// Rows come in a stable order: the calendar, the master, overrides by recurrence id, alarms behind
/// the component they belong to; properties in the order in which people read them. `DTSTAMP` and
/// its like, `PRODID` and time zones are left out.
public struct ObjectDifference: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        /// Of the override that it is about; nil for the master and the calendar.
        public let recurrenceID: CalendarTime?
        /// `VEVENT`, `VALARM`, `VCALENDAR` …
        public let component: String
        /// nil where the component as a whole is there or not.
        public let property: PropertyName?
        /// nil where there is none.
        public let base: Value?
        public let mine: Value?
        public let theirs: Value?
        public let change: Change
        /// What to choose a side for in `mergeObjects(… choosing:)`; rows that move together share
        /// one. nil where nothing is to be decided.
        public let clash: MergeClash?
    }

    /// Who changed it.
    public enum Change: String, Hashable, Sendable, CaseIterable {
        case mine, theirs
        /// Both, in the same way or without anything being lost.
        case both
        /// Both, and only one of them can stand.
        case clash
    }

    /// A value to be shown in the reader's own words.
    public enum Value: Hashable, Sendable {
        case text(String)
        case time(CalendarTime)
        case length(NominalDuration)
        case rule(RecurrenceRule)
        /// Categories, attendees …, in order.
        case texts([String])
        /// Excluded or additional times, in order.
        case times([CalendarTime])
        /// A whole component that is no alarm; `start` is nil where it cannot be told.
        case component(title: String, start: CalendarTime?)
        /// A whole alarm: so long after the start of the event (or its end), or at a time.
        case alarm(action: String, offset: NominalDuration?, at: CalendarTime?)
    }

    public let rows: [Row]
    /// Whether one of the texts could not be read as a calendar object: then there are no rows but
    /// one for the whole.
    public let isUnreadable: Bool

    /// Compares; `mine` or `theirs` is nil where that side deleted the object.
    public init(base: [UInt8]?, mine: [UInt8]?, theirs: [UInt8]?, zones: ZoneDatabase) {
        let sides = Threefold(base: base, local: mine, remote: theirs)
            .map { MergeSide($0, zones) }
        func isBad(_ side: MergeSide??) -> Bool {
            if case .some(.none) = side { true } else { false }
        }
        isUnreadable = isBad(sides.local) || isBad(sides.remote)
        let read = Threefold(
            base: sides.base ?? nil, local: sides.local ?? nil, remote: sides.remote ?? nil)
        guard !isUnreadable, let mine, let theirs else {
            rows = Self.wholeRow(read) + (isUnreadable ? [] : DifferenceRows(read, []).rows)
            return
        }
        let result = mergeObjects(base: base, local: mine, remote: theirs, zones: zones)
        rows = DifferenceRows(read, Set(result.clashes)).rows
    }

    /// The object as a whole, where one side deleted it or cannot be read.
    private static func wholeRow(_ sides: Threefold<MergeSide>) -> [Row] {
        func value(_ side: MergeSide?) -> Value? {
            let main = side?.object.calendar.components.first { $0.name != "VTIMEZONE" }
            return main.map { Value($0) }
        }
        return [
            Row(
                recurrenceID: nil, component: "VCALENDAR", property: nil, base: value(sides.base),
                mine: value(sides.local), theirs: value(sides.remote), change: .clash,
                clash: .wholeObject)
        ]
    }
}
