import Core
import HTTPTypes
import WebDAV

/// What a PUT brings, checked as far as that goes without the store (RFC 4791 §5.3.2.1).
enum IncomingObject {
    /// - Throws: `DAVFailure` with the precondition that does not hold.
    static func read(
        _ bytes: [UInt8], contentType: String?, zones: ZoneDatabase
    ) throws(DAVFailure) -> PreparedObject {
        guard isCalendar(contentType) else {
            throw DAVFailure(.forbidden, CalDAV.supportedCalendarData)
        }
        guard bytes.count <= CalDAVLimits.objectBytes else {
            throw DAVFailure(.forbidden, CalDAV.maxResourceSize)
        }
        return try prepare(bytes, zones: zones)
    }

    /// Parses an object and checks it.
    static func prepare(
        _ bytes: [UInt8], zones: ZoneDatabase
    ) throws(DAVFailure) -> PreparedObject {
        let parsed = parseICalendar(bytes, limits: limits)
        try check(parsed.diagnostics)
        guard parsed.components.count == 1, let calendar = parsed.components.first,
            calendar.name == "VCALENDAR"
        else { throw invalidData("there must be one VCALENDAR, and nothing else") }
        if let version = calendar.firstText(.version), version.trimmingSpaces != "2.0" {
            throw DAVFailure(.forbidden, CalDAV.supportedCalendarData)
        }
        let object = try object(calendar)
        try check(object.diagnostics)
        try checkSize(object)
        return PreparedObject(object, text: bytes, zones: zones)
    }

    /// Absent is accepted; old clients leave it out.
    private static func isCalendar(_ contentType: String?) -> Bool {
        guard let contentType else { return true }
        let parts = contentType.lowercased().split(separator: ";").map(\.trimmingSpaces)
        guard parts.first == "text/calendar" else { return false }
        return parts.dropFirst().allSatisfy { part in
            let pair = part.split(separator: "=", maxSplits: 1).map(\.trimmingSpaces)
            guard pair.first == "charset", let charset = pair.last else { return true }
            return ["utf-8", "utf8", "us-ascii"].contains(charset.filter { $0 != "\"" })
        }
    }

    private static let limits: ParseLimits = {
        var limits = ParseLimits()
        limits.maxBytes = CalDAVLimits.objectBytes
        limits.maxComponents = 4 * CalDAVLimits.components
        limits.maxProperties = 200_000
        limits.maxDepth = 16
        limits.maxDiagnostics = 100
        return limits
    }()

    /// What is only odd passes; what could not be read does not.
    private static func check(_ diagnostics: [Diagnostic]) throws(DAVFailure) {
        let bad = diagnostics.first { diagnostic in
            switch diagnostic.kind {
            case .utf16, .invalidUTF8, .nulByte: true
            default: diagnostic.severity == .error
            }
        }
        guard let bad else { return }
        throw invalidData(bad.message, line: bad.line)
    }

    /// One UID, one kind of component, no scheduling message (RFC 4791 §4.1).
    private static func object(_ calendar: Component) throws(DAVFailure) -> CalendarObject {
        let components = calendar.components.filter { $0.name != "VTIMEZONE" }
        let uids = components.map { $0.first(.uid)?.text ?? "" }
        guard let first = components.first, Set(components.map(\.name)).count == 1 else {
            throw invalidObject("there must be components of one kind")
        }
        guard PropertyEdit.possibleComponents.contains(first.name) else {
            throw DAVFailure(.forbidden, CalDAV.supportedCalendarComponent)
        }
        guard calendar.first(.method) == nil else {
            throw invalidObject("METHOD is for scheduling messages")
        }
        guard let uid = uids.first, !uid.isEmpty, uids.allSatisfy({ $0 == uid }) else {
            throw invalidObject("all components must have one UID, the same")
        }
        guard uid.utf8.count <= CalDAVLimits.uidBytes else {
            throw invalidObject("the UID is longer than \(CalDAVLimits.uidBytes) bytes")
        }
        do {
            return try CalendarObject(calendar: calendar)
        } catch {
            throw invalidObject("the components do not make one object")
        }
    }

    private static func checkSize(_ object: CalendarObject) throws(DAVFailure) {
        let components = object.calendar.components.filter { $0.name != "VTIMEZONE" }
        let dates = components.reduce(0) { count, component in
            count + valueCount(component.all(.exdate)) + valueCount(component.all(.rdate))
        }
        guard components.count <= CalDAVLimits.components, dates <= CalDAVLimits.dates else {
            throw DAVFailure(.forbidden, CalDAV.maxInstances)
        }
        for component in components {
            guard component.all(.attendee).count <= CalDAVLimits.attendees else {
                throw DAVFailure(.forbidden, CalDAV.maxAttendeesPerInstance)
            }
            for name in [PropertyName.dtstart, .dtend, .due, .recurrenceID] {
                guard let time = try? component.first(name)?.time() else { continue }
                let year = time.wallClock.date.year
                if year < CalDAVLimits.years.lowerBound {
                    throw DAVFailure(.forbidden, CalDAV.minDateTime)
                }
                if year > CalDAVLimits.years.upperBound {
                    throw DAVFailure(.forbidden, CalDAV.maxDateTime)
                }
            }
        }
    }

    private static func valueCount(_ properties: [Property]) -> Int {
        properties.reduce(0) { count, property in
            count + 1 + property.rawValue.utf8.count { $0 == UInt8(ascii: ",") }
        }
    }

    private static func invalidData(_ reason: String, line: Int? = nil) -> DAVFailure {
        diagnosed(CalDAV.validCalendarData, reason, line: line)
    }

    private static func invalidObject(_ reason: String) -> DAVFailure {
        diagnosed(CalDAV.validCalendarObjectResource, reason, line: nil)
    }

    private static func diagnosed(
        _ condition: XMLName, _ reason: String, line: Int?
    ) -> DAVFailure {
        var diagnostic = XMLElement(Dayline.diagnostic, text: reason)
        if let line, line > 0 { diagnostic.attributes[XMLName("", "line")] = String(line) }
        return DAVFailure(
            .forbidden, XMLElement(condition, children: [.element(diagnostic)]))
    }
}
