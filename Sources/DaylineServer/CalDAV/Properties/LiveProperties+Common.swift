import WebDAV

extension LiveProperties {
    /// Of every resource but objects.
    static let common: [LiveProperty] =
        [
            .text(DAV.displayname, isInAllprop: true) { subject, context in
                displayName(subject, context)
            }
        ] + shared

    /// Of every resource.
    static let shared: [LiveProperty] =
        [
            .elements(DAV.resourcetype, isInAllprop: true) { subject, _, xml in
                resourceType(subject, &xml)
            },
            // No locks: both are there, and empty (RFC 4918 §15.8, §15.10).
            .elements(DAV.supportedlock, isInAllprop: true) { _, _, _ in },
            .elements(DAV.lockdiscovery, isInAllprop: true) { _, _, _ in },
            .hrefs(DAV.currentUserPrincipal) { [Place.principal($0.account).path] },
            .hrefs(DAV.principalCollectionSet) { _ in [Place.principals.path] },
            .elements(DAV.owner) { subject, context, xml in
                // Nobody owns what all accounts share.
                switch subject {
                case .root, .principals, .homes: break
                case .principal, .home, .calendar, .object:
                    xml.href(Place.principal(context.account).path)
                }
            },
            .elements(DAV.supportedReportSet) { subject, _, xml in
                for report in SupportedReports.of(subject.kind) {
                    xml.open(DAV.supportedReport)
                    xml.open(DAV.report)
                    xml.empty(report)
                    xml.close(DAV.report)
                    xml.close(DAV.supportedReport)
                }
            },
        ] + accessControl

    private static func displayName(
        _ subject: PropertySubject, _ context: PropertyContext
    ) -> String? {
        switch subject {
        case .root: "Dayline"
        case .principals: "Principals"
        case .homes: "Calendars"
        case .principal, .home: context.identity.account.displayName
        case .calendar(let calendar): calendar.name
        case .object: nil
        }
    }

    private static func resourceType(_ subject: PropertySubject, _ xml: inout XMLWriter) {
        switch subject {
        case .object: return
        case .root, .principals, .homes, .home: xml.empty(DAV.collection)
        case .principal:
            xml.empty(DAV.collection)
            xml.empty(DAV.principal)
        case .calendar:
            xml.empty(DAV.collection)
            xml.empty(CalDAV.calendar)
        }
    }
}

/// Which reports a kind of resource answers.
enum SupportedReports {
    static let calendar = [
        CalDAV.calendarQuery, CalDAV.calendarMultiget, CalDAV.freeBusyQuery, DAV.syncCollection,
    ]
    /// RFC 4791 §7: a query can be about one object alone.
    static let object = [CalDAV.calendarQuery, CalDAV.calendarMultiget]
    static let principals = [DAV.principalPropertySearch, DAV.principalSearchPropertySet]

    static func of(_ kind: ResourceKind) -> [XMLName] {
        switch kind {
        case .root, .principals, .principal, .home: principals + [DAV.expandProperty]
        case .calendar: calendar + [DAV.expandProperty]
        case .homes: [DAV.expandProperty]
        case .object: object + [DAV.expandProperty]
        }
    }
}
