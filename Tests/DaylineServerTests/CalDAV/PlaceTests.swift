import Testing
import WebDAV

@testable import DaylineServer

@Suite("places")
struct PlaceTests {
    @Test(
        "paths",
        arguments: [
            ("/", .root), ("/dav", .root), ("/dav/", .root),
            ("/.well-known/caldav", .wellKnown),
            ("/dav/principals/", .principals),
            ("/dav/principals/mina", .principal("mina")),
            ("/dav/calendars/", .homes),
            ("/dav/calendars/mina/", .home("mina")),
            ("/dav/calendars/mina/w/", .calendar("w", account: "mina")),
            ("/dav/calendars/mina/w/a%20b", .object("a b", calendar: "w", account: "mina")),
            ("/dav/calendars/a/b/c/d", nil), ("/dav/x", nil), ("/x", nil),
            ("/dav/principals/a/b", nil), ("/calendars/a", nil), ("/notifications", nil),
        ] as [(String, Place?)])
    func paths(_ text: String, _ place: Place?) throws {
        let path = try #require(PathSegments(path: text))
        #expect(Place(path) == place)
        guard let place else { return }
        #expect(PathSegments(path: place.path).flatMap(Place.init) == place)
    }

    @Test(
        "routes beside the calendars",
        arguments: [
            ("/notifications", .notifications),
            (LiveProperties.notificationsPath, .notifications), ("/metrics", .metrics),
            ("/healthz", .health),
            ("/readyz", .readiness), ("/metrics/x", nil), ("/dav/metrics", nil),
        ] as [(String, Route?)])
    func routes(_ path: String, _ route: Route?) {
        #expect(PathSegments(path: path).flatMap(Route.init) == route)
    }

    /// Goal: a method that a place does not know is answered 405, and `Allow` names those that
    /// it does. Method: places, and every method that there is.
    @Test(
        "methods",
        arguments: [
            ("/dav/", "OPTIONS, GET, HEAD, PROPFIND, REPORT"),
            ("/dav/calendars/mina/", "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT"),
            (
                "/dav/calendars/mina/work/",
                """
                OPTIONS, GET, HEAD, DELETE, COPY, MOVE, PROPFIND, PROPPATCH, REPORT, \
                MKCALENDAR, MKCOL
                """
            ),
            (
                "/dav/calendars/mina/work/a.ics",
                """
                OPTIONS, GET, HEAD, PUT, DELETE, COPY, MOVE, PROPFIND, PROPPATCH, REPORT, \
                MKCALENDAR, MKCOL
                """
            ),
        ])
    func methods(_ path: String, _ allowed: String) async throws {
        let dav = try await DAVFixture()
        let options = await dav.send("OPTIONS", path)
        #expect(options.status == 200)
        #expect(options.header("Allow") == allowed)
        #expect(options.header("DAV")?.contains("calendar-access") == true)
        #expect(options.header("DAV")?.contains("dayline-1") == true)
        let others = DAVMethod.allCases.map(\.rawValue) + ["LOCK", "UNLOCK", "POST", "PATCH", "X"]
        let known = allowed.split(separator: ", ").map(String.init)
        for method in others where !known.contains(method) {
            let answer = await dav.send(method, path)
            #expect(answer.status == 405, "\(method)")
            #expect(answer.header("Allow") == allowed)
        }
    }

    /// Goal: a token that may only read changes nothing, one for notifications sees nothing.
    @Test func scopes() async throws {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"))
        let path = "/dav/calendars/mina/work/a.ics"
        for method in DAVMethod.allCases {
            let read = await dav.send(method.rawValue, path, ["Depth": "0"], scope: .read)
            if method.privilege == nil {
                #expect(read.status != 403, "\(method)")
            } else {
                #expect(read.status == 403, "\(method)")
                #expect(read.conditions == [DAV.needPrivileges])
            }
            let none = await dav.send(
                method.rawValue, path, ["Depth": "0"], scope: .notifications)
            #expect(none.status == 403, "\(method)")
        }
        #expect(await dav.text("a.ics") == DAVFixture.event("a"))
    }
}
