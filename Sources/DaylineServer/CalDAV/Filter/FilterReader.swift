import Core
import WebDAV

/// Reads `CALDAV:filter` (RFC 4791 §9.7). Elements of other name spaces are passed over, as
/// RFC 4918 §17 wants; what it does not know of CalDAV's own it refuses, because a condition that
/// is left out would give more than was asked for.
struct FilterReader {
    /// Component filters inside each other, `VCALENDAR` included.
    static let maxDepth = 5
    /// Filters of all kinds.
    static let maxFilters = 200

    private var count = 0

    static func read(_ filter: XMLElement) throws(FilterError) -> CalendarFilter {
        let children = filter.elements.filter { $0.name.namespace == CalDAV.namespace }
        guard children.count == 1, let root = children.first, root.name == CalDAV.compFilter else {
            throw .invalid(.noComponentFilter)
        }
        var reader = FilterReader()
        let found = try reader.component(root, depth: 1)
        guard found.name == "VCALENDAR" else { throw .invalid(.notACalendar) }
        return CalendarFilter(root: found)
    }

    private mutating func component(
        _ element: XMLElement, depth: Int
    ) throws(FilterError) -> ComponentFilter {
        let name = try begin(element)
        guard depth <= Self.maxDepth else { throw .invalid(.tooDeep(limit: Self.maxDepth)) }
        var time: TimeRange?
        var properties: [PropertyFilter] = []
        var components: [ComponentFilter] = []
        for child in own(element) {
            switch child.name {
            case CalDAV.isNotDefined:
                try alone(child, in: element)
                return ComponentFilter(name: name, condition: .isNotDefined)
            case CalDAV.isDefined: break  // of drafts: what no condition says too
            case CalDAV.timeRange:
                guard time == nil else { throw .invalid(.unexpected(child.name)) }
                guard Self.haveTimes.contains(name) else {
                    throw .unsupported(CalDAV.compFilter, name: name)
                }
                time = try Self.timeRange(child)
            case CalDAV.propFilter: properties.append(try property(child))
            case CalDAV.compFilter:
                components.append(try component(child, depth: depth + 1))
            default: throw .invalid(.unexpected(child.name))
            }
        }
        return ComponentFilter(
            name: name,
            condition: .holds(time: time, properties: properties, components: components))
    }

    /// Components of which §9.9 says when they take place. `VCALENDAR` takes place when one of its
    /// components does: clients that do not care which ask so.
    private static let haveTimes: Set<String> = [
        "VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VALARM",
    ]

    private mutating func property(_ element: XMLElement) throws(FilterError) -> PropertyFilter {
        let name = try begin(element)
        var value: PropertyFilter.ValueFilter?
        var parameters: [ParameterFilter] = []
        for child in own(element) {
            switch child.name {
            case CalDAV.isNotDefined:
                try alone(child, in: element)
                return PropertyFilter(name: name, condition: .isNotDefined)
            case CalDAV.isDefined: break
            case CalDAV.timeRange where value == nil: value = .time(try Self.timeRange(child))
            case CalDAV.textMatch where value == nil: value = .text(try Self.textMatch(child))
            case CalDAV.paramFilter: parameters.append(try parameter(child))
            default: throw .invalid(.unexpected(child.name))
            }
        }
        return PropertyFilter(name: name, condition: .holds(value: value, parameters: parameters))
    }

    private mutating func parameter(_ element: XMLElement) throws(FilterError) -> ParameterFilter {
        let name = try begin(element)
        var condition = ParameterFilter.Condition.isDefined
        for child in own(element) {
            try alone(child, in: element)
            switch child.name {
            case CalDAV.isNotDefined: condition = .isNotDefined
            case CalDAV.isDefined: break
            case CalDAV.textMatch: condition = .text(try Self.textMatch(child))
            default: throw .invalid(.unexpected(child.name))
            }
        }
        return ParameterFilter(name: name, condition: condition)
    }

    /// Counts a filter and gives its name.
    private mutating func begin(_ element: XMLElement) throws(FilterError) -> String {
        count += 1
        guard count <= Self.maxFilters else { throw .invalid(.tooMany(limit: Self.maxFilters)) }
        guard let name = element.attribute("name"), !name.isEmpty else {
            throw .invalid(.missingName)
        }
        return name.uppercased()
    }

    private func own(_ element: XMLElement) -> [XMLElement] {
        element.elements.filter { $0.name.namespace == CalDAV.namespace }
    }

    private func alone(_ child: XMLElement, in element: XMLElement) throws(FilterError) {
        guard own(element).count == 1 else { throw .invalid(.unexpected(child.name)) }
    }
}

extension FilterReader {
    /// Reads `CALDAV:time-range` (§9.9); both times must be in UTC.
    static func timeRange(_ element: XMLElement) throws(FilterError) -> TimeRange {
        guard let range = TimeRange(attributesOf: element) else { throw .invalid(.badTimeRange) }
        return range
    }

    private static func textMatch(_ element: XMLElement) throws(FilterError) -> TextMatch {
        let name = element.attribute("collation") ?? "default"
        let collation = name == "default" ? Collation.asciiCasemap : Collation(rawValue: name)
        guard let collation else { throw .unsupportedCollation(name) }
        let place = element.attribute("match-type").map(TextMatch.Place.init(rawValue:))
        let negation = element.attribute("negate-condition") ?? "no"
        guard element.elements.isEmpty, ["yes", "no"].contains(negation),
            let place = place ?? .contains
        else { throw .invalid(.badTextMatch) }
        return TextMatch(
            element.text, collation: collation, place: place, isNegated: negation == "yes")
    }
}

extension TimeRange {
    /// Of the attributes `start` and `end`; nil when one is no UTC time, or both make no range.
    init?(attributesOf element: XMLElement) {
        var times: [Instant?] = []
        for name in ["start", "end"] {
            guard let text = element.attribute(name) else {
                times.append(nil)
                continue
            }
            guard let time = Instant(utcText: text) else { return nil }
            times.append(time)
        }
        self.init(start: times[0], end: times[1])
    }
}

extension Instant {
    /// Reads `20261123T140500Z` (RFC 5545 §3.3.5, form 2) and nothing else.
    init?(utcText text: String) {
        let property = Property(.dtstart, text)
        guard text.utf8.count == 16, property.hasStrictTimes,
            case .utc(let instant)? = try? property.time()
        else { return nil }
        self = instant
    }
}

extension CalDAV {
    static let namespace = "urn:ietf:params:xml:ns:caldav"
    /// Of drafts before RFC 4791; some clients still send it.
    fileprivate static let isDefined = XMLName(namespace, "is-defined")
}
