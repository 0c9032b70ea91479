import Core
import Testing
import WebDAV

@testable import DaylineServer

@Suite("PROPPATCH")
struct ProppatchTests {
    private static let work = "/dav/calendars/mina/work/"

    private static func body(set: String = "", remove: String = "") -> String {
        var text = "<D:propertyupdate \(DAVFixture.prefixes)>"
        if !set.isEmpty { text += "<D:set><D:prop>\(set)</D:prop></D:set>" }
        if !remove.isEmpty { text += "<D:remove><D:prop>\(remove)</D:prop></D:remove>" }
        return text + "</D:propertyupdate>"
    }

    /// Goal: what is set is read back. Method: element and name per row, on a calendar.
    @Test(
        "set and read",
        arguments: [
            ("<D:displayname>Büro &amp; mehr</D:displayname>", "D:displayname", "Büro & mehr"),
            ("<A:calendar-color>#FF0000FF</A:calendar-color>", "A:calendar-color", "#FF0000FF"),
            ("<A:calendar-order>3</A:calendar-order>", "A:calendar-order", "3"),
            ("<C:calendar-description>x</C:calendar-description>", "C:calendar-description", "x"),
            ("<L:overlap-policy>reject</L:overlap-policy>", "L:overlap-policy", "reject"),
            (
                "<C:calendar-timezone-id>europe/berlin</C:calendar-timezone-id>",
                "C:calendar-timezone-id", "Europe/Berlin"
            ),
            ("<X:dead>a<X:b k='1'/></X:dead>", "X:dead", "a"),
            ("<nothing xmlns=''>none</nothing>", "nothing", "none"),
        ])
    func roundTrip(_ element: String, _ name: String, _ value: String) async throws {
        let dav = try await DAVFixture()
        let set = await dav.send("PROPPATCH", Self.work, body: Self.body(set: element))
        #expect(set.status == 207)
        #expect(set.properties(Self.work).count == 1)
        let read = await dav.propfind(Self.work, body: DAVFixture.prop(name))
        #expect(read.properties(Self.work).map(\.text) == [value])
        let removed = await dav.send("PROPPATCH", Self.work, body: Self.body(remove: "<\(name)/>"))
        #expect(removed.properties(Self.work).count == 1)
        let again = await dav.propfind(Self.work, body: DAVFixture.prop(name))
        #expect(again.properties(Self.work).map(\.text) != [value])
    }

    /// Goal: dead properties come back as XML, language and foreign namespaces included.
    @Test(
        "dead properties",
        arguments: [
            "/dav/calendars/mina/work/", "/dav/calendars/mina/work/a.ics", "/dav/calendars/mina/",
            "/dav/principals/mina/",
        ])
    func deadProperties(_ path: String) async throws {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"))
        let body = """
            <D:propertyupdate xmlns:D="DAV:"><D:set><D:prop xml:lang="de">\
            <q:dead xmlns:q="urn:q" q:k="v"><r xmlns="urn:r">ä</r>\n</q:dead>\
            </D:prop></D:set></D:propertyupdate>
            """
        #expect(await dav.send("PROPPATCH", path, body: body).status == 207)
        let inner = XMLElement(XMLName("urn:r", "r"), text: "ä")
        let expected = XMLElement(
            XMLName("urn:q", "dead"),
            attributes: [XMLName("urn:q", "k"): "v", .language: "de"],
            children: [.element(inner), .text("\n")])
        #expect(await dav.propfind(path).property(path, expected.name) == expected)
    }

