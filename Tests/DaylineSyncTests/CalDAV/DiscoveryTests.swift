import Core
import Testing
import WebDAV

@testable import DaylineSync

/// Goal: from every address that people have, the calendars of every kind of server are found, and
/// nobody else sees the password. Method: sites as tables, each as the named server shapes it.
struct DiscoveryTests {
    private static let reports = """
        <D:supported-report-set><D:supported-report><D:report><D:sync-collection/></D:report>
        </D:supported-report><D:supported-report><D:report><C:calendar-multiget/></D:report>
        </D:supported-report></D:supported-report-set>
        """

    private static func ours(_ origin: String) -> FakeSite {
        FakeSite([
            "\(origin)/.well-known/caldav": .redirect("/dav/"),
            "PROPFIND \(origin)/dav/": .principal("/dav/principals/mina/", at: "/dav/"),
            "PROPFIND \(origin)/dav/principals/mina/": .home(
                "/dav/calendars/mina/", at: "/dav/principals/mina/"),
            "PROPFIND \(origin)/dav/calendars/mina/": .responses(
                FakeSite.Answer.collection(
                    "/dav/calendars/mina/",
                    "<L:notifications><D:href>/notifications</D:href></L:notifications>")
                    + FakeSite.Answer.calendar(
                        "/dav/calendars/mina/work/",
                        "<D:displayname>Work</D:displayname>\(reports)<P:topic>t1</P:topic>"
                            + "<L:overlap-policy>reject</L:overlap-policy>")),
            "PROPFIND \(origin)/dav/calendars/mina/work/": .responses(
                FakeSite.Answer.calendar(
                    "/dav/calendars/mina/work/",
                    "<D:current-user-principal><D:href>/dav/principals/mina/</D:href>"
                        + "</D:current-user-principal>")),
            "OPTIONS \(origin)/dav/calendars/mina/": .status(
                200, ["dav": "1, 3, access-control, calendar-access, dayline-1"]),
        ])
    }

