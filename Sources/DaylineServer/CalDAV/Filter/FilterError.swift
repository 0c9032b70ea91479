import WebDAV

/// Why a filter is refused (RFC 4791 §7.8, preconditions).
enum FilterError: Error, Hashable, Sendable {
    /// `CALDAV:valid-filter`: not as §9.7 says, or more than `FilterReader` limits allow.
    case invalid(Problem)
    /// `CALDAV:supported-filter`: the element with its name alone, to be given back.
    case unsupported(XMLName, name: String)
    /// `CALDAV:supported-collation`.
    case unsupportedCollation(String)
    /// `CALDAV:valid-calendar-data`: the zone of the request cannot be read.
    case invalidZone
    /// `CALDAV:valid-timezone` (RFC 7809 §5.1.3): nobody knows a zone by that name.
    case unknownZone(String)

    enum Problem: Hashable, Sendable {
        case noComponentFilter
        case notACalendar
        case missingName
        case unexpected(XMLName)
        case badTimeRange
        case badTextMatch
        case tooDeep(limit: Int)
        case tooMany(limit: Int)
    }
}
