import Core
import WebDAV

extension FoundProperties {
    /// Takes in one property of a `DAV:prop`.
    mutating func take(_ property: XMLElement) {
        switch property.name {
        case DAV.getetag: etag = Self.text(property)
        case CalDAV.calendarData: calendarData = Array(property.text.utf8)
        case DAV.resourcetype: resourceTypes = Self.names(property)
        case DAV.getcontenttype: contentType = Self.text(property)?.lowercased()
        case DAV.displayname: displayName = Self.text(property)
        case Apple.calendarColor: color = Self.text(property).flatMap { RGB(hex: $0) }
        case CS.getctag: ctag = Self.text(property)
        case DAV.syncToken: syncToken = Self.text(property)
        case CalDAV.maxResourceSize: maxResourceSize = Self.text(property).flatMap { Int($0) }
        case Dayline.overlapPolicy:
            policy = Self.text(property).flatMap { OverlapPolicy(rawValue: $0.lowercased()) }
        case Push.topic: topic = Self.text(property)
        default: takeNested(property)
        }
    }

    /// Those whose value is not one text.
    private mutating func takeNested(_ property: XMLElement) {
        switch property.name {
        case DAV.supportedReportSet:
            // Some leave `DAV:report` out.
            for supported in property.all(DAV.supportedReport) {
                reports.formUnion(Self.names(supported.first(DAV.report) ?? supported))
            }
        case CalDAV.supportedCalendarComponentSet:
            components = Set(
                property.all(CalDAV.comp).compactMap { $0.attribute("name")?.uppercased() })
        case DAV.currentUserPrivilegeSet:
            privileges = Set(property.all(DAV.privilege).flatMap { Self.names($0) })
        case DAV.currentUserPrincipal:
            principal = Self.hrefs(property).first
            isUnauthenticated = property.first(DAV.unauthenticated) != nil
        case DAV.principalURL: principal = principal ?? Self.hrefs(property).first
        case CalDAV.calendarHomeSet: homes = Self.hrefs(property)
        case CalDAV.calendarUserAddressSet: addresses = Self.hrefs(property)
        case Dayline.notifications: notifications = Self.hrefs(property).first
        case Push.transports:
            let socket = property.first(Dayline.websocket)
            notifications = notifications ?? socket.flatMap { Self.hrefs($0).first }
        default: break
        }
    }

    /// Without the white space around it; nil when nothing is left.
    private static func text(_ element: XMLElement) -> String? {
        let text = element.text.trimmingBlanks
        return text.isEmpty ? nil : String(text)
    }

    private static func names(_ element: XMLElement) -> Set<XMLName> {
        Set(element.elements.map(\.name))
    }

    private static func hrefs(_ element: XMLElement) -> [String] {
        element.all(DAV.href).compactMap(text)
    }
}
