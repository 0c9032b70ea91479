import Testing
import WebDAV

@testable import DaylineServer

@Suite("PROPFIND")
struct PropfindTests {
    private static let work = "/dav/calendars/mina/work/"

    /// Goal: each place lists what is right in it, and nothing of others. Method: a row a place.
    @Test(
        "depth one",
        arguments: [
            ("/", ["/dav/", "/dav/principals/", "/dav/calendars/"]),
            ("/dav/", ["/dav/", "/dav/principals/", "/dav/calendars/"]),
            ("/dav/principals/", ["/dav/principals/", "/dav/principals/mina/"]),
            ("/dav/principals/mina/", ["/dav/principals/mina/"]),
            ("/dav/calendars/", ["/dav/calendars/", "/dav/calendars/mina/"]),
            ("/dav/calendars/mina", ["/dav/calendars/mina/", "/dav/calendars/mina/work/"]),
            ("/dav/calendars/mina/work/", [work, "\(work)a%20b.ics"]),
            ("/dav/calendars/mina/work/a%20b.ics", ["\(work)a%20b.ics"]),
        ])
    func depthOne(_ path: String, _ hrefs: [String]) async throws {
        let dav = try await DAVFixture()
        await dav.put("a%20b.ics", DAVFixture.event("a"))
        let answer = await dav.propfind(path, depth: "1")
        #expect(answer.status == 207)
        #expect(answer.hrefs == hrefs)
        let own = await dav.propfind(path, depth: "1", ["Prefer": "depth-noroot"])
        #expect(own.hrefs == Array(hrefs.dropFirst()))
        #expect(await dav.propfind(path, depth: "0").hrefs == [hrefs[0]])
    }

    /// Goal: what cannot be answered. Method: header and body per row.
    @Test(
        "refused",
        arguments: [
            ("infinity", "", 403, DAV.propfindFiniteDepth),
            ("2", "", 400, nil),
            ("0", "<D:propfind xmlns:D='DAV:'/>", 400, nil),
            ("0", "<D:prop xmlns:D='DAV:'/>", 400, nil),
            ("0", "<D:propfind xmlns:D='DAV:'><D:allprop/><D:propname/></D:propfind>", 400, nil),
            ("0", "<D:propfind", 400, nil),
            (
                "0", "<!DOCTYPE a><D:propfind xmlns:D='DAV:'><D:allprop/></D:propfind>", 403,
                XMLName("DAV:", "no-external-entities")
            ),
        ] as [(String, String, Int, XMLName?)])
    func refused(_ depth: String, _ body: String, _ status: Int, _ condition: XMLName?)
        async throws
    {
        let dav = try await DAVFixture()
        let answer = await dav.propfind(Self.work, depth: depth, body: body)
        #expect(answer.status == status)
        #expect(answer.conditions == (condition.map { [$0] } ?? []))
    }

    @Test("without a Depth header it is infinity, which is refused")
    func noDepth() async throws {
        let dav = try await DAVFixture()
        #expect(await dav.send("PROPFIND", Self.work).status == 403)
    }

