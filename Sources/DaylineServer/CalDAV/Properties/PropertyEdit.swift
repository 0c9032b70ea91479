import Core
import HTTPTypes
import WebDAV

/// What PROPPATCH, MKCALENDAR or extended MKCOL would change, checked but not written.
struct PropertyEdit: Sendable {
    /// Why one property cannot be changed.
    struct Refusal: Hashable, Sendable {
        let name: XMLName
        let status: HTTPResponse.Status
        let condition: XMLName?
    }

    /// Every property that was named, in order, each once.
    private(set) var names: [XMLName] = []
    private(set) var refusals: [Refusal] = []
    private(set) var set: [XMLName: StoredProperty] = [:]
    private(set) var removed: Set<XMLName> = []
    private(set) var policy: OverlapPolicy?
    private(set) var zone: ZoneChange?
    /// Only at the making of a collection.
    private(set) var components: Set<String>?

    private let kind: ResourceKind
    private let isMaking: Bool
    private let zones: ZoneDatabase

    /// - Parameter isMaking: whether the resource is being made; some properties can be set only
    ///   then.
    init(_ kind: ResourceKind, isMaking: Bool, zones: ZoneDatabase) {
        self.kind = kind
        self.isMaking = isMaking
        self.zones = zones
    }

    /// Takes in `DAV:set` and `DAV:remove` (RFC 4918 §9.2: in their order).
    mutating func apply(_ instructions: XMLElement) {
        for instruction in instructions.elements
        where instruction.name == DAV.set || instruction.name == DAV.remove {
            for prop in instruction.all(DAV.prop) {
                let language =
                    prop.attributes[.language] ?? instruction.attributes[.language]
                    ?? instructions.attributes[.language]
                for element in prop.elements {
                    note(element.name)
                    if instruction.name == DAV.set {
                        set(element.inheriting(language: language))
                    } else {
                        remove(element.name)
                    }
                }
            }
        }
    }

    var setProperties: [StoredProperty] { names.compactMap { set[$0] } }

    private mutating func note(_ name: XMLName) {
        if !names.contains(name) { names.append(name) }
    }

    private mutating func refuse(
        _ name: XMLName, _ status: HTTPResponse.Status, _ condition: XMLName? = nil
    ) {
        guard !refusals.contains(where: { $0.name == name }) else { return }
        refusals.append(Refusal(name: name, status: status, condition: condition))
    }

    private mutating func set(_ element: XMLElement) {
        let name = element.name
        switch name {
        case DAV.resourcetype where isMaking:
            let isCalendar = element.first(CalDAV.calendar) != nil
            if !isCalendar { refuse(name, .forbidden, DAV.validResourcetype) }
        case CalDAV.supportedCalendarComponentSet where isMaking && kind == .calendar:
            setComponents(element)
        case CalDAV.calendarTimezone where kind == .calendar:
            guard let zone = CalendarZone.name(ofDefinition: element.text, zones: zones) else {
                return refuse(name, .forbidden, CalDAV.validCalendarData)
            }
            self.zone = .set(zone)
            keep(element)
        case CalDAV.calendarTimezoneId where kind == .calendar:
            guard let zone = CalendarZone.known(element.text.trimmingSpaces, zones: zones)
            else { return refuse(name, .forbidden, CalDAV.validTimezone) }
            self.zone = .set(zone)
            forget(CalDAV.calendarTimezone)
        case Dayline.overlapPolicy where kind == .calendar:
            guard let policy = OverlapPolicy(rawValue: element.text.trimmingSpaces) else {
                return refuse(name, .conflict)
            }
            self.policy = policy
        case CalDAV.scheduleCalendarTransp where kind == .calendar:
            let isKnown = [CalDAV.opaque, CalDAV.transparent].contains {
                element.elements.map(\.name) == [$0]
            }
            isKnown ? keep(element) : refuse(name, .conflict)
        default:
            if isProtected(name) {
                refuse(name, .forbidden, DAV.cannotModifyProtectedProperty)
            } else {
                keep(element)
            }
        }
    }

    private mutating func remove(_ name: XMLName) {
        switch name {
        case CalDAV.calendarTimezone where kind == .calendar,
            CalDAV.calendarTimezoneId where kind == .calendar:
            zone = .remove
            forget(CalDAV.calendarTimezone)
        case Dayline.overlapPolicy where kind == .calendar:
            policy = .allow
        default:
            if isProtected(name) {
                refuse(name, .forbidden, DAV.cannotModifyProtectedProperty)
            } else {
                forget(name)
            }
        }
    }

    private mutating func setComponents(_ element: XMLElement) {
        let names = element.all(CalDAV.comp).compactMap {
            $0.attribute("name")?.uppercased()
        }
        guard !names.isEmpty, Set(names).isSubset(of: Self.possibleComponents) else {
            return refuse(
                element.name, .forbidden, CalDAV.supportedCalendarComponent)
        }
        components = Set(names)
    }

    /// What a calendar can be made for.
    static let possibleComponents: Set = ["VEVENT", "VTODO", "VJOURNAL"]
    /// What it is for unless its maker says so.
    static let standardComponents: Set = ["VEVENT", "VTODO"]

    /// Live properties, but those that keep what a client sets.
    private func isProtected(_ name: XMLName) -> Bool {
        if name == DAV.displayname { return kind == .principal }
        return LiveProperties.allNames.contains(name)
            && !(kind == .calendar && StoredNames.isStored(name))
    }

    private mutating func keep(_ element: XMLElement) {
        let xml = element.serialized()
        guard xml.count <= CalDAVLimits.propertyBytes else {
            return refuse(element.name, .insufficientStorage)
        }
        removed.remove(element.name)
        set[element.name] = StoredProperty(
            namespace: element.name.namespace, name: element.name.local, xml: xml)
    }

    private mutating func forget(_ name: XMLName) {
        set[name] = nil
        removed.insert(name)
    }

    /// What a set-up with so many properties afterwards is refused for.
    mutating func refuseMore(than limit: Int, having stored: [StoredProperty]) {
        let after = Set(stored.map(\.xmlName)).union(set.keys).subtracting(removed)
        guard after.count > limit else { return }
        for name in names where set[name] != nil { refuse(name, .insufficientStorage) }
    }
}

extension XMLElement {
    /// The language that holds where it stands belongs to its value (RFC 4918 §4.3).
    fileprivate func inheriting(language: String?) -> XMLElement {
        guard let language, attributes[.language] == nil else { return self }
        var element = self
        element.attributes[.language] = language
        return element
    }
}
