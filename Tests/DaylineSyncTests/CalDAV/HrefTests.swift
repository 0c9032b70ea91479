import Testing

@testable import DaylineSync

/// Goal: however a server writes a place, it is one path; origins are told apart.
struct HrefTests {
    @Test(
        "paths",
        arguments: [
            ("/dav/cal/a.ics", "/dav/cal/a.ics"),
            ("\n  /dav/cal/a.ics ", "/dav/cal/a.ics"),
            ("https://cal.example.org/dav/cal/a.ics", "/dav/cal/a.ics"),
            ("http://10.0.0.5:5232/dav/cal/a.ics", "/dav/cal/a.ics"),  // its name behind a proxy
            ("//cal.example.org/dav/cal/a.ics", "/dav/cal/a.ics"),
            ("a.ics", "/dav/cal/a.ics"),  // relative
            ("./a.ics", "/dav/cal/a.ics"),
            ("../cal/a.ics", "/dav/cal/a.ics"),
            ("/dav/cal/%61.ics", "/dav/cal/a.ics"),
            ("/dav//cal/a.ics", "/dav/cal/a.ics"),
            ("/dav/cal/a.ics?x=1#y", "/dav/cal/a.ics"),
            ("/dav/cal/.hidden", "/dav/cal/.hidden"),
            ("/dav/cal/x@y%2Fz", "/dav/cal/x@y%2Fz"),
            ("https://cal.example.org", "/"),
            ("", "/dav/cal/"),
        ])
    func paths(_ href: String, _ expected: String) {
        #expect(Href.path(href, from: "/dav/cal/") == expected)
        #expect(Href.path(href, from: "https://cal.example.org/dav/cal/?q") == expected)
    }

    @Test func aSlashAtTheEndMakesNoOtherPlace() {
        #expect(Href.areSame("/dav/cal", "/dav/cal/"))
        #expect(!Href.areSame("/dav/cal", "/dav/ca"))
    }

    @Test(
        "URLs",
        arguments: [
            ("https://Cal.Example.org", "https://cal.example.org", "/"),
            ("https://cal.example.org:443/a b", "https://cal.example.org", "/a%20b"),
            ("http://cal.example.org:8080/a/", "http://cal.example.org:8080", "/a/"),
            ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443", "/a"),
            ("https://mina@cal.example.org/a", "https://cal.example.org", "/a"),
            ("https://good.example@evil.example/a", "https://evil.example", "/a"),
            ("ftp://cal.example.org/", nil, ""),
            ("https://", nil, ""),
            ("https://a:99999/", nil, ""),
            ("https://a\\b/", nil, ""),
            ("cal.example.org", nil, ""),
        ])
    func urls(_ text: String, _ origin: String?, _ path: String) {
        let url = ServerURL(text)
        #expect(url?.origin == origin)
        #expect(url?.path ?? "" == path)
    }

    @Test(
        "references",
        arguments: [
            ("/b", "https://a.example/b"),
            ("c", "https://a.example/dav/c"),
            ("https://b.example/c", "https://b.example/c"),
            ("//b.example/c", "https://b.example/c"),
            ("x:y", "https://a.example/dav/x:y"),
            ("mailto://x", nil),
        ])
    func references(_ reference: String, _ expected: String?) {
        #expect(ServerURL("https://a.example/dav/x")?.resolving(reference)?.text == expected)
    }

    @Test(arguments: [
        ("http://localhost:1/", true), ("http://127.0.0.1/", true), ("http://[::1]/", true),
        ("http://127.example.org/", false), ("http://example.org/", false),
    ])
    func loopback(_ text: String, _ isLoopback: Bool) {
        #expect(ServerURL(text)?.isLoopback == isLoopback)
    }
}
