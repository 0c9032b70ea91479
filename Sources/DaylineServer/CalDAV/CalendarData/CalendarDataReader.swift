import Core
import WebDAV

extension CalendarDataRequest {
    /// Components inside each other.
    static let maxDepth = 5

    /// Reads a `CALDAV:calendar-data` of a request.
    init(_ element: XMLElement) throws(CalendarDataError) {
        let type = element.attribute("content-type") ?? "text/calendar"
        let version = element.attribute("version") ?? "2.0"
        guard type.lowercased() == "text/calendar", version == "2.0" else {
            throw .unsupportedType(type, version: version)
        }
        for child in element.elements {
            switch child.name {
            case CalDAV.comp where selection == nil:
                let selection = try Self.selection(child, depth: 1)
                guard selection.name == "VCALENDAR" else { throw .malformed }
                self.selection = selection
            case CalDAV.expand where recurrence == .asStored:
                recurrence = .expand(try Self.window(child))
            case CalDAV.limitRecurrenceSet where recurrence == .asStored:
                recurrence = .limit(try Self.window(child))
            case CalDAV.limitFreebusySet where freeBusy == nil:
                freeBusy = try Self.window(child)
            default:
                if child.name.namespace == CalDAV.namespace { throw .malformed }
            }
        }
    }

    /// Both ends must be there.
    private static func window(
        _ element: XMLElement
    ) throws(CalendarDataError) -> Range<Instant> {
        guard let range = TimeRange(attributesOf: element), let start = range.start,
            let end = range.end
        else { throw .malformed }
        return start..<end
    }

    private static func selection(
        _ element: XMLElement, depth: Int
    ) throws(CalendarDataError) -> ComponentSelection {
        guard depth <= maxDepth, let name = element.attribute("name"), !name.isEmpty else {
            throw .malformed
        }
        var isAll = (properties: false, components: false)
        var properties: [PropertyName: ComponentSelection.Value] = [:]
        var components: [ComponentSelection] = []
        for child in element.elements {
            switch child.name {
            case CalDAV.allprop: isAll.properties = true
            case CalDAV.allcomp: isAll.components = true
            case CalDAV.comp: components.append(try selection(child, depth: depth + 1))
            case CalDAV.prop:
                guard let name = child.attribute("name"), !name.isEmpty else { throw .malformed }
                let isLeftOut = child.attribute("novalue") == "yes"
                properties[PropertyName(name)] = isLeftOut ? .leftOut : .kept
            default:
                if child.name.namespace == CalDAV.namespace { throw .malformed }
            }
        }
        // §7.8.1 shows it: an element that says nothing asks for the whole component.
        if properties.isEmpty, components.isEmpty, isAll == (false, false) {
            isAll = (true, true)
        }
        return ComponentSelection(
            name: name.uppercased(), properties: isAll.properties ? .all : .named(properties),
            components: isAll.components ? .all : .selected(components))
    }
}