    /// Method: every address of our server leads to the same.
    @Test(arguments: [
        "cal.example.org", "mina@cal.example.org", "https://cal.example.org",
        "https://cal.example.org/", "https://cal.example.org/dav/principals/mina/",
        "https://cal.example.org/dav/", "https://cal.example.org/dav/calendars/mina/work/",
        "https://cal.example.org/nothing/here",
    ])
    func ourServer(_ address: String) throws {
        var site = Self.ours("https://cal.example.org")
        let found = try site.discover(address).get()
        #expect(found.calendars.map(\.href) == ["/dav/calendars/mina/work/"])
        #expect(found.calendars.map(\.name) == ["Work"])
        #expect(found.calendars.map(\.canSync) == [true])
        #expect(found.calendars.map(\.policy) == [.reject])
        var account = SyncAccount(id: SyncAccountID(row: 2), name: "home")
        found.store(in: &account)
        #expect(account.home == "/dav/calendars/mina/")
        #expect(account.principal == "/dav/principals/mina/")
        #expect(account.notifications == "/notifications")
        #expect(
            account.capabilities == [
                .move, .createOnly, .multiget, .syncCollection, .syncData, .operations,
                .makeCalendar, .notifications,
            ])
        #expect(site.trusted == ["https://cal.example.org"])
    }

    /// Method: Radicale redirects to nothing, has a trailing slash at the principal and calendars
    /// right in it; no notifications, no extensions.
    @Test func radicale() throws {
        var site = FakeSite([
            "http://localhost:5232/.well-known/caldav": .redirect("/"),
            "PROPFIND http://localhost:5232/": .principal("/mina/"),
            "PROPFIND http://localhost:5232/mina/": .home("/mina/", at: "/mina/"),
            "OPTIONS http://localhost:5232/mina/": .status(
                200,
                [
                    "dav": "1, 2, 3, calendar-access, addressbook, extended-mkcol",
                    "allow": "DELETE, GET, HEAD, MKCALENDAR, MKCOL, MOVE, OPTIONS, PROPFIND",
                ]),
        ])
        // Depth 1 at the same place.
        site.answers["PROPFIND http://localhost:5232/mina/"] = .responses(
            FakeSite.Answer.place(
                "/mina/",
                "<C:calendar-home-set><D:href>/mina/</D:href></C:calendar-home-set>")
                + FakeSite.Answer.calendar("/mina/a%20b/", Self.reports)
                + FakeSite.Answer.collection("/mina/contacts/"))
        let found = try site.discover("http://localhost:5232").get()
        #expect(found.calendars.map(\.name) == ["a b"])  // the name of the folder
        #expect(found.origin == "http://localhost:5232")
        #expect(
            found.capabilities == [
                .move, .createOnly, .multiget, .syncCollection, .makeCalendar,
            ])
    }

    /// Method: Xandikos knows no well-known place and refuses OPTIONS nowhere, but may have no
    /// `DAV` header; the home is another collection than the principal.
    @Test func xandikos() throws {
        var site = FakeSite([
            "PROPFIND http://127.0.0.1:8080/": .principal("/user/"),
            "PROPFIND http://127.0.0.1:8080/user/": .home("calendars/", at: "/user/"),  // relative
            "PROPFIND http://127.0.0.1:8080/user/calendars/": .responses(
                FakeSite.Answer.collection("/user/calendars/")
                    + FakeSite.Answer.calendar("/user/calendars/calendar/", Self.reports)),
        ])
        let found = try site.discover("http://127.0.0.1:8080/").get()
        #expect(found.calendars.map(\.href) == ["/user/calendars/calendar/"])
        #expect(found.capabilities == [.move, .createOnly, .multiget, .syncCollection])
    }

    /// Method: sabre behind a proxy that ends TLS calls itself by plain HTTP; the inbox is no
    /// calendar; one calendar may only be read.
    @Test func sabreBehindAProxy() throws {
        let origin = "https://cloud.example.org"
        var site = FakeSite([
            "\(origin)/.well-known/caldav": .redirect("/remote.php/dav/"),
            "PROPFIND \(origin)/remote.php/dav/": .principal(
                "http://cloud.example.org/remote.php/dav/p/mina/", at: "/remote.php/dav/"),
            "PROPFIND \(origin)/remote.php/dav/p/mina/": .home(
                "http://10.0.0.5/remote.php/dav/c/mina/", at: "/remote.php/dav/p/mina/"),
            "PROPFIND \(origin)/remote.php/dav/c/mina/": .responses(
                FakeSite.Answer.collection("/remote.php/dav/c/mina/")
                    + FakeSite.Answer.place(
                        "/remote.php/dav/c/mina/inbox/",
                        "<D:resourcetype><D:collection/><C:schedule-inbox/></D:resourcetype>")
                    + FakeSite.Answer.calendar(
                        "/remote.php/dav/c/mina/team/",
                        "<D:current-user-privilege-set><D:privilege><D:read/></D:privilege>"
                            + "</D:current-user-privilege-set>")),
        ])
        let found = try site.discover("cloud.example.org").get()
        #expect(found.calendars.map(\.href) == ["/remote.php/dav/c/mina/team/"])
        #expect(found.calendars.map(\.isReadOnly) == [true])
        #expect(site.trusted == [origin])
    }

    /// Method: iCloud answers for everybody and keeps each user's calendars on another host.
    @Test func iCloud() throws {
        var site = FakeSite([
            "PROPFIND https://caldav.icloud.com/": .principal("/123/principal/"),
            "PROPFIND https://caldav.icloud.com/123/principal/": .home(
                "https://p34-caldav.icloud.com:443/123/calendars/", at: "/123/principal/"),
            "PROPFIND https://p34-caldav.icloud.com/123/calendars/": .responses(
                FakeSite.Answer.calendar("/123/calendars/home/")),
        ])
        let found = try site.discover("https://caldav.icloud.com").get()
        #expect(found.origin == "https://p34-caldav.icloud.com")
        var account = SyncAccount(id: SyncAccountID(row: 2), name: "icloud")
        account.url = "https://caldav.icloud.com"
        #expect(account.origin == "https://caldav.icloud.com")
        found.store(in: &account)
        #expect(account.home == "https://p34-caldav.icloud.com/123/calendars/")
        #expect(account.origin == "https://p34-caldav.icloud.com")
        #expect(account.principal == "/123/principal/")
    }

    /// Method: Google's principal is given as a whole; a multistatus in the default namespace.
    @Test func google() throws {
        let base = "https://apidata.example.com/caldav/v2/mina%40example.org"
        let path = "/caldav/v2/mina@example.org"
        var site = FakeSite([
            "PROPFIND https://apidata.example.com\(path)/user": .home(
                "/caldav/v2/mina%40example.org/", at: "\(path)/user"),
            "PROPFIND https://apidata.example.com\(path)/": .responses(
                FakeSite.Answer.calendar("/caldav/v2/mina%40example.org/events/")),
        ])
        let found = try site.discover(base + "/user").get()
        #expect(found.calendars.map(\.href) == ["\(path)/events/"])
        #expect(found.principal?.path == "\(path)/user")
    }

    /// Method: SRV leads to hosts of the domain, best first; TXT to the place; others are ignored.
    @Test func directory() throws {
        var site = Self.ours("https://dav.example.org:8443")
        site.answers["PROPFIND https://a.example.org/dav/"] = .failure(.unreachable("no route"))
        let service = ServiceAnswer(
            records: [
                ServiceRecord(host: "dav.example.org", port: 8443, priority: 2),
                ServiceRecord(host: "a.example.org", port: 443, priority: 1),
                ServiceRecord(host: "evil.example.com", port: 443, priority: 0),
                ServiceRecord(host: "badexample.org", port: 443, priority: 0),
            ], path: "/dav/")
        let found = try site.discover("mina@example.org", service: service).get()
        #expect(found.origin == "https://dav.example.org:8443")
        #expect(site.lookedUp == ["_caldavs._tcp.example.org"])
        #expect(
            site.asked.prefix(2) == [
                "PROPFIND https://a.example.org/dav/",
                "PROPFIND https://dav.example.org:8443/dav/",
            ])
        #expect(!site.asked.contains { $0.contains("evil") || $0.contains("badexample") })
        // Whoever names a port or a place wants no other.
        #expect(AccountAddress("https://example.org:444")?.candidates(service).count == 2)
        #expect(AccountAddress("https://example.org/x")?.candidates(service).count == 3)
    }

    /// Method: a calendar or a home without principal is taken as it is.
    @Test(arguments: ["https://x.example/shared/", "https://x.example/shared/team/"])
    func noPrincipal(_ address: String) throws {
        let team = FakeSite.Answer.calendar("/shared/team/")
        var site = FakeSite([
            "PROPFIND https://x.example/shared/": .responses(
                FakeSite.Answer.collection("/shared/") + team),
            "PROPFIND https://x.example/shared/team/": .responses(
                team + FakeSite.Answer.place("/shared/team/1.ics", "<D:getetag>\"1\"</D:getetag>")),
        ])
        let found = try site.discover(address).get()
        #expect(found.calendars.map(\.href) == ["/shared/team/"])
        #expect(found.home?.text == address)
    }

    /// Goal: the credential goes nowhere that the user has not named, or a bare host over TLS.
    @Test(
        "other origins",
        arguments: [
            // address, leads to, followed
            ("https://a.example/", "https://b.example/dav/", true),
            ("https://a.example/dav/", "https://b.example/dav/", false),
            ("https://a.example/", "http://b.example/dav/", false),
            ("http://a.example/dav/", "https://a.example/dav/", true),  // the same with TLS
            ("http://a.example:8080/dav/", "https://a.example/dav/", false),  // another service
            ("http://a.example/", "https://b.example/dav/", false),
        ])
    func otherOrigins(_ address: String, _ target: String, _ isFollowed: Bool) throws {
        let url = try #require(ServerURL(target))
        var site = FakeSite([
            address: .redirect(target),
            "PROPFIND \(target)": .home("/home/", at: url.path),
            "PROPFIND \(url.origin)/home/": .responses(FakeSite.Answer.calendar("/home/a/")),
        ])
        let result = site.discover(address)
        let own = ServerURL(address)?.origin ?? ""
        if isFollowed {
            #expect(try result.get().origin == url.origin)
            #expect(site.trusted == [own, url.origin])
        } else {
            #expect(throws: DiscoveryFailure.self) { try result.get() }
            #expect(site.trusted == [own])
            if case .failure(let failure) = result {
                #expect(failure.reason == .otherOrigin(own, url.origin))
            }
        }
    }

    /// Method: the web server of a bare host sends everything to another one, which has nothing.
    @Test func aPlaceWithNothingDoesNotSeeTheCredential() throws {
        var site = Self.ours("https://example.org")
        site.answers["https://example.org/.well-known/caldav"] = .redirect(
            "https://www.example.org/")
        site.answers["PROPFIND https://example.org/"] = .principal("/dav/principals/mina/")
        let found = try site.discover("example.org").get()
        #expect(found.calendars.count == 1)
        #expect(site.trusted == ["https://example.org"])
    }

    /// Method: a WebSocket elsewhere is as good as none.
    @Test func notificationsElsewhereAreLeftOut() throws {
        var site = FakeSite([
            "PROPFIND https://x.example/dav/": .responses(
                FakeSite.Answer.place(
                    "/dav/",
                    "<C:calendar-home-set><D:href>/home/</D:href></C:calendar-home-set>"
                        + "<L:notifications><D:href>https://y.example/n</D:href></L:notifications>"
                )),
            "PROPFIND https://x.example/home/": .responses(FakeSite.Answer.collection("/home/")),
        ])
        let found = try site.discover("https://x.example/dav/").get()
        #expect(found.notifications == nil)
        #expect(!found.capabilities.contains(.notifications))
    }

    @Test func aHomeElsewhereIsRefusedWhereThePlaceWasNamed() {
        var site = FakeSite([
            "PROPFIND https://a.example/dav/": .home("https://b.example/home/", at: "/dav/")
        ])
        let result = site.discover("https://a.example/dav/")
        #expect(throws: DiscoveryFailure.self) { try result.get() }
        #expect(site.asked == ["PROPFIND https://a.example/dav/"])
    }

    /// Goal: failures say what was tried, and what to do about it.
    @Test(
        "failures",
        arguments: [
            (["https://x.example/": .status(401)], .unauthorized, 2),
            ([:], .nothingThere, 2),
            (
                ["https://x.example/": .failure(.tls("expired"))], .transport(.tls("expired")), 2
            ),
            (
                ["https://x.example/.well-known/caldav": .failure(.unreachable("no route"))],
                .transport(.unreachable("no route")), 2
            ),
            (
                ["https://x.example/": .status(503, ["retry-after": "5"])],
                .busy(
                    DAVReply(
                        status: 503, headers: ["retry-after": "5"], url: "https://x.example/")), 2
            ),
            (["https://x.example/": .status(200)], .nothingThere, 2),  // a web site
            (
                [
                    "PROPFIND https://x.example/": .open(
                        FakeSite.Answer.place(
                            "/",
                            "<D:current-user-principal><D:unauthenticated/>"
                                + "</D:current-user-principal>"))
                ], .nothingThere, 2
            ),
        ] as [([String: FakeSite.Answer], DiscoveryFailure.Reason, Int)])
    func failures(
        _ answers: [String: FakeSite.Answer], _ reason: DiscoveryFailure.Reason, _ tried: Int
    ) {
        var site = FakeSite(answers)
        let result = site.discover("x.example")
        #expect(throws: DiscoveryFailure.self) { try result.get() }
        if case .failure(let failure) = result {
            #expect(failure.reason == reason)
            #expect(failure.tried.count == tried)
            #expect(!failure.text.isEmpty)
        }
    }

    /// Method: after a wrong password nothing else is tried, so that no account gets locked.
    @Test func oneWrongPasswordIsEnough() {
        var site = FakeSite(["https://x.example/.well-known/caldav": .status(401)])
        _ = site.discover("x.example")
        #expect(site.asked.count == 1)
    }

    @Test(arguments: ["", "ftp://x.example", "https://", "a b", "mina@"])
    func noAddress(_ text: String) {
        var site = FakeSite([:])
        let result = site.discover(text)
        #expect(throws: DiscoveryFailure(.noAddress)) { try result.get() }
        #expect(site.asked == [])
    }

    /// Method: an account without calendars is one all the same: some can be made.
    @Test func noCalendarsYet() throws {
        var site = FakeSite([
            "PROPFIND https://x.example/": .home("/home/", at: "/"),
            "PROPFIND https://x.example/home/": .responses(FakeSite.Answer.collection("/home/")),
        ])
        let found = try site.discover("https://x.example").get()
        #expect(found.calendars == [])
        #expect(found.home?.path == "/home/")
    }
}
