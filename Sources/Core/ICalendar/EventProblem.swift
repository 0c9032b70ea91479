/// What can be wrong with the values of an event, a line being right (RFC 5545 §3.6.1).
public enum EventProblem: Hashable, Sendable {
    /// No `DTSTART` that can be read: the component is kept but never shown.
    case missingStart
    /// A time that cannot be read.
    case badTime(property: String)
    /// A duration that cannot be read.
    case badDuration
    /// `DTEND` before `DTSTART`, or a negative duration; the event has no length.
    case endBeforeStart
    /// A date and a time where both must be of one type.
    case mixedDateAndTime(property: String)
    /// Both `DTEND` and `DURATION`; the first counts.
    case endAndDuration
    /// A rule that cannot be read, with the reason; the event is shown as if without it.
    case badRule(text: String, reason: String)
    /// A rule that yields nothing.
    case emptyRule(text: String)
    /// A rule whose COUNT is not reached by the year 9999; it ends with that year.
    case endsTooLate(text: String)
    /// `RRULE`, `RDATE` or `EXDATE` in an override; left out.
    case recurrenceInOverride(property: String)
    /// Zone that neither the system nor the file knows; its times count as floating.
    case unknownZone(TimeZoneID)
    /// Floating `DTSTART` beside a `DTEND` in a zone: read in that zone.
    case missingZone(TimeZoneID)
    /// `EXRULE`, which RFC 5545 withdrew (appendix A.3).
    case excludedRule
    /// No `UID`; one was made from the content.
    case missingUID
    /// A second component with the same UID and recurrence id; kept, and shown when newer.
    case duplicate(uid: String)
    /// `STATUS` that events do not have; the event counts as confirmed.
    case badStatus(String)

    /// One sentence, for people.
    var message: String {
        switch self {
        case .missingStart: "no DTSTART that can be read; kept but not shown"
        case .badTime(let property): "\(property) is not a time; kept but not used"
        case .badDuration: "DURATION cannot be read; kept but not used"
        case .endBeforeStart: "the end is before the start; shown without length"
        case .mixedDateAndTime(let property): "\(property) and DTSTART are not of one value type"
        case .endAndDuration: "both DTEND and DURATION; DURATION is not used"
        case .badRule(let text, let reason): "rule \(text) not used: \(reason)"
        case .emptyRule(let text): "rule \(text) never yields an instance"
        case .endsTooLate(let text): "rule \(text) ends only after the year 9999"
        case .recurrenceInOverride(let property): "\(property) in an override is not used"
        case .unknownZone(let id): "unknown time zone \(id); its times count as floating"
        case .missingZone(let id): "DTSTART has no zone; read in \(id) as DTEND"
        case .excludedRule: "EXRULE is not part of RFC 5545; kept but not used"
        case .missingUID: "no UID; one is made from the content"
        case .duplicate(let uid): "a second event with UID \(uid); the newer is shown"
        case .badStatus(let text): "STATUS \(text) is not one of an event; read as CONFIRMED"
        }
    }
}