    /// Goal: one property that cannot be changed keeps all from being changed (RFC 4918 §9.2).
    /// Method: one such property per row, with a good one beside it.
    @Test(
        "all or nothing",
        arguments: [
            ("<D:getetag>x</D:getetag>", 403, DAV.cannotModifyProtectedProperty),
            ("<D:resourcetype/>", 403, DAV.cannotModifyProtectedProperty),
            ("<CS:getctag>x</CS:getctag>", 403, DAV.cannotModifyProtectedProperty),
            (
                "<C:supported-calendar-component-set/>", 403, DAV.cannotModifyProtectedProperty
            ),
            ("<C:calendar-timezone>x</C:calendar-timezone>", 403, CalDAV.validCalendarData),
            ("<C:calendar-timezone-id>A/B</C:calendar-timezone-id>", 403, CalDAV.validTimezone),
            ("<L:overlap-policy>perhaps</L:overlap-policy>", 409, nil),
            ("<C:schedule-calendar-transp>x</C:schedule-calendar-transp>", 409, nil),
        ] as [(String, Int, XMLName?)])
    func atomic(_ bad: String, _ status: Int, _ condition: XMLName?) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send(
            "PROPPATCH", Self.work,
            body: Self.body(set: "<D:displayname>new</D:displayname>" + bad))
        #expect(answer.status == 207)
        #expect(answer.properties(Self.work, status).count == 1)
        #expect(answer.properties(Self.work, 424).map(\.name) == [DAV.displayname])
        #expect(answer.text.contains(condition?.local ?? ""))
        let read = await dav.propfind(Self.work, body: DAVFixture.prop("D:displayname"))
        #expect(read.property(Self.work, DAV.displayname)?.text == "work")
    }

    @Test("the account's name is the operator's")
    func principalName() async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send(
            "PROPPATCH", "/dav/principals/mina/",
            body: Self.body(set: "<D:displayname>x</D:displayname>"))
        #expect(answer.properties("/dav/principals/mina/", 403).count == 1)
    }

    /// Goal: the two properties of a calendar's zone never disagree (RFC 7809 §5.2).
    @Test func zones() async throws {
        let dav = try await DAVFixture()
        func read() async -> (id: String?, definition: String?) {
            let answer = await dav.propfind(
                Self.work, body: DAVFixture.prop("C:calendar-timezone", "C:calendar-timezone-id"))
            return (
                answer.property(Self.work, CalDAV.calendarTimezoneId)?.text,
                answer.property(Self.work, CalDAV.calendarTimezone)?.text
            )
        }
        func set(_ element: String) async {
            await dav.send("PROPPATCH", Self.work, body: Self.body(set: element))
        }
        await set("<C:calendar-timezone-id>Asia/Seoul</C:calendar-timezone-id>")
        let seoul = await read()
        #expect(seoul.id == "Asia/Seoul")
        #expect(
            CalendarZone.name(ofDefinition: seoul.definition ?? "", zones: StoreFixture.zones)
                == "Asia/Seoul")
        let berlin =
            CalendarZone.definition(of: "Europe/Berlin", zones: StoreFixture.zones) ?? ""
        let own = berlin.replacing("VERSION:2.0", with: "VERSION:2.0\r\nX-OWN:1")
        await set("<C:calendar-timezone>\(own)</C:calendar-timezone>")
        let both = await read()
        #expect(both.id == "Europe/Berlin")
        #expect(both.definition?.contains("X-OWN:1") == true)
        await set("<C:calendar-timezone-id>Asia/Tokyo</C:calendar-timezone-id>")
        let tokyo = await read()
        #expect(tokyo.id == "Asia/Tokyo")
        #expect(tokyo.definition?.contains("X-OWN") == false)
        let work = try await dav.stores.store.read(dav.stores.mina) {
            try $0.collection(named: "work")
        }
        #expect(work?.zone == "Asia/Tokyo")
    }

    /// Goal: size and number of what clients store have a limit. Method: at it, and above.
    @Test func limits() async throws {
        let dav = try await DAVFixture()
        func set(_ text: String) async -> DAVAnswer {
            await dav.send("PROPPATCH", Self.work, body: Self.body(set: text))
        }
        let frame = XMLElement(XMLName("urn:x", "p"), text: "x").serialized().count - 1
        let most = String(repeating: "x", count: CalDAVLimits.propertyBytes - frame)
        #expect(await set("<X:p>\(most)</X:p>").properties(Self.work).count == 1)
        #expect(await set("<X:p>\(most)x</X:p>").properties(Self.work, 507).count == 1)
        let many = (1..<CalDAVLimits.properties).map { "<X:p\($0)/>" }.joined()
        #expect(
            await set(many).properties(Self.work).count == CalDAVLimits.properties - 1)
        #expect(await set("<X:more/>").properties(Self.work, 507).count == 1)
        #expect(await set("<X:p1>again</X:p1>").properties(Self.work).count == 1)
    }

    /// Goal: instructions count in their order; the last one for a property holds.
    @Test func order() async throws {
        let dav = try await DAVFixture()
        let body = """
            <D:propertyupdate \(DAVFixture.prefixes)>\
            <D:set><D:prop><X:a>1</X:a><X:b>1</X:b></D:prop></D:set>\
            <D:remove><D:prop><X:a/></D:prop></D:remove>\
            <D:set><D:prop><X:b>2</X:b></D:prop></D:set></D:propertyupdate>
            """
        await dav.send("PROPPATCH", Self.work, body: body)
        let read = await dav.propfind(Self.work, body: DAVFixture.prop("X:a", "X:b"))
        #expect(read.properties(Self.work).map(\.text) == ["2"])
    }

    @Test(
        "refused as a whole",
        arguments: [
            ("/dav/", "<D:propertyupdate xmlns:D='DAV:'/>", 405),
            ("/dav/calendars/mina/none/", body(set: "<X:a/>"), 404),
            ("/dav/calendars/mina/work/", "", 400),
            ("/dav/calendars/mina/work/", "<D:propfind xmlns:D='DAV:'/>", 400),
            ("/dav/calendars/mina/work/", "<D:propertyupdate xmlns:D='DAV:'/>", 400),
        ])
    func refused(_ path: String, _ body: String, _ status: Int) async throws {
        let dav = try await DAVFixture()
        #expect(await dav.send("PROPPATCH", path, body: body).status == status)
    }
}
