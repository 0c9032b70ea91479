/// Names of `urn:ietf:params:xml:ns:caldav` (RFC 4791, 6638, 7809).
public enum CalDAV {
    public static let namespace = KnownNamespace.calDAV.rawValue

    // Collections and properties
    public static let calendar = XMLName(.calDAV, "calendar")
    public static let mkcalendar = XMLName(.calDAV, "mkcalendar")
    public static let mkcalendarResponse = XMLName(.calDAV, "mkcalendar-response")
    public static let calendarDescription = XMLName(.calDAV, "calendar-description")
    public static let calendarTimezone = XMLName(.calDAV, "calendar-timezone")
    public static let calendarTimezoneId = XMLName(.calDAV, "calendar-timezone-id")
    public static let supportedCalendarComponentSet = XMLName(
        .calDAV, "supported-calendar-component-set")
    public static let supportedCalendarData = XMLName(.calDAV, "supported-calendar-data")
    public static let supportedCollationSet = XMLName(.calDAV, "supported-collation-set")
    public static let supportedCollation = XMLName(.calDAV, "supported-collation")
    public static let maxResourceSize = XMLName(.calDAV, "max-resource-size")
    public static let minDateTime = XMLName(.calDAV, "min-date-time")
    public static let maxDateTime = XMLName(.calDAV, "max-date-time")
    public static let maxInstances = XMLName(.calDAV, "max-instances")
    public static let maxAttendeesPerInstance = XMLName(.calDAV, "max-attendees-per-instance")
    public static let calendarHomeSet = XMLName(.calDAV, "calendar-home-set")
    public static let calendarUserAddressSet = XMLName(.calDAV, "calendar-user-address-set")
    public static let calendarUserType = XMLName(.calDAV, "calendar-user-type")
    public static let scheduleCalendarTransp = XMLName(.calDAV, "schedule-calendar-transp")
    public static let opaque = XMLName(.calDAV, "opaque")
    public static let transparent = XMLName(.calDAV, "transparent")

    // Reports
    public static let calendarQuery = XMLName(.calDAV, "calendar-query")
    public static let calendarMultiget = XMLName(.calDAV, "calendar-multiget")
    public static let freeBusyQuery = XMLName(.calDAV, "free-busy-query")
    public static let calendarData = XMLName(.calDAV, "calendar-data")
    public static let comp = XMLName(.calDAV, "comp")
    public static let allcomp = XMLName(.calDAV, "allcomp")
    public static let allprop = XMLName(.calDAV, "allprop")
    public static let prop = XMLName(.calDAV, "prop")
    public static let expand = XMLName(.calDAV, "expand")
    public static let limitRecurrenceSet = XMLName(.calDAV, "limit-recurrence-set")
    public static let limitFreebusySet = XMLName(.calDAV, "limit-freebusy-set")
    public static let filter = XMLName(.calDAV, "filter")
    public static let compFilter = XMLName(.calDAV, "comp-filter")
    public static let propFilter = XMLName(.calDAV, "prop-filter")
    public static let paramFilter = XMLName(.calDAV, "param-filter")
    /// Of drafts before RFC 4791; some clients still send it.
    public static let isDefined = XMLName(.calDAV, "is-defined")
    public static let isNotDefined = XMLName(.calDAV, "is-not-defined")
    public static let textMatch = XMLName(.calDAV, "text-match")
    public static let timeRange = XMLName(.calDAV, "time-range")
    public static let timezone = XMLName(.calDAV, "timezone")
    public static let timezoneId = XMLName(.calDAV, "timezone-id")

    // Preconditions
    public static let validCalendarData = XMLName(.calDAV, "valid-calendar-data")
    public static let validCalendarObjectResource = XMLName(
        .calDAV, "valid-calendar-object-resource")
    public static let supportedCalendarComponent = XMLName(.calDAV, "supported-calendar-component")
    public static let supportedFilter = XMLName(.calDAV, "supported-filter")
    public static let noUidConflict = XMLName(.calDAV, "no-uid-conflict")
    public static let calendarCollectionLocationOk = XMLName(
        .calDAV, "calendar-collection-location-ok")
    public static let validFilter = XMLName(.calDAV, "valid-filter")
    public static let validTimezone = XMLName(.calDAV, "valid-timezone")
    public static let readFreeBusy = XMLName(.calDAV, "read-free-busy")
}
