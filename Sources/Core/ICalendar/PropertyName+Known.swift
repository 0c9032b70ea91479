/// The names that others want to write as `.dtstart`.
extension PropertyName {
    /// `CALSCALE`.
    public static var calscale: PropertyName { PropertyName(.calscale) }
    /// `METHOD`.
    public static var method: PropertyName { PropertyName(.method) }
    /// `PRODID`.
    public static var prodid: PropertyName { PropertyName(.prodid) }
    /// `VERSION`.
    public static var version: PropertyName { PropertyName(.version) }
    /// `ATTACH`.
    public static var attach: PropertyName { PropertyName(.attach) }
    /// `CATEGORIES`.
    public static var categories: PropertyName { PropertyName(.categories) }
    /// `CLASS`.
    public static var classification: PropertyName { PropertyName(.classification) }
    /// `COMMENT`.
    public static var comment: PropertyName { PropertyName(.comment) }
    /// `DESCRIPTION`.
    public static var description: PropertyName { PropertyName(.description) }
    /// `GEO`.
    public static var geo: PropertyName { PropertyName(.geo) }
    /// `LOCATION`.
    public static var location: PropertyName { PropertyName(.location) }
    /// `PERCENT-COMPLETE`.
    public static var percentComplete: PropertyName { PropertyName(.percentComplete) }
    /// `PRIORITY`.
    public static var priority: PropertyName { PropertyName(.priority) }
    /// `RESOURCES`.
    public static var resources: PropertyName { PropertyName(.resources) }
    /// `STATUS`.
    public static var status: PropertyName { PropertyName(.status) }
    /// `SUMMARY`.
    public static var summary: PropertyName { PropertyName(.summary) }
    /// `COMPLETED`.
    public static var completed: PropertyName { PropertyName(.completed) }
    /// `DTEND`.
    public static var dtend: PropertyName { PropertyName(.dtend) }
    /// `DUE`.
    public static var due: PropertyName { PropertyName(.due) }
    /// `DTSTART`.
    public static var dtstart: PropertyName { PropertyName(.dtstart) }
    /// `DURATION`.
    public static var duration: PropertyName { PropertyName(.duration) }
    /// `FREEBUSY`.
    public static var freebusy: PropertyName { PropertyName(.freebusy) }
    /// `TRANSP`.
    public static var transp: PropertyName { PropertyName(.transp) }
    /// `TZID`.
    public static var tzid: PropertyName { PropertyName(.tzid) }
    /// `TZNAME`.
    public static var tzname: PropertyName { PropertyName(.tzname) }
    /// `TZOFFSETFROM`.
    public static var tzoffsetfrom: PropertyName { PropertyName(.tzoffsetfrom) }
    /// `TZOFFSETTO`.
    public static var tzoffsetto: PropertyName { PropertyName(.tzoffsetto) }
    /// `TZURL`.
    public static var tzurl: PropertyName { PropertyName(.tzurl) }
    /// `TZUNTIL`.
    public static var tzuntil: PropertyName { PropertyName(.tzuntil) }
    /// `ATTENDEE`.
    public static var attendee: PropertyName { PropertyName(.attendee) }
    /// `CONTACT`.
    public static var contact: PropertyName { PropertyName(.contact) }
    /// `ORGANIZER`.
    public static var organizer: PropertyName { PropertyName(.organizer) }
    /// `RECURRENCE-ID`.
    public static var recurrenceID: PropertyName { PropertyName(.recurrenceID) }
    /// `RELATED-TO`.
    public static var relatedTo: PropertyName { PropertyName(.relatedTo) }
    /// `URL`.
    public static var url: PropertyName { PropertyName(.url) }
    /// `UID`.
    public static var uid: PropertyName { PropertyName(.uid) }
    /// `EXDATE`.
    public static var exdate: PropertyName { PropertyName(.exdate) }
    /// `EXRULE`.
    public static var exrule: PropertyName { PropertyName(.exrule) }
    /// `RDATE`.
    public static var rdate: PropertyName { PropertyName(.rdate) }
    /// `RRULE`.
    public static var rrule: PropertyName { PropertyName(.rrule) }
    /// `ACTION`.
    public static var action: PropertyName { PropertyName(.action) }
    /// `REPEAT`.
    public static var `repeat`: PropertyName { PropertyName(.`repeat`) }
    /// `TRIGGER`.
    public static var trigger: PropertyName { PropertyName(.trigger) }
    /// `ACKNOWLEDGED`.
    public static var acknowledged: PropertyName { PropertyName(.acknowledged) }
    /// `CREATED`.
    public static var created: PropertyName { PropertyName(.created) }
    /// `DTSTAMP`.
    public static var dtstamp: PropertyName { PropertyName(.dtstamp) }
    /// `LAST-MODIFIED`.
    public static var lastModified: PropertyName { PropertyName(.lastModified) }
    /// `SEQUENCE`.
    public static var sequence: PropertyName { PropertyName(.sequence) }
    /// `REQUEST-STATUS`.
    public static var requestStatus: PropertyName { PropertyName(.requestStatus) }
    /// `NAME`.
    public static var name: PropertyName { PropertyName(.name) }
    /// `COLOR`.
    public static var color: PropertyName { PropertyName(.color) }
    /// `IMAGE`.
    public static var image: PropertyName { PropertyName(.image) }
    /// `SOURCE`.
    public static var source: PropertyName { PropertyName(.source) }
    /// `CONFERENCE`.
    public static var conference: PropertyName { PropertyName(.conference) }
    /// `REFRESH-INTERVAL`.
    public static var refreshInterval: PropertyName { PropertyName(.refreshInterval) }
    /// `X-WR-CALNAME`.
    public static var calendarName: PropertyName { PropertyName(.calendarName) }
    /// `X-WR-CALDESC`.
    public static var calendarDescription: PropertyName { PropertyName(.calendarDescription) }
    /// `X-WR-TIMEZONE`.
    public static var calendarTimeZone: PropertyName { PropertyName(.calendarTimeZone) }
    /// `X-LIC-LOCATION`.
    public static var libicalLocation: PropertyName { PropertyName(.libicalLocation) }
    /// `X-APPLE-CALENDAR-COLOR`.
    public static var appleCalendarColor: PropertyName { "X-APPLE-CALENDAR-COLOR" }
}
