/// Why a component cannot be seen as an event, or a calendar not as a calendar object.
public enum EventError: Error, Hashable, Sendable {
    /// Not a `VEVENT`, but this.
    case notAnEvent(String)
    /// Neither `DTSTART` nor `RECURRENCE-ID` can be read: the event has no place in time.
    case missingStart
    /// Not a `VCALENDAR`, but this.
    case notACalendar(String)
    /// No component but time zones.
    case empty
    /// Components of several UIDs; `CalendarObject.split` takes them apart.
    case severalUIDs
}
