import Core

/// What of a calendar object is to be returned (RFC 4791 §9.6).
struct CalendarDataRequest: Hashable, Sendable {
    /// nil for everything.
    var selection: ComponentSelection?
    var recurrence = Recurrence.asStored
    /// The periods of `VFREEBUSY` that touch this; nil for all.
    var freeBusy: Range<Instant>?

    /// What becomes of recurring components.
    enum Recurrence: Hashable, Sendable {
        case asStored
        /// Each instance in the window on its own (§9.6.5).
        case expand(Range<Instant>)
        /// The master, and those overrides that have to do with the window (§9.6.6).
        case limit(Range<Instant>)
    }

    /// The stored bytes.
    static let plain = CalendarDataRequest()
}

/// Which parts of a component are to be returned (RFC 4791 §9.6.1).
struct ComponentSelection: Hashable, Sendable {
    /// Upper-case.
    let name: String
    let properties: Properties
    let components: Components

    enum Properties: Hashable, Sendable {
        case all
        /// Those of the names; without their values where that is said.
        case named([PropertyName: Value])
    }

    enum Value: Hashable, Sendable { case kept, leftOut }

    enum Components: Hashable, Sendable {
        case all
        case selected([ComponentSelection])
    }
}

/// Why calendar data cannot be given as asked.
enum CalendarDataError: Error, Hashable, Sendable {
    /// `CALDAV:supported-calendar-data`: another media type or version.
    case unsupportedType(String, version: String)
    /// The element is not as RFC 4791 §9.6 says.
    case malformed
    /// More instances than one report gives: `DAV:number-of-matches-within-limits`.
    case tooManyInstances(limit: Int)
}
