import Core
import WebDAV

@testable import DaylineSync

/// A small server as a value: calendars with objects, etags that count, and a change log.
struct AccountSite {
    static let address = "https://cal.example.org/dav/"
    static let home = "/dav/"

    struct Object: Hashable {
        var etag: Int
        var text: String
    }

    struct Calendar {
        /// By name, which is the UID too.
        var objects: [String: Object] = [:]
        /// What changed with each version after the first one; nil when that was forgotten.
        var log: [String?] = []
        /// Another one makes former tokens invalid.
        var series = "t"

        var token: String { "\(series)\(log.count)" }

        /// nil when the token is none of this calendar's; everything for none.
        func changed(since token: String) -> Set<String>? {
            if token.isEmpty { return Set(objects.keys) }
            guard token.hasPrefix(series), let since = Int(token.dropFirst()), since <= log.count
            else { return nil }
            return Set(log[since...].compactMap(\.self))
        }
    }

    /// By the last segment of their paths.
    var calendars: [String: Calendar]
    /// Whether it tells changes since a token; else a ctag, to who asks for it.
    var canSync = true

    init(_ calendars: [String: [String]]) {
        self.calendars = calendars.mapValues { names in
            var calendar = Calendar()
            for name in names {
                calendar.objects[name] = Object(etag: 1, text: Self.text(name, "Lunch"))
            }
            return calendar
        }
    }

    /// An hour's event.
    static func text(_ uid: String, _ title: String) -> String {
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:\(uid)",
            "DTSTAMP:20261201T000000Z", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z",
            "SUMMARY:\(title)", "END:VEVENT", "END:VCALENDAR", "",
        ].joined(separator: "\r\n")
    }

    static func title(_ text: String) -> String {
        let line = text.split(separator: "\r\n").first { $0.hasPrefix("SUMMARY:") }
        return String(line?.dropFirst(8) ?? "")
    }

    /// `a Lunch`, of all calendars.
    var contents: [String] {
        calendars.values.flatMap(\.objects).map { "\($0.key) \(Self.title($0.value.text))" }
            .sorted()
    }

    /// Somebody else stores an object, or removes it.
    ///
    /// - Parameter isLogged: whether the change log tells of it.
    mutating func change(
        _ calendar: String, _ name: String, _ title: String?, isLogged: Bool = true
    ) {
        change(calendar, name, text: title.map { Self.text(name, $0) }, isLogged: isLogged)
    }

    mutating func change(
        _ calendar: String, _ name: String, text: String?, isLogged: Bool = true
    ) {
        store(text, calendar, name)
        if !isLogged, let last = calendars[calendar]?.log.indices.last {
            calendars[calendar]?.log[last] = nil
        }
    }

    private mutating func store(_ text: String?, _ calendar: String, _ name: String) {
        let etag = (calendars[calendar]?.objects[name]?.etag ?? 0) + 1
        calendars[calendar]?.objects[name] = text.map { Object(etag: etag, text: $0) }
        calendars[calendar]?.log.append(name)
    }
}

/// Answers.
extension AccountSite {
    mutating func answer(_ request: DAVRequest) -> DAVReply {
        let path = ServerURL(request.target)?.path ?? request.target
        let parts = path.split(separator: "/").map(String.init)
        var reply = answer(
            request, parts.count > 1 ? parts[1] : nil,
            parts.count > 2 ? String(parts[2].dropLast(4)) : nil)
        reply.url = "https://cal.example.org" + path
        return reply
    }

    private mutating func answer(
        _ request: DAVRequest, _ calendar: String?, _ name: String?
    ) -> DAVReply {
        if request.method == "OPTIONS" {
            return DAVReply(status: 200, headers: ["dav": "1, 3, calendar-access"])
        }
        guard let calendar else {
            return request.method == "PROPFIND" ? places(request) : notAllowed
        }
        guard let found = calendars[calendar] else { return DAVReply(status: 404) }
        guard let name else { return read(request, calendar, found) }
        let object = found.objects[name]
        switch request.method {
        case "GET":
            return object.map {
                DAVReply(
                    status: 200, headers: ["etag": "\"\($0.etag)\""], body: Array($0.text.utf8))
            } ?? DAVReply(status: 404)
        case "PUT": return put(request, object, calendar, name)
        case "DELETE":
            guard object != nil else { return DAVReply(status: 404) }
            guard isMet(request, object) else { return DAVReply(status: 412) }
            store(nil, calendar, name)
            return DAVReply(status: 204)
        default: return notAllowed
        }
    }

