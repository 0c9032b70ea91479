import Testing
import WebDAV

@testable import DaylineServer

@Suite("reports on principals and properties")
struct PropertyReportTests {
    private static let principals = "/dav/principals/"

    private static func search(_ searches: [(String, String)], _ attributes: String = "") -> String
    {
        let elements = searches.map {
            """
            <D:property-search><D:prop><\($0.0)/></D:prop><D:match>\($0.1)</D:match>\
            </D:property-search>
            """
        }.joined()
        return """
            <D:principal-property-search \(DAVFixture.prefixes) \(attributes)>\(elements)\
            <D:prop><D:displayname/></D:prop></D:principal-property-search>
            """
    }

    /// Goal: an account finds itself and nobody else. Method: what is searched per row.
    @Test(
        "principal-property-search",
        arguments: [
            ([("D:displayname", "mina")], "", true),
            ([("D:displayname", "MINA THE")], "", true),
            ([("D:displayname", "joon")], "", false),
            ([("D:displayname", "")], "", true),
            ([("C:calendar-user-address-set", "mailto:mina@mail.example")], "", true),
            ([("CS:email-address-set", "joon@mail.example")], "", false),
            ([("D:displayname", "mina"), ("D:displayname", "joon")], "", false),
            ([("D:displayname", "mina"), ("D:displayname", "joon")], "test='anyof'", true),
            ([("X:unknown", "mina")], "", false),
        ])
    func principalSearch(
        _ searches: [(String, String)], _ attributes: String, _ isFound: Bool
    ) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send(
            "REPORT", Self.principals, ["Depth": "0"], body: Self.search(searches, attributes))
        #expect(answer.status == 207)
        #expect(answer.hrefs == (isFound ? ["/dav/principals/mina/"] : []))
        #expect(!answer.text.contains("joon"))
    }

    @Test func searchableProperties() async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send(
            "REPORT", Self.principals, body: "<principal-search-property-set xmlns='DAV:'/>")
        #expect(answer.status == 200)
        #expect(answer.xml?.all(DAV.principalSearchProperty).count == 3)
    }

    /// Goal: references become the properties of what they name; those that lead nowhere, or to
    /// others, stay references.
    @Test func expandProperty() async throws {
        let dav = try await DAVFixture()
        let body = """
            <D:expand-property xmlns:D="DAV:">\
            <D:property name="current-user-principal">\
            <D:property name="displayname"/>\
            <D:property name="calendar-home-set" namespace="urn:ietf:params:xml:ns:caldav">\
            <D:property name="resourcetype"/></D:property>\
            </D:property>\
            <D:property name="notifications" namespace="https://dayline.dev/ns/">\
            <D:property name="displayname"/></D:property>\
            <D:property name="unknown"/></D:expand-property>
            """
        let answer = await dav.send("REPORT", "/dav/", body: body)
        #expect(answer.status == 207)
        let principal = answer.property("/dav/", DAV.currentUserPrincipal)?.first(DAV.response)
        #expect(principal?.first(DAV.href)?.text == "/dav/principals/mina/")
        let properties = principal?.first(DAV.propstat)?.first(DAV.prop)
        #expect(properties?.first(DAV.displayname)?.text == "mina the user")
        let home = properties?.first(CalDAV.calendarHomeSet)?.first(DAV.response)
        #expect(home?.first(DAV.href)?.text == "/dav/calendars/mina/")
        let notifications = answer.property("/dav/", Dayline.notifications)
        #expect(notifications?.first(DAV.href)?.text == "/notifications")
        #expect(answer.properties("/dav/", 404).map(\.name.local) == ["unknown"])
    }

    @Test(
        "refused",
        arguments: [
            ("", [:], 400),
            ("<x", [:], 400),
            ("<x xmlns='urn:x'/>", [:], 403),
            ("<D:expand-property xmlns:D='DAV:'><D:property/></D:expand-property>", [:], 400),
            ("<D:expand-property xmlns:D='DAV:'/>", ["Depth": "1"], 400),
            ("<D:principal-property-search xmlns:D='DAV:'/>", [:], 400),
            (
                "<D:expand-property xmlns:D='DAV:'>"
                    + String(repeating: "<D:property name='owner'>", count: 8)
                    + String(repeating: "</D:property>", count: 8) + "</D:expand-property>", [:],
                400
            ),
        ] as [(String, [String: String], Int)])
    func refused(_ body: String, _ headers: [String: String], _ status: Int) async throws {
        let dav = try await DAVFixture()
        #expect(await dav.send("REPORT", "/dav/", headers, body: body).status == status)
    }
}
