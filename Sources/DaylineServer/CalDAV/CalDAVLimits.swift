/// How much one request or one object may hold. Clients are told of most of them as properties.
enum CalDAVLimits {
    /// Of one calendar object, as `CALDAV:max-resource-size` says.
    static let objectBytes = 4 << 20
    /// Overrides of one series, and other components beside time zones.
    static let components = 2_000
    /// `EXDATE` and `RDATE` values of one object.
    static let dates = 10_000
    /// `CALDAV:max-instances`: overrides and dates of one object together.
    static let instances = components + dates
    /// `CALDAV:max-attendees-per-instance`.
    static let attendees = 1_000
    /// Of starts and ends; a year is left at both ends, so that no zone or length leads out of
    /// the years 1 to 9999.
    static let years = 2...9998
    /// Objects that COPY of a calendar copies.
    static let copied = 20_000
    /// Of one path segment that is made, in UTF-8.
    static let nameBytes = 255
    /// Of a UID, in UTF-8.
    static let uidBytes = 1_000
    /// Of one property that PROPPATCH sets, as XML.
    static let propertyBytes = 64 << 10
    /// Of one resource that PROPPATCH sets.
    static let properties = 100
    /// Property names in one request.
    static let requestedProperties = 500
    /// Calendars of one account.
    static let calendars = 1_000
    /// Objects that are read from the store at once while an answer is written.
    static let page = 500
}
