import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: a dead letter says what the server said. Method: answers as servers write them.
struct RefusalTests {
    private static func reply(
        _ status: Int, _ body: String, type: String = "application/xml; charset=utf-8"
    ) -> DAVReply {
        DAVReply(
            status: status, headers: ["content-type": type], body: Array(body.utf8),
            url: "https://cal.example.org/cal/a.ics")
    }

    @Test func overlap() throws {
        let refusal = Self.reply(
            409,
            """
            <D:error xmlns:D="DAV:" xmlns:L="https://dayline.dev/ns/"><L:overlap count="3"><L:clash>
            <D:href>/cal/standup.ics</D:href><L:summary>Stand-up</L:summary>
            <L:mine start="2026-12-08T09:30:00Z" end="2026-12-08T10:30:00Z"/>
            <L:theirs start="2026-12-08T09:00:00Z" end="2026-12-08T10:00:00Z"/>
            <L:shared start="2026-12-08T09:30:00Z" end="2026-12-08T10:00:00Z"/></L:clash>
            <L:clash><D:href>/cal/odd.ics</D:href><L:shared start="x" end="y"/></L:clash>
            <L:whole-life/></L:overlap></D:error>
            """
        ).refusal
        let start = Instant(seconds: 1_796_722_200)
        #expect((refusal.status, refusal.precondition) == (409, "overlap"))
        #expect(
            refusal.clashes == [
                OverlapClash(
                    href: "/cal/standup.ics", title: "Stand-up",
                    shared: start..<start.adding(seconds: 1800))
            ])
    }

    @Test(
        "words",
        arguments: [
            // sabre
            (
                reply(
                    415,
                    """
                    <d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">
                    <s:exception>Sabre\\DAV\\Exception</s:exception>
                    <s:message>Needs a UID</s:message>
                    <c:valid-calendar-data xmlns:c="urn:ietf:params:xml:ns:caldav"/></d:error>
                    """), 415, "valid-calendar-data", "Needs a UID"
            ),
            // ours: a sentence inside of the error
            (
                reply(
                    403,
                    """
                    <error xmlns="DAV:"><valid-calendar-data
                    xmlns="urn:ietf:params:xml:ns:caldav"/><diagnostic line="3"
                    xmlns="https://dayline.dev/ns/">No end</diagnostic></error>
                    """), 403, "valid-calendar-data", "No end"
            ),
            // Xandikos: a refusal inside of a 207
            (
                reply(
                    207,
                    """
                    <ns0:multistatus xmlns:ns0="DAV:"><ns0:response><ns0:href>/cal/a.ics</ns0:href>
                    <ns0:status>HTTP/1.1 412 Precondition Failed</ns0:status><ns0:error>
                    <ns1:no-uid-conflict xmlns:ns1="urn:ietf:params:xml:ns:caldav"/></ns0:error>
                    <ns0:responsedescription>UID already in use.</ns0:responsedescription>
                    </ns0:response></ns0:multistatus>
                    """), 412, "no-uid-conflict", "UID already in use."
            ),
            // PROPPATCH: of one failed property and one that hung on it the first counts
            (
                reply(
                    207,
                    """
                    <multistatus xmlns="DAV:"><response><href>/cal/</href><propstat><prop>
                    <displayname/></prop><status>HTTP/1.1 424 Failed Dependency</status></propstat>
                    <propstat><prop><getetag/></prop><status>HTTP/1.1 507 X</status></propstat>
                    </response></multistatus>
                    """), 507, "", ""
            ),
            (
                reply(400, "Bad request: no UID\n", type: "text/plain"), 400, "",
                "Bad request: no UID"
            ),
            (reply(500, "<html><body>Oops</body></html>", type: "text/html"), 500, "", ""),
            (reply(500, "<html><br></html>"), 500, "", ""),  // no XML, whatever it says
            (reply(403, ""), 403, "", ""),
        ] as [(DAVReply, Int, String, String)])
    func words(_ reply: DAVReply, _ status: Int, _ precondition: String, _ reason: String) {
        let refusal = reply.refusal
        #expect(refusal.status == status)
        #expect(refusal.precondition == precondition)
        #expect(refusal.reason == reason)
        #expect(!reply.isDone)
    }

    @Test(
        "done",
        arguments: [
            (reply(201, "", type: "text/plain"), true),
            (reply(204, ""), true),
            (reply(207, "<multistatus xmlns='DAV:'/>"), true),
            (
                reply(
                    207,
                    """
                    <multistatus xmlns="DAV:"><response><href>/cal/</href><propstat><prop>
                    <displayname/></prop><status>HTTP/1.1 200 OK</status></propstat></response>
                    </multistatus>
                    """), true
            ),
            (reply(302, ""), false),
            (reply(404, ""), false),
        ])
    func done(_ reply: DAVReply, _ isDone: Bool) {
        #expect(reply.isDone == isDone)
    }

    /// Method: the place of what is there already, and both words for it.
    @Test func duplicate() throws {
        let error = Self.reply(
            409,
            """
            <D:error xmlns:D="DAV:" xmlns:L="https://dayline.dev/ns/"
            xmlns:C="urn:ietf:params:xml:ns:caldav"><C:no-uid-conflict><D:href>/cal/%62.ics</D:href>
            </C:no-uid-conflict><L:duplicate/></D:error>
            """
        ).meaning.error
        #expect(error?.other == "/cal/b.ics")
        #expect(error?.has(CalDAV.noUidConflict) == true)
        #expect(error?.has(Dayline.duplicate) == true)
        #expect(error?.precondition == "no-uid-conflict")
    }
}
