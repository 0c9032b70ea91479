import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: multistatus answers of all kinds of servers mean what they were meant to.
struct MultistatusTests {
    private static let head = """
        <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" \
        xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/" \
        xmlns:P="https://bitfire.at/webdav-push" xmlns:L="https://dayline.dev/ns/">
        """

    private static func item(_ inside: String) throws -> MultistatusItem {
        let text = "\(head)<D:response>\(inside)</D:response></D:multistatus>"
        let (items, _) = try MultistatusStream.read(Array(text.utf8), base: "/cal/")
        return try #require(items.first)
    }

    private static func found(_ properties: String) throws -> FoundProperties {
        try item(
            """
            <D:href>/cal/</D:href><D:propstat><D:prop>\(properties)</D:prop>
            <D:status>HTTP/1.1 200 OK</D:status></D:propstat>
            """
        ).found
    }

    /// Method: one row for each way to say the same: that /cal/a.ics has the etag "1".
    @Test(
        "an etag",
        arguments: [
            """
            <D:multistatus xmlns:D="DAV:"><D:response><D:href>/cal/a.ics</D:href><D:propstat>
            <D:prop><D:getetag>"1"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status>
            </D:propstat></D:response></D:multistatus>
            """,
            // the default namespace, as Radicale and Xandikos
            """
            <?xml version='1.0' encoding='utf-8'?>
            <multistatus xmlns="DAV:"><response><href>/cal/a.ics</href><propstat><prop><getetag
            >&quot;1&quot;</getetag></prop><status>HTTP/1.1 200 OK</status></propstat>
            </response></multistatus>
            """,
            // declared on each element, as SOGo; the status first
            """
            <n0:multistatus xmlns:n0="DAV:"><n1:response xmlns:n1="DAV:"><n1:href>/cal/a.ics\
            </n1:href><n1:propstat><n1:status>HTTP/2 200</n1:status><n1:prop><n1:getetag>"1"
            </n1:getetag></n1:prop></n1:propstat></n1:response></n0:multistatus>
            """,
            // an absolute URL, and what the server has not under 404
            """
            <d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>
            <d:href>https://cal.example.org/cal/%61.ics</d:href><d:propstat><d:prop>
            <d:getetag>"1"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>
            <d:propstat><d:prop><c:calendar-data/><d:displayname/></d:prop>
            <d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>
            </d:multistatus>
            """,
            // no status at all
            """
            <multistatus xmlns="DAV:"><response><href>a.ics</href><propstat><prop><getetag>"1"\
            </getetag></prop></propstat></response></multistatus>
            """,
            // no propstat
            """
            <multistatus xmlns="DAV:"><response><href>/cal/a.ics</href><prop><getetag>"1"\
            </getetag></prop></response></multistatus>
            """,
            // the status of the response beside that of the properties
            """
            <multistatus xmlns="DAV:"><response><href>/cal/a.ics</href><status>HTTP/1.1 200 OK\
            </status><propstat><prop><getetag>"1"</getetag></prop><status>HTTP/1.1 200 OK\
            </status></propstat></response></multistatus>
            """,
        ])
    func etag(_ text: String) throws {
        let (items, _) = try MultistatusStream.read(Array(text.utf8), base: "/cal/")
        #expect(items.map(\.href) == ["/cal/a.ics"])
        #expect(items.first?.found.etag == "\"1\"")
        #expect(items.first?.found.calendarData == nil)
        #expect(items.first?.found.displayName == nil)
        #expect(items.first?.failure == nil)
    }

    @Test func whatIsGoneHasAStatusOfItsOwn() throws {
        let item = try Self.item(
            "<D:href>/cal/a.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status>")
        #expect((item.isGone, item.failure) == (true, 404))
        let cut = try Self.item(
            """
            <D:href>/cal/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status>
            <D:error><D:number-of-matches-within-limits/></D:error>
            """)
        #expect((cut.isGone, cut.failure) == (false, 507))
        #expect(cut.error?.has(DAV.numberOfMatchesWithinLimits) == true)
    }

    /// Method: a property with another status is not there, and its status is kept.
    @Test func propertiesWithAnotherStatusAreNotThere() throws {
        let item = try Self.item(
            """
            <D:href>/cal/a.ics</D:href><D:propstat><D:prop><D:getetag>"1"</D:getetag></D:prop>
            <D:status>HTTP/1.1 403 Forbidden</D:status><D:responsedescription>No.
            </D:responsedescription></D:propstat>
            """)
        #expect(item.found.etag == nil)
        #expect(item.missing == [DAV.getetag: 403])
        #expect(item.failure == 403)
        #expect(item.error?.sentence == "No.")
    }

    @Test func responsesWithoutAPlaceAreLeftOut() throws {
        let text =
            Self.head + "<D:response/><D:response><D:href> </D:href></D:response>"
            + "<D:sync-token> t </D:sync-token></D:multistatus>"
        let (items, end) = try MultistatusStream.read(Array(text.utf8), base: "/cal/")
        #expect(items == [])
        #expect(end.syncToken == "t")
    }

