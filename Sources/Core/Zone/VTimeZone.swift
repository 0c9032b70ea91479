import Synchronization

/// One VTIMEZONE component (RFC 5545 §3.6.5), read leniently: what cannot be used is left out.
struct VTimeZone {
    /// TZID.
    let id: TimeZoneID
    /// `X-LIC-LOCATION`, with which many programs say the IANA name; nil when missing.
    let location: String?
    let observances: [Observance]

    /// Nil when the component has no TZID.
    init?(_ component: Component) {
        guard let name = component.firstText(.tzid), !name.isEmpty else { return nil }
        id = TimeZoneID(name)
        location = component.firstText(.libicalLocation)
        observances = component.components.lazy.prefix(ObservanceCompiler.maxObservances)
            .compactMap(Observance.init)
    }

    /// The zone of its rules; nil when no observance could be read.
    var zone: Zone? { ObservanceCompiler.zone(id: id, observances) }
}

extension Observance {
    /// RDATEs beyond this are left out, in one observance.
    static let maxDates = 2000

    /// Nil when the component is none, or DTSTART or TZOFFSETTO cannot be read.
    init?(_ component: Component) {
        switch component.name {
        case "STANDARD": isDaylight = false
        case "DAYLIGHT": isDaylight = true
        default: return nil
        }
        guard let start = component.first(.dtstart).flatMap({ try? $0.time() }),
            let offsetTo = Observance.offset(component.first(.tzoffsetto))
        else { return nil }
        // A `Z` here is a slip: the RFC wants the wall clock, and writers mean it.
        self.start = start.wallClock
        self.offsetTo = offsetTo
        offsetFrom = Observance.offset(component.first(.tzoffsetfrom))
        abbreviation = Observance.abbreviation(component.firstText(.tzname))
        // Clocks change by the Gregorian calendar; what is built on that may rely on it.
        rules = component.all(.rrule).compactMap { try? RecurrenceRule(parsing: $0.rawValue) }
            .filter(\.isOfRFC5545)
        for property in component.all(.rdate) where dates.count < Observance.maxDates {
            dates += property.readableRecurrenceDates().dates.map(\.start)
        }
    }

    private static func offset(_ property: Property?) -> Int? {
        guard let offset = property.flatMap({ try? $0.utcOffset() }),
            TZif.offsetLimits.contains(offset)
        else { return nil }
        return offset
    }

    /// TZNAME goes to the screen: at most 64 bytes, and nothing but printable characters.
    private static func abbreviation(_ text: String?) -> String {
        guard let text, text.utf8.count <= 64,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            )
        else { return "" }
        return text
    }
}

extension Zone {
    /// Compiles a VTIMEZONE component (RFC 5545 §3.6.5); nil when there is nothing to go by.
    public init?(vtimezone component: Component) {
        guard component.name == "VTIMEZONE", let zone = VTimeZone(component)?.zone else {
            return nil
        }
        self = zone
    }
}

/// The VTIMEZONEs of one iCalendar object, each compiled when it is first asked for.
final class EmbeddedZones: Sendable {
    private let components: [TimeZoneID: Component]
    private let cache = Mutex<[TimeZoneID: Zone?]>([:])

    /// Nil when there is none. Of several with one TZID the first counts.
    init?(calendar: Component) {
        let all = calendar.name == "VTIMEZONE" ? [calendar] : calendar.components("VTIMEZONE")
        var components: [TimeZoneID: Component] = [:]
        for component in all {
            guard let name = component.firstText(.tzid), !name.isEmpty else { continue }
            let id = TimeZoneID(name)
            if components[id] == nil { components[id] = component }
        }
        if components.isEmpty { return nil }
        self.components = components
    }

    /// The `X-LIC-LOCATION` of the VTIMEZONE called `id`.
    func location(_ id: TimeZoneID) -> String? { components[id]?.firstText(.libicalLocation) }

    /// The zone that the rules of the VTIMEZONE called `id` make.
    /// - Parameter database: remembers zones across objects.
    func compiled(_ id: TimeZoneID, _ database: ZoneDatabase) -> Zone? {
        guard let component = components[id] else { return nil }
        if let known = cache.withLock({ $0[id] }) { return known }
        let zone = database.compiledZone(component)
        cache.withLock { $0[id] = .some(zone) }
        return zone
    }
}

extension ZoneResolver {
    /// Takes the VTIMEZONEs of `calendar` (a VCALENDAR) in.
    public init(database: ZoneDatabase, calendar: Component) {
        self.init(database: database, embedded: EmbeddedZones(calendar: calendar))
    }
}
