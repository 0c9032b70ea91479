import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: requests say what the RFCs want, and nothing that some servers fail at.
struct DAVRequestTests {
    private static let operation = OperationID("01890000-0000-7000-8000-000000000000")

    @Test func propfindNamesWhatItWants() throws {
        let request = DAVRequest.listing(ofCalendar: "/cal/")
        #expect((request.method, request.target) == ("PROPFIND", "/cal/"))
        #expect(request.header("depth") == "1")
        #expect(request.header("Content-Type") == "application/xml; charset=utf-8")
        let body = try parseXML(request.body)
        #expect(body.name == DAV.propfind)
        #expect(
            body.first(DAV.prop)?.elements.map(\.name) == [
                DAV.getetag, DAV.resourcetype, DAV.getcontenttype,
            ])
    }

    /// Method: with and without token; never a limit, because servers cut at it and go on behind.
    @Test(arguments: [nil, "urn:x"])
    func syncCollection(_ token: String?) throws {
        let request = DAVRequest.changes(inCalendar: "/cal/", since: token, data: true)
        #expect((request.method, request.header("Depth")) == ("REPORT", "0"))
        let body = try parseXML(request.body)
        #expect(body.elements.map(\.name) == [DAV.syncToken, DAV.syncLevel, DAV.prop])
        #expect(body.first(DAV.syncToken)?.text == token ?? "")
        #expect(body.first(DAV.syncLevel)?.text == "1")
        #expect(body.first(DAV.prop)?.first(CalDAV.calendarData) != nil)
        let brief = DAVRequest.changes(inCalendar: "/cal/", since: token, data: false)
        #expect(try parseXML(brief.body).first(DAV.prop)?.elements.map(\.name) == [DAV.getetag])
    }

    @Test func multigetEscapesAddresses() throws {
        let request = DAVRequest.multiget(inCalendar: "/cal/", ["/cal/a.ics", "/cal/a&b.ics"])
        #expect(request.header("Depth") == nil)  // RFC 4791 §7.9
        let body = try parseXML(request.body)
        #expect(body.name == CalDAV.calendarMultiget)
        #expect(body.all(DAV.href).map(\.text) == ["/cal/a.ics", "/cal/a&b.ics"])
    }

    @Test(
        "conditions",
        arguments: [
            (WriteCondition.nothingThere, "*", nil),
            (.etag("\"a\""), nil, "\"a\""),
            (.anything, nil, nil),
        ] as [(WriteCondition, String?, String?)])
    func conditions(_ condition: WriteCondition, _ ifNoneMatch: String?, _ ifMatch: String?) {
        let requests = [
            DAVRequest.put("/cal/a", [1], if: condition, operation: Self.operation),
            .delete("/cal/a", if: condition, operation: Self.operation),
            .move("/cal/a", to: "/b/a", if: condition, operation: Self.operation),
        ]
        for request in requests {
            #expect(request.header("If-None-Match") == ifNoneMatch)
            #expect(request.header("If-Match") == ifMatch)
            #expect(request.header("Dayline-Operation") == Self.operation.text)
        }
        #expect(requests.map(\.method) == ["PUT", "DELETE", "MOVE"])
        #expect(requests[0].header("Content-Type") == "text/calendar; charset=utf-8")
        #expect(requests[2].header("Destination") == "/b/a")
        #expect(requests[2].header("Overwrite") == "F")
    }

    /// Method: foreign servers refuse a whole MKCALENDAR for one property that they do not know.
    @Test(arguments: [nil, OverlapPolicy.warn])
    func calendars(_ policy: OverlapPolicy?) throws {
        let red = RGB(packed: 0xFF0010)
        let made = DAVRequest.makeCalendar(
            "/home/a/", name: "A & B", color: red, policy: policy, operation: nil)
        #expect(made.header("Dayline-Operation") == nil)
        let properties = try parseXML(made.body).first(DAV.set)?.first(DAV.prop)
        #expect(properties?.first(DAV.displayname)?.text == "A & B")
        #expect(properties?.first(Apple.calendarColor)?.text == "#FF0010FF")
        #expect(properties?.first(Dayline.overlapPolicy)?.text == policy?.rawValue)
        let changed = DAVRequest.changeCalendar(
            "/home/a/", name: nil, color: red, policy: policy, operation: nil)
        let names = try parseXML(changed.body).first(DAV.set)?.first(DAV.prop)?.elements
        let expected = [Apple.calendarColor] + (policy == nil ? [] : [Dayline.overlapPolicy])
        #expect(names?.map(\.name) == expected)
    }
}
