import WebDAV

extension DAVRequest {
    /// What a place is, and where it leads to: principal, home, whether it is a calendar itself.
    static func place(_ target: String) -> DAVRequest {
        propfind(
            target, depth: 0,
            [
                DAV.currentUserPrincipal, DAV.resourcetype, CalDAV.calendarHomeSet,
                DAV.principalURL, DAV.displayname, Dayline.notifications,
            ])
    }

    /// Where the calendars of a principal are (RFC 4791 §6.2.1), and what people write to it as.
    static func home(ofPrincipal target: String) -> DAVRequest {
        propfind(
            target, depth: 0,
            [
                CalDAV.calendarHomeSet, CalDAV.calendarUserAddressSet, DAV.displayname,
                Dayline.notifications,
            ])
    }

    /// The calendars right in a home, and the home itself.
    ///
    /// - Parameter ctags: whether to ask for what stands for a state where there is no token. Some
    ///   servers read all objects to tell it, and once more for the token.
    static func calendars(inHome target: String, ctags: Bool = false) -> DAVRequest {
        propfind(target, depth: 1, calendarProperties + (ctags ? [CS.getctag] : []))
    }

    /// One calendar, as `calendars(inHome:)` tells it.
    static func calendar(_ target: String) -> DAVRequest {
        propfind(target, depth: 0, calendarProperties)
    }

    /// What methods and extensions are known there (RFC 4918 §10.1).
    static func options(_ target: String) -> DAVRequest {
        DAVRequest(method: "OPTIONS", target: target)
    }

    private static let calendarProperties = [
        DAV.resourcetype, DAV.displayname, Apple.calendarColor, DAV.syncToken,
        DAV.supportedReportSet, CalDAV.supportedCalendarComponentSet, DAV.currentUserPrivilegeSet,
        CalDAV.maxResourceSize, Push.transports, Push.topic, Dayline.overlapPolicy,
        Dayline.notifications,
    ]
}
