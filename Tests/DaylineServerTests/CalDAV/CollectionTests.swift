import Core
import Testing
import WebDAV

@testable import DaylineServer

@Suite("MKCALENDAR, MKCOL and DELETE")
struct CollectionTests {
    private static let new = "/dav/calendars/mina/new/"

    private static func body(_ root: String, _ set: String) -> String {
        """
        <\(root) \(DAVFixture.prefixes)><D:set><D:prop>\(set)</D:prop></D:set></\(root)>
        """
    }

    private static let calendarType =
        "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"

    /// Goal: what makes a calendar, and what is refused for which reason. Method: method, path,
    /// body and outcome per row.
    @Test(
        "making",
        arguments: [
            ("MKCALENDAR", new, "", 201, nil),
            ("MKCALENDAR", "/dav/calendars/mina/new", "", 201, nil),
            ("MKCALENDAR", "/dav/calendars/mina/n%20%C3%A4/", "", 201, nil),
            ("MKCALENDAR", new, body("C:mkcalendar", "<D:displayname>N</D:displayname>"), 201, nil),
            ("MKCOL", new, body("D:mkcol", calendarType), 201, nil),
            ("MKCOL", new, "", 403, DAV.validResourcetype),
            (
                "MKCOL", new, body("D:mkcol", "<D:displayname>N</D:displayname>"), 403,
                DAV.validResourcetype
            ),
            (
                "MKCOL", new, body("D:mkcol", "<D:resourcetype><D:collection/></D:resourcetype>"),
                403,
                DAV.validResourcetype
            ),
            ("MKCOL", new, body("C:mkcalendar", calendarType), 415, nil),
            ("MKCALENDAR", new, "<x", 400, nil),
            (
                "MKCALENDAR", new, body("C:mkcalendar", "<D:getetag/>"), 403,
                DAV.cannotModifyProtectedProperty
            ),
            (
                "MKCALENDAR", new,
                body(
                    "C:mkcalendar",
                    """
                    <C:supported-calendar-component-set><C:comp name="VEVIL"/>\
                    </C:supported-calendar-component-set>
                    """), 403, CalDAV.supportedCalendarComponent
            ),
            ("MKCALENDAR", "/dav/calendars/mina/work/", "", 403, DAV.resourceMustBeNull),
            (
                "MKCOL", "/dav/calendars/mina/work/", body("D:mkcol", calendarType), 405,
                DAV.resourceMustBeNull
            ),
            (
                "MKCALENDAR", "/dav/calendars/mina/work/in/", "", 403,
                CalDAV.calendarCollectionLocationOk
            ),
            ("MKCALENDAR", "/dav/calendars/mina/", "", 405, nil),
            ("MKCALENDAR", "/dav/calendars/mina/a/b/c/", "", 404, nil),
            ("MKCALENDAR", "/dav/calendars/joon/new/", "", 404, nil),
        ] as [(String, String, String, Int, XMLName?)])
    func making(
        _ method: String, _ path: String, _ body: String, _ status: Int, _ condition: XMLName?
    ) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send(method, path, body: body)
        #expect(answer.status == status)
        #expect(answer.text.contains(condition?.local ?? ""))
        let count = try await dav.stores.store.read(dav.stores.mina) {
            try $0.collections().count
        }
        #expect(count == (status == 201 ? 2 : 1))
    }

    @Test("all that the body says is set, and a resource with nothing wrong is in the answer")
    func properties() async throws {
        let dav = try await DAVFixture()
        let set = """
            \(Self.calendarType)<D:displayname>Neu</D:displayname>\
            <A:calendar-color>#00FF00</A:calendar-color><L:overlap-policy>warn</L:overlap-policy>\
            <C:supported-calendar-component-set><C:comp name="VTODO"/>\
            </C:supported-calendar-component-set>\
            <C:calendar-timezone-id>Asia/Seoul</C:calendar-timezone-id><X:dead>d</X:dead>
            """
        #expect(await dav.send("MKCOL", Self.new, body: Self.body("D:mkcol", set)).status == 201)
        let answer = await dav.propfind(
            Self.new,
            body: DAVFixture.prop(
                "D:displayname", "A:calendar-color", "L:overlap-policy",
                "C:calendar-timezone-id", "X:dead"))
        #expect(
            answer.properties(Self.new).map(\.text) == [
                "Neu", "#00FF00", "warn", "Asia/Seoul", "d",
            ])
        let event = await dav.send("PUT", Self.new + "a.ics", body: DAVFixture.event("a"))
        #expect(event.conditions == [CalDAV.supportedCalendarComponent])
    }

    @Test("one property that cannot be set makes nothing, and is named")
    func refusedProperty() async throws {
        let dav = try await DAVFixture()
        let set = "<D:displayname>N</D:displayname><L:overlap-policy>x</L:overlap-policy>"
        let answer = await dav.send(
            "MKCALENDAR", Self.new, body: Self.body("C:mkcalendar", set))
        #expect(answer.status == 403)
        #expect(answer.xml?.name == CalDAV.mkcalendarResponse)
        let statuses = answer.xml?.all(DAV.propstat).compactMap { $0.first(DAV.status)?.text }
        #expect(statuses == ["HTTP/1.1 409 Conflict", "HTTP/1.1 424 Failed Dependency"])
    }

    /// Goal: calendars of our own clients refuse overlaps, those of others allow them.
    @Test(
        "the policy of a new calendar",
        arguments: [
            ([:], "", "allow"),
            (["Dayline-Client": "dayline/1"], "", "reject"),
            ([:], "<L:overlap-policy>reject</L:overlap-policy>", "reject"),
            (
                ["Dayline-Client": "dayline/1"], "<L:overlap-policy>allow</L:overlap-policy>",
                "allow"
            ),
        ] as [([String: String], String, String)])
    func policy(_ headers: [String: String], _ set: String, _ policy: String) async throws {
        let dav = try await DAVFixture()
        let body = set.isEmpty ? "" : Self.body("C:mkcalendar", set)
        await dav.send("MKCALENDAR", Self.new, headers, body: body)
        let answer = await dav.propfind(Self.new, body: DAVFixture.prop("L:overlap-policy"))
        #expect(answer.properties(Self.new).map(\.text) == [policy])
    }

    @Test("an account has so many calendars and no more")
    func count() async throws {
        let dav = try await DAVFixture()
        try await dav.stores.store.write(dav.stores.mina) { store in
            for number in 1..<CalDAVLimits.calendars {
                _ = try store.createCollection(StoreFixture.calendar("\(number)"))
            }
        }
        let answer = await dav.send("MKCALENDAR", Self.new)
        #expect(answer.status == 507)
        #expect(answer.conditions == [Dayline.limit])
    }

    /// Goal: what DELETE does. Method: path and headers per row, ETAG for the object's.
    @Test(
        "deleting",
        arguments: [
            ("work/a.ics", [:], 204),
            ("work/a.ics", ["If-Match": "ETAG"], 204),
            ("work/a.ics", ["If-Match": "\"x\""], 412),
            ("work/a.ics", ["If": "([\"x\"])"], 412),
            ("work/none.ics", [:], 404),
            ("work/none.ics", ["If-Match": "*"], 404),
            ("none/a.ics", [:], 404),
            ("work/", [:], 204),
            ("work/", ["Depth": "infinity"], 204),
            ("work/", ["Depth": "0"], 400),
            ("work/", ["If-Match": "\"x\""], 412),
            ("none/", [:], 404),
            ("", [:], 405),
        ] as [(String, [String: String], Int)])
    func deleting(_ path: String, _ headers: [String: String], _ status: Int) async throws {
        let dav = try await DAVFixture()
        let etag = await dav.put("a.ics", DAVFixture.event("a")).etag ?? ""
        let answer = await dav.send(
            "DELETE", "/dav/calendars/mina/\(path)",
            headers.mapValues { $0.replacing("ETAG", with: etag) })
        #expect(answer.status == status)
        #expect(await (dav.text("a.ics") == nil) == (status == 204))
    }
}