    /// Goal: the way of a client from the address to its calendars (RFC 6764 §6).
    @Test func discovery() async throws {
        let dav = try await DAVFixture()
        let known = await dav.send("PROPFIND", "/.well-known/caldav", ["Depth": "0"])
        #expect(known.status == 301)
        #expect(known.header("Location") == "/dav/")
        let root = await dav.propfind("/dav/", body: DAVFixture.prop("D:current-user-principal"))
        let principal = root.property("/dav/", DAV.currentUserPrincipal)?.text
        #expect(principal == "/dav/principals/mina/")
        let answer = await dav.propfind(
            principal ?? "",
            body: DAVFixture.prop(
                "C:calendar-home-set", "C:calendar-user-address-set", "D:displayname",
                "D:resourcetype", "CS:email-address-set", "D:group-membership"))
        func property(_ name: XMLName) -> XMLElement? {
            answer.property(principal ?? "", name)
        }
        #expect(property(CalDAV.calendarHomeSet)?.text == "/dav/calendars/mina/")
        #expect(
            property(CalDAV.calendarUserAddressSet)?.elements.map(\.text) == [
                "mailto:mina@mail.example", "/dav/principals/mina/",
            ])
        #expect(property(DAV.displayname)?.text == "mina the user")
        #expect(property(CS.emailAddressSet)?.text == "mina@mail.example")
        #expect(property(DAV.groupMembership)?.children == [])
        #expect(
            property(DAV.resourcetype)?.elements.map(\.name) == [DAV.collection, DAV.principal])
    }

    /// Goal: every property that clients ask a calendar for is answered sensibly. Method: name
    /// and value, or nil for 404, per row.
    @Test(
        "properties of a calendar",
        arguments: [
            ("D:displayname", "work"),
            ("D:owner", "/dav/principals/mina/"),
            ("D:current-user-principal", "/dav/principals/mina/"),
            ("C:max-resource-size", "4194304"),
            ("C:min-date-time", "00020101T000000Z"),
            ("C:max-date-time", "99981231T235959Z"),
            ("C:max-instances", "12000"),
            ("C:max-attendees-per-instance", "1000"),
            ("L:overlap-policy", "allow"),
            ("P:transports", "/notifications"),
            ("D:quota-used-bytes", "0"),
            ("D:quota-available-bytes", nil),
            ("C:schedule-calendar-transp", ""),
            ("C:calendar-timezone", nil),
            ("C:calendar-timezone-id", nil),
            ("A:calendar-color", nil),
            ("A:calendar-order", nil),
            ("C:calendar-description", nil),
            ("CS:source", nil),
            ("CS:pushkey", nil),
            ("CS:allowed-sharing-modes", nil),
            ("D:resource-id", nil),
            ("D:getetag", nil),
            ("X:unheard-of", nil),
            ("C:calendar-data", nil),
        ] as [(String, String?)])
    func calendarProperties(_ name: String, _ value: String?) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.propfind(Self.work, body: DAVFixture.prop(name))
        #expect(answer.properties(Self.work, 200).map(\.text) == (value.map { [$0] } ?? []))
        #expect(answer.properties(Self.work, 404).count == (value == nil ? 1 : 0))
    }

    @Test("what a calendar is and does")
    func calendarStructure() async throws {
        let dav = try await DAVFixture()
        let answer = await dav.propfind(
            Self.work,
            body: DAVFixture.prop(
                "D:resourcetype", "C:supported-calendar-component-set", "D:supported-report-set",
                "D:current-user-privilege-set", "D:sync-token", "CS:getctag"))
        func names(_ property: XMLName, _ inner: [XMLName] = []) -> [XMLName] {
            let elements = answer.property(Self.work, property)?.elements ?? []
            return inner.reduce(elements) { found, name in
                found.filter { $0.name == name }.flatMap(\.elements)
            }.map(\.name)
        }
        #expect(names(DAV.resourcetype) == [DAV.collection, CalDAV.calendar])
        #expect(
            answer.property(Self.work, CalDAV.supportedCalendarComponentSet)?.elements.map {
                $0.attribute("name")
            } == ["VEVENT", "VTODO"])
        let reports = names(DAV.supportedReportSet, [DAV.supportedReport, DAV.report])
        #expect(reports.contains(DAV.syncCollection))
        #expect(reports.contains(CalDAV.calendarMultiget))
        #expect(names(DAV.currentUserPrivilegeSet, [DAV.privilege]).contains(DAV.writeContent))
        let token = answer.property(Self.work, DAV.syncToken)?.text ?? ""
        #expect(SyncToken(text: token) != nil)
    }

    @Test("a token that may only read has no privilege to write")
    func readOnlyPrivileges() async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send(
            "PROPFIND", Self.work, ["Depth": "0"],
            body: DAVFixture.prop("D:current-user-privilege-set"), scope: .read)
        let privileges = answer.property(Self.work, DAV.currentUserPrivilegeSet)?.elements
            .flatMap(\.elements).map(\.name)
        #expect(privileges?.contains(DAV.read) == true)
        #expect(privileges?.contains(DAV.write) == false)
    }

    /// Goal: getctag and sync-token change with every change of the calendar, and with no other.
    @Test func tags() async throws {
        let dav = try await DAVFixture()
        func tags() async -> [String] {
            let answer = await dav.propfind(
                Self.work, body: DAVFixture.prop("CS:getctag", "D:sync-token"))
            return answer.properties(Self.work).map(\.text)
        }
        let before = await tags()
        await dav.put("a.ics", DAVFixture.event("a"))
        let after = await tags()
        #expect(before[0] != after[0] && before[1] != after[1])
        await dav.send("MKCALENDAR", "/dav/calendars/mina/other/")
        #expect(await tags() == after)
    }

    @Test("an object's properties")
    func objectProperties() async throws {
        let dav = try await DAVFixture()
        let path = Self.work + "a.ics"
        let event = DAVFixture.event("a")
        let etag = await dav.put("a.ics", event).etag
        let answer = await dav.propfind(path)
        #expect(answer.property(path, DAV.getetag)?.text == etag)
        #expect(answer.property(path, DAV.getcontentlength)?.text == "\(event.utf8.count)")
        #expect(
            answer.property(path, DAV.getcontenttype)?.text
                == "text/calendar; charset=utf-8; component=VEVENT")
        #expect(answer.property(path, DAV.resourcetype)?.children == [])
        let modified = answer.property(path, DAV.getlastmodified)?.text ?? ""
        #expect(DAVDate.instant(modified) != nil)
    }

    /// Goal: allprop leaves out what RFC 4791 says it must, `include` adds to it, propname gives
    /// names without values.
    @Test func allpropAndNames() async throws {
        let dav = try await DAVFixture()
        let all = await dav.propfind(Self.work).properties(Self.work).map(\.name)
        #expect(all.contains(DAV.displayname))
        for name in [
            CalDAV.supportedCalendarComponentSet, CalDAV.maxResourceSize, DAV.quotaUsedBytes,
            DAV.acl,
        ] { #expect(!all.contains(name)) }
        let included = await dav.propfind(
            Self.work,
            body: """
                <D:propfind \(DAVFixture.prefixes)><D:allprop/>\
                <D:include><C:max-resource-size/><X:none/></D:include></D:propfind>
                """)
        #expect(
            Set(included.properties(Self.work).map(\.name))
                == Set(all + [CalDAV.maxResourceSize]))
        #expect(included.properties(Self.work, 404).map(\.name) == [XMLName("urn:x", "none")])
        let names = await dav.propfind(
            Self.work, body: "<propfind xmlns='DAV:'><propname/></propfind>")
        let elements = names.properties(Self.work)
        #expect(elements.map(\.name).contains(CalDAV.maxResourceSize))
        #expect(elements.filter { !$0.children.isEmpty }.isEmpty)
    }

    @Test(
        "return=minimal leaves out what is missing",
        arguments: [
            ["Prefer": "return=minimal"], ["Brief": "t"], ["Prefer": "wait=1, return=minimal"],
        ])
    func minimal(_ headers: [String: String]) async throws {
        let dav = try await DAVFixture()
        let body = DAVFixture.prop("D:displayname", "X:none")
        let answer = await dav.propfind(Self.work, headers, body: body)
        #expect(answer.header("Preference-Applied") == "return=minimal")
        #expect(answer.properties(Self.work).map(\.text) == ["work"])
        #expect(answer.properties(Self.work, 404).isEmpty)
        // A response without any propstat would not be valid (RFC 8144 §2.1).
        let none = await dav.propfind(Self.work, headers, body: DAVFixture.prop("X:none"))
        #expect(none.xml?.first(DAV.response)?.all(DAV.propstat).count == 1)
    }

    /// Goal: a large calendar is answered in pieces of bounded size, complete and in order.
    @Test func streamed() async throws {
        let dav = try await DAVFixture()
        try await dav.stores.store.write(dav.stores.mina) { store in
            guard let work = try store.collection(named: "work") else { return }
            for number in 0..<1_300 {
                let event = try StoreFixture.event("\(number)", "DTSTART:20261201T090000Z")
                _ = try store.put(event, named: "\(number).ics", in: work.id)
            }
        }
        let answer = await dav.propfind(
            Self.work, depth: "1", body: DAVFixture.prop("D:getetag", "D:getcontenttype"))
        #expect(answer.pieces > 2)
        #expect(answer.hrefs == [Self.work] + (0..<1_300).map { "\(Self.work)\($0).ics" })
    }

    @Test("too many names in one request are refused")
    func manyNames() async throws {
        let dav = try await DAVFixture()
        func body(_ count: Int) -> String {
            let names = (0..<count).map { "<X:p\($0)/>" }.joined()
            return "<D:propfind \(DAVFixture.prefixes)><D:prop>\(names)</D:prop></D:propfind>"
        }
        let limit = CalDAVLimits.requestedProperties
        #expect(await dav.propfind(Self.work, body: body(limit)).status == 207)
        #expect(await dav.propfind(Self.work, body: body(limit + 1)).status == 400)
    }
}
