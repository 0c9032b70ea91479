import WebDAV

extension DAVRequest {
    /// Whether anything has changed in a calendar: its ctag and sync token.
    static func state(ofCalendar target: String) -> DAVRequest {
        propfind(target, depth: 0, [CS.getctag, DAV.syncToken])
    }

    /// Every object with its etag.
    static func listing(ofCalendar target: String) -> DAVRequest {
        propfind(target, depth: 1, [DAV.getetag, DAV.resourcetype, DAV.getcontenttype])
    }

    /// What changed since a token (RFC 6578 §3.2). `DAV:limit` is never sent: some servers cut the
    /// answer and give a token that skips the rest.
    ///
    /// - Parameters:
    ///   - token: nil asks for everything.
    ///   - data: whether the objects themselves are wanted too.
    static func changes(
        inCalendar target: String, since token: String?, data: Bool
    ) -> DAVRequest {
        DAVRequest("REPORT", target, depth: 0, DAV.syncCollection) { xml in
            xml.leaf(DAV.syncToken, token ?? "")
            xml.leaf(DAV.syncLevel, "1")
            xml.prop(data ? [DAV.getetag, CalDAV.calendarData] : [DAV.getetag])
        }
    }

    /// The named objects (RFC 4791 §7.9).
    static func multiget(inCalendar target: String, _ hrefs: [String]) -> DAVRequest {
        DAVRequest("REPORT", target, CalDAV.calendarMultiget) { xml in
            xml.prop([DAV.getetag, CalDAV.calendarData])
            for href in hrefs { xml.leaf(DAV.href, href) }
        }
    }

    /// One object.
    static func get(_ target: String) -> DAVRequest {
        DAVRequest(
            method: "GET", target: target,
            headers: [Header(name: "Accept", value: "text/calendar")])
    }
}
