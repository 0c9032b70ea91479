import Core
import WebDAV

extension RemoteCalendar {
    /// The calendar that an item tells of.
    ///
    /// - Returns: nil for what is no calendar.
    init?(_ item: MultistatusItem) {
        let found = item.found
        guard found.isCalendar, !item.isGone else { return nil }
        let href = item.href.hasSuffix("/") ? item.href : item.href + "/"
        let segment = PathSegments(path: href)?.segments.last
        self.init(
            href: href, name: found.displayName ?? segment ?? String(href.dropLast()),
            color: found.color)
        isReadOnly = found.isReadOnly
        policy = found.policy
        components = found.components
        ctag = found.ctag
        token = found.syncToken
        topic = found.topic
        canSync = found.reports.contains(DAV.syncCollection)
    }
}
