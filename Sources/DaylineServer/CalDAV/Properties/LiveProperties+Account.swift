import WebDAV

extension LiveProperties {
    /// By which clients find their way from any of root, principal and home.
    static let accountOnes: [LiveProperty] = [
        .hrefs(CalDAV.calendarHomeSet) { [Place.home($0.account).path] },
        .hrefs(DAV.principalURL) { [Place.principal($0.account).path] },
        .hrefs(CalDAV.calendarUserAddressSet) { userAddresses($0) },
        .hrefs(Dayline.notifications) { _ in [notificationsPath] },
    ]

    static let principal: [LiveProperty] = [
        .text(CalDAV.calendarUserType) { _, _ in "INDIVIDUAL" },
        .hrefs(DAV.alternateURISet) { _ in [] },
        .hrefs(DAV.groupMembership) { _ in [] },
        .hrefs(DAV.groupMemberSet) { _ in [] },
        .elements(CS.emailAddressSet) { _, context, xml in
            if let email = context.identity.account.email { xml.leaf(CS.emailAddress, email) }
        },
    ]

    static let home: [LiveProperty] =
        [
            .text(CS.getctag) { _, context in
                "\(context.store.epoch)-\(try context.store.seq.number)"
            }
        ] + quota

    /// Counted only when named: that reads every object (RFC 4331 §2).
    static let quota: [LiveProperty] = [
        .text(DAV.quotaUsedBytes) { _, context in String(try context.store.usedBytes()) },
        .text(DAV.quotaAvailableBytes) { _, context in
            guard let quota = context.options.quota else { return nil }
            return String(max(0, quota - (try context.store.usedBytes())))
        },
    ]

    /// The WebSocket.
    static let notificationsPath = "/notifications"

    /// All that name the user, the one for invitations first.
    private static func userAddresses(_ context: PropertyContext) -> [String] {
        let email = context.identity.account.email.map { ["mailto:\($0)"] } ?? []
        return email + [Place.principal(context.account).path]
    }
}
