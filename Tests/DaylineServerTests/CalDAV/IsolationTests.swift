import Core
import TestTools
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: an identity never sees or changes another account's data. Method: random requests of one
/// account at the other's places, by every spelling of a path and in every header and body that
/// can hold one; the seed is printed.
@Suite("isolation")
struct IsolationTests {
    /// What only joon's data has, and no request of mina's says.
    private static let secrets = ["SECRET-TITLE", "secret-uid", "Secret Calendar", "joon the user"]

    private func fixture() async throws -> DAVFixture {
        let dav = try await DAVFixture()
        await dav.put(
            "a.ics", DAVFixture.event("secret-uid", "SUMMARY:SECRET-TITLE"), as: "joon")
        await dav.put("a.ics", DAVFixture.event("own"))
        let body = """
            <D:propertyupdate xmlns:D="DAV:"><D:set><D:prop>\
            <D:displayname>Secret Calendar</D:displayname></D:prop></D:set></D:propertyupdate>
            """
        await dav.send("PROPPATCH", "/dav/calendars/joon/work/", body: body, as: "joon")
        return dav
    }

    /// All that an account has.
    private struct Everything: Hashable {
        let seq: Seq
        let calendars: [CalendarCollection]
        let properties: [[StoredProperty]]
        let objects: [Resource]
    }

    private func state(_ dav: DAVFixture) async throws -> Everything {
        try await dav.stores.store.read(dav.stores.joon) { store in
            let calendars = try store.collections()
            let owners = [.principal, .home] + calendars.map { PropertyOwner.collection($0.id) }
            return Everything(
                seq: try store.seq, calendars: calendars,
                properties: try owners.map(store.properties(of:)),
                objects: try calendars.flatMap {
                    try store.resources(in: $0.id, component: nil, after: nil, limit: 99)
                })
        }
    }

    @Test("another account's places", arguments: 1...20 as ClosedRange<UInt64>)
    func others(_ seed: UInt64) async throws {
        let dav = try await fixture()
        let before = try await state(dav)
        var random = SplitMix(seed: seed)
        for step in 0..<100 {
            let request = Self.request(&random)
            let answer = await dav.send(
                request.method, request.path, request.headers, body: request.body)
            let place = PathSegments(path: request.path).flatMap(Place.init)
            if place?.account == "joon" {
                #expect(answer.status == 404, "seed \(seed), step \(step): \(request)")
                #expect(answer.bytes.isEmpty)
            }
            for secret in Self.secrets {
                #expect(!answer.text.contains(secret), "seed \(seed), step \(step): \(request)")
            }
        }
        #expect(try await state(dav) == before, "seed \(seed)")
    }

    /// Goal: every place of another account is as if it were not there, for every method. Method:
    /// all routes that name an account; a new one does not compile here without a row.
    @Test("every route and method", arguments: Route.allCases)
    func everyRoute(_ route: Route) async throws {
        guard let path = Self.theirs(route) else { return }
        #expect(PathSegments(path: path).flatMap(Route.init) == route)
        let dav = try await fixture()
        let before = try await state(dav)
        let methods = DAVMethod.allCases.map(\.rawValue) + ["LOCK", "UNLOCK", "POST", "PATCH"]
        for method in methods {
            for scope in [TokenScope.full, .read] {
                let answer = await dav.send(
                    method, path, ["Depth": "0", "Destination": "/dav/calendars/mina/work/x"],
                    body: DAVFixture.event("x"), scope: scope)
                #expect(answer.status == 404, "\(method)")
                #expect(answer.bytes.isEmpty && answer.headers.isEmpty, "\(method)")
            }
        }
        #expect(try await state(dav) == before)
    }

    /// Joon's place of a route; nil where all accounts have the same.
    private static func theirs(_ route: Route) -> String? {
        switch route {
        case .wellKnown, .root, .principals, .homes: nil
        case .notifications, .metrics, .health, .readiness: nil
        case .principal: "/dav/principals/joon/"
        case .home: "/dav/calendars/joon/"
        case .calendar: "/dav/calendars/joon/work/"
        case .resource: "/dav/calendars/joon/work/a.ics"
        }
    }

    private struct Request {
        var method: String
        var path: String
        var headers: [String: String]
        var body: String
    }

    private static func request(_ random: inout SplitMix) -> Request {
        func pick<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: 0..<values.count, using: &random)]
        }
        let theirs = [
            "/dav/principals/joon/", "/dav/calendars/joon/", "/dav/calendars/joon/work/",
            "/dav/calendars/joon/work/a.ics", "/dav/calendars/joon/none/", "/dav/calendars/joon",
            "/dav/calendars/%6Aoon/work/a.ics", "/dav/calendars/j%6fon/work",
            "/dav/calendars/joon/work/new.ics", "/dav/principals/joon",
        ]
        let tricky = [
            "/dav/calendars/mina/../joon/work/a.ics", "/dav/calendars/mina/%2e%2e/joon/",
            "/dav/calendars//joon/work/", "/dav/calendars/JOON/work/a.ics",
            "/dav/calendars/joon%2Fwork/", "/dav/calendars/mina/work/..%2f..%2fjoon",
            "/dav/calendars/mina%00joon/", "/dav/calendars/joon%20/work/",
        ]
        let own = [
            "/dav/", "/dav/principals/", "/dav/calendars/", "/dav/calendars/mina/",
            "/dav/calendars/mina/work/", "/dav/calendars/mina/work/a.ics",
        ]
        let other = pick(theirs + tricky)
        let bodies = [
            "", DAVFixture.event("new"), DAVFixture.event("secret-uid-not"),
            "<D:propfind xmlns:D='DAV:'><D:allprop/></D:propfind>",
            DAVFixture.prop("D:displayname", "C:calendar-home-set", "D:acl", "D:owner"),
            """
            <D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>mine</D:displayname>\
            </D:prop></D:set></D:propertyupdate>
            """,
            """
            <D:expand-property xmlns:D="DAV:"><D:property name="owner"><D:property \
            name="displayname"/></D:property></D:expand-property>
            """,
            """
            <D:principal-property-search xmlns:D="DAV:"><D:property-search><D:prop>\
            <D:displayname/></D:prop><D:match>o</D:match></D:property-search>\
            <D:prop><D:displayname/></D:prop></D:principal-property-search>
            """,
            """
            <D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><owner-of xmlns="urn:x">\
            <D:href>\(other)</D:href></owner-of></D:prop></D:set></D:propertyupdate>
            """,
        ]
        let isAtOther = Int.random(in: 0..<3, using: &random) > 0
        return Request(
            method: pick(DAVMethod.allCases.map(\.rawValue) + ["LOCK", "POST"]),
            path: isAtOther ? other : pick(own),
            headers: [
                "Depth": pick(["0", "1", "infinity"]),
                "Destination": pick([other, "https://cal.example\(other)"]),
                "If": pick(["(<a>)", "<\(other)> (Not <DAV:no-lock>)"]),
                "Overwrite": pick(["T", "F"]),
            ].filter { $0.key != "If" || isAtOther || Bool.random(using: &random) },
            body: pick(bodies))
    }

    /// Goal: the random requests do reach what they should: the owner is answered where mina is
    /// not.
    @Test func theOwnerSeesIt() async throws {
        let dav = try await fixture()
        let answer = await dav.send("GET", "/dav/calendars/joon/work/a.ics", as: "joon")
        #expect(answer.text.contains("SECRET-TITLE"))
        let calendar = await dav.propfind("/dav/calendars/joon/work/", as: "joon")
        #expect(calendar.text.contains("Secret Calendar"))
    }
}