    private var notAllowed: DAVReply { DAVReply(status: 405) }

    private mutating func put(
        _ request: DAVRequest, _ object: Object?, _ calendar: String, _ name: String
    ) -> DAVReply {
        guard isMet(request, object) else { return DAVReply(status: 412) }
        store(String(decoding: request.body, as: UTF8.self), calendar, name)
        let etag = calendars[calendar]?.objects[name]?.etag ?? 0
        return DAVReply(status: object == nil ? 201 : 204, headers: ["etag": "\"\(etag)\""])
    }

    private func isMet(_ request: DAVRequest, _ object: Object?) -> Bool {
        if request.header("If-None-Match") != nil { return object == nil }
        guard let wanted = request.header("If-Match") else { return true }
        return object.map { wanted == "\"\($0.etag)\"" } ?? false
    }

    /// What is asked of a whole calendar.
    private func read(_ request: DAVRequest, _ calendar: String, _ found: Calendar) -> DAVReply {
        guard let root = try? parseXML(request.body) else { return notAllowed }
        let hasData = root.first(DAV.prop)?.first(CalDAV.calendarData) != nil
        func entry(_ name: String) -> String {
            item(name, found.objects[name], in: calendar, hasData: hasData)
        }
        switch (request.method, root.name) {
        case ("PROPFIND", _):
            let isListing = root.first(DAV.prop)?.first(DAV.getetag) != nil
            return isListing ? multistatus(found.objects.keys.sorted().map(entry)) : places(request)
        case ("REPORT", CalDAV.calendarMultiget):
            let names = root.all(DAV.href).compactMap { $0.text.split(separator: "/").last }
            return multistatus(names.map { entry(String($0.dropLast(4))) })
        case ("REPORT", DAV.syncCollection):
            let token = root.first(DAV.syncToken)?.text ?? ""
            guard let names = found.changed(since: token) else { return DAVReply(status: 403) }
            return multistatus(
                names.sorted().map(entry) + ["<D:sync-token>\(found.token)</D:sync-token>"])
        default: return notAllowed
        }
    }

    private func item(
        _ name: String, _ object: Object?, in calendar: String, hasData: Bool
    ) -> String {
        let href = "/dav/\(calendar)/\(name).ics"
        guard let object else {
            return "<D:response><D:href>\(href)</D:href><D:status>HTTP/1.1 404 No</D:status>"
                + "</D:response>"
        }
        // Carriage returns would be lost otherwise (XML 1.0 §2.11).
        let text = object.text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .joined(separator: "&#13;\n")
        let data = hasData ? "<C:calendar-data>\(text)</C:calendar-data>" : ""
        return FakeSite.Answer.place(href, "<D:getetag>\"\(object.etag)\"</D:getetag>\(data)")
    }

    /// The home, which is its own principal, and the calendars.
    private func places(_ request: DAVRequest) -> DAVReply {
        let principal =
            "<D:current-user-principal><D:href>/dav/</D:href></D:current-user-principal>"
            + "<C:calendar-home-set><D:href>/dav/</D:href></C:calendar-home-set>"
        let asksForCTag = String(decoding: request.body, as: UTF8.self).contains("getctag")
        let reports = (canSync ? ["D:sync-collection"] : []) + ["C:calendar-multiget"]
        let supported = reports.map {
            "<D:supported-report><D:report><\($0)/></D:report></D:supported-report>"
        }.joined()
        let items = calendars.sorted { $0.key < $1.key }.map { name, calendar in
            let ctag = #"<c:getctag xmlns:c="http://calendarserver.org/ns/">"#
            return FakeSite.Answer.calendar(
                "/dav/\(name)/",
                "<D:displayname>\(name)</D:displayname>"
                    + (canSync ? "<D:sync-token>\(calendar.token)</D:sync-token>" : "")
                    + (asksForCTag ? ctag + "\(calendar.token)</c:getctag>" : "")
                    + "<D:supported-report-set>\(supported)</D:supported-report-set>")
        }
        return multistatus([FakeSite.Answer.collection(Self.home, principal)] + items)
    }

    private func multistatus(_ parts: [String]) -> DAVReply {
        let body = """
            <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\
            \(parts.joined())</D:multistatus>
            """
        return DAVReply(status: 207, body: Array(body.utf8))
    }
}
