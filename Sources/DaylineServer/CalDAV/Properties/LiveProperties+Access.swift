import WebDAV

extension LiveProperties {
    /// Who may do what (RFC 3744 §5): the owner everything, nobody else anything.
    static let accessControl: [LiveProperty] = [
        .elements(DAV.currentUserPrivilegeSet) { subject, context, xml in
            for privilege in privileges(context.identity.scope) {
                xml.privilege(privilege)
            }
        },
        .elements(DAV.supportedPrivilegeSet) { _, _, xml in
            xml.supported(DAV.all, "Everything", abstract: true) { xml in
                xml.supported(DAV.read, "Read") { xml in
                    xml.supported(DAV.readAcl, "Read who may do what") { _ in }
                    xml.supported(
                        DAV.readCurrentUserPrivilegeSet, "Read what one may do oneself"
                    ) { _ in }
                    xml.supported(CalDAV.readFreeBusy, "Read when time is taken") { _ in }
                }
                xml.supported(DAV.write, "Write") { xml in
                    xml.supported(DAV.writeProperties, "Change properties") { _ in }
                    xml.supported(DAV.writeContent, "Change objects") { _ in }
                    xml.supported(DAV.bind, "Add") { _ in }
                    xml.supported(DAV.unbind, "Delete") { _ in }
                }
            }
        },
        .elements(DAV.acl) { subject, context, xml in
            switch subject {
            case .root, .principals, .homes: return
            case .principal, .home, .calendar, .object: break
            }
            xml.open(DAV.ace)
            xml.open(DAV.principal)
            xml.href(Place.principal(context.account).path)
            xml.close(DAV.principal)
            xml.open(DAV.grant)
            xml.privilege(DAV.all)
            xml.close(DAV.grant)
            xml.empty(DAV.protected)
            xml.close(DAV.ace)
        },
    ]

    private static let reading = [
        DAV.read, DAV.readAcl, DAV.readCurrentUserPrivilegeSet, CalDAV.readFreeBusy,
    ]
    private static let writing = [
        DAV.write, DAV.writeProperties, DAV.writeContent, DAV.bind, DAV.unbind,
    ]

    private static func privileges(_ scope: TokenScope) -> [XMLName] {
        switch scope {
        case .full: [DAV.all] + reading + writing
        case .read: reading
        case .notifications: []
        }
    }
}

extension XMLWriter {
    fileprivate mutating func privilege(_ name: XMLName) {
        open(DAV.privilege)
        empty(name)
        close(DAV.privilege)
    }

    /// RFC 3744 §5.3.
    fileprivate mutating func supported(
        _ name: XMLName, _ description: String, abstract: Bool = false,
        _ inner: (inout XMLWriter) -> Void
    ) {
        open(DAV.supportedPrivilege)
        privilege(name)
        if abstract { empty(DAV.abstract) }
        leaf(DAV.description, description, [(.language, "en")])
        inner(&self)
        close(DAV.supportedPrivilege)
    }
}