    /// Method: what a parser makes of references and line ends is what is stored.
    @Test func calendarDataIsBytes() throws {
        let properties = try Self.found(
            "<C:calendar-data>BEGIN:VCALENDAR&#13;\nX:ä &lt;&amp;&#13;\n</C:calendar-data>")
        #expect(properties.calendarData == Array("BEGIN:VCALENDAR\r\nX:ä <&\r\n".utf8))
    }

    @Test func propertiesOfACalendar() throws {
        let found = try Self.found(
            """
            <D:resourcetype><D:collection/><C:calendar/></D:resourcetype>
            <D:displayname> Work </D:displayname><A:calendar-color>#4A90D9FF</A:calendar-color>
            <CS:getctag>7</CS:getctag><D:sync-token>urn:7</D:sync-token>
            <D:supported-report-set><D:supported-report><D:report><D:sync-collection/></D:report>
            </D:supported-report><D:supported-report><C:calendar-multiget/></D:supported-report>
            </D:supported-report-set>
            <C:supported-calendar-component-set><C:comp name="VEVENT"/><C:comp name="vtodo"/>
            </C:supported-calendar-component-set>
            <C:max-resource-size>1000</C:max-resource-size>
            <D:current-user-privilege-set><D:privilege><D:read/></D:privilege>
            </D:current-user-privilege-set><P:topic>abc</P:topic>
            <P:transports><P:web-push/><L:websocket><D:href>/n</D:href></L:websocket>
            </P:transports><L:overlap-policy>reject</L:overlap-policy>
            """)
        #expect(found.isCalendar)
        #expect(found.displayName == "Work")
        #expect(found.color == RGB(packed: 0x4A90D9))
        #expect((found.ctag, found.syncToken, found.topic) == ("7", "urn:7", "abc"))
        #expect(found.reports == [DAV.syncCollection, CalDAV.calendarMultiget])
        #expect(found.components == ["VEVENT", "VTODO"])
        #expect(found.maxResourceSize == 1000)
        #expect(found.isReadOnly)
        #expect((found.policy, found.notifications) == (.reject, "/n"))
    }

    @Test(
        "privileges",
        arguments: [
            ("", false),  // the server does not say
            ("<D:current-user-privilege-set/>", true),
            ("<D:privilege><D:all/></D:privilege>", false),
            ("<D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege>", false),
            ("<D:privilege><D:read/><D:write-content/></D:privilege>", false),  // two in one
            ("<D:privilege><D:read/></D:privilege><D:privilege><D:unbind/></D:privilege>", true),
        ])
    func privileges(_ text: String, _ isReadOnly: Bool) throws {
        let isBare = text.isEmpty || text.hasPrefix("<D:current")
        let set = "D:current-user-privilege-set"
        #expect(try Self.found(isBare ? text : "<\(set)>\(text)</\(set)>").isReadOnly == isReadOnly)
    }

    @Test func referencesToOtherPlaces() throws {
        let found = try Self.found(
            """
            <D:current-user-principal><D:href>/p/mina/</D:href></D:current-user-principal>
            <C:calendar-home-set><D:href>https://p34.example.com/1/</D:href><D:href>/2/</D:href>
            </C:calendar-home-set><C:calendar-user-address-set><D:href>mailto:m@x</D:href>
            </C:calendar-user-address-set>
            """)
        #expect(found.principal == "/p/mina/")
        #expect(found.homes == ["https://p34.example.com/1/", "/2/"])
        #expect(found.addresses == ["mailto:m@x"])
        let stranger = try Self.found(
            "<D:current-user-principal><D:unauthenticated/></D:current-user-principal>")
        #expect((stranger.principal, stranger.isUnauthenticated) == (nil, true))
    }

    /// Method: a large answer in pieces is read with what was there before and nothing twice.
    @Test func streamsInPieces() throws {
        var writer = MultistatusWriter()
        let text = Array("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".utf8)
        for number in 0..<500 {
            writer.response(href: "/cal/\(number).ics") { xml in
                xml.propstat(200) { xml in
                    xml.leaf(DAV.getetag, "\"\(number)\"")
                    xml.leaf(CalDAV.calendarData, utf8: text)
                }
            }
        }
        writer.xml.leaf(DAV.syncToken, "end")
        writer.finish()
        let bytes = writer.takeBytes()
        let stream = MultistatusStream(base: "/cal/")
        var items: [MultistatusItem] = []
        for start in stride(from: 0, to: bytes.count, by: 997) {
            items += try stream.read(bytes[start..<min(start + 997, bytes.count)])
        }
        let (last, end) = try stream.finish()
        items += last
        #expect(end.syncToken == "end")
        #expect(items.map(\.href) == (0..<500).map { "/cal/\($0).ics" })
        #expect(items.map(\.found.etag) == (0..<500).map { "\"\($0)\"" })
        #expect(items.allSatisfy { $0.found.calendarData == text })
    }
}
