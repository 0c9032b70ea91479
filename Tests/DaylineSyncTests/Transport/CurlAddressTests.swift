import Testing

@testable import DaylineSync

/// Goal: an address says the same to us and to libcurl. Method: tables, no network.
struct CurlAddressTests {
    @Test(
        "what an address is made of",
        arguments: [
            // written, read as, origin
            ("https://Example.ORG/a%2Fb/", "https://example.org/a%2Fb/", "https://example.org:443"),
            ("http://[::1]:5232/", "http://[::1]:5232/", "http://[::1]:5232"),
            // A password in an address would get into logs and answers.
            ("https://mina:secret@h/x#y", "https://h/x", "https://h:443"),
            // What a path says is the server's business.
            ("https://h/a/../b", "https://h/a/../b", "https://h:443"),
        ])
    func parts(_ written: String, _ text: String, _ origin: String) throws {
        let address = try #require(CurlAddress(written))
        #expect(address.text.lowercased() == text.lowercased())
        #expect(address.origin == origin)
    }

    @Test("what is no address", arguments: ["", "/dav/", "example.org", "file:///etc/passwd"])
    func wrong(_ text: String) {
        #expect(CurlAddress(text) == nil)
    }

    @Test(
        "what cannot leave the machine",
        arguments: [
            ("http://localhost/", true), ("http://127.0.0.1:80/", true), ("http://[::1]/", true),
            ("http://127.8.9.1/", true),
            // Names that only look like it.
            ("http://127.0.0.1.example.org/", false), ("http://localhost.example.org/", false),
            ("http://10.0.0.1/", false), ("http://[::2]/", false),
        ])
    func loopback(_ text: String, _ expected: Bool) throws {
        #expect(try #require(CurlAddress(text)).isLoopback == expected)
    }

    @Test(
        "where a redirect leads",
        arguments: [
            // from, status, Location, to; nil means the answer is the answer
            ("https://h/a", 301, "/b/", "https://h/b/"),
            ("https://h/a/x", 302, "y", "https://h/a/y"),
            ("https://h/a", 307, "https://g:8443/b", "https://g:8443/b"),
            ("http://h/a", 308, "https://h/a", "https://h/a"),
            // A blank is no reason to give up.
            ("https://h/a", 302, "/b c/", "https://h/b%20c/"),
            // Asks for a GET of something else.
            ("https://h/a", 303, "/b/", nil),
            // Not modified is about no place.
            ("https://h/a", 304, "/b/", nil),
            ("https://h/a", 301, nil, nil),
            ("https://h/a", 207, "/b/", nil),
        ] as [(String, Int, String?, String?)])
    func redirects(_ from: String, _ status: Int, _ location: String?, _ to: String?) throws {
        let address = try #require(CurlAddress(from))
        let redirect = CurlRedirect(status: status, location: location, from: address)
        let expected = try to.map {
            CurlRedirect.follow(
                try #require(CurlAddress($0)), isPermanent: status == 301 || status == 308)
        }
        #expect(redirect == expected ?? .none)
    }

    @Test(
        "redirects that are not followed",
        arguments: [
            // What was secret on the way would not be any more.
            "http://h/a",
            // Not of the web at all.
            "file:///etc/passwd", "gopher://h/",
        ])
    func refusedRedirects(_ location: String) throws {
        let address = try #require(CurlAddress("https://h/a"))
        guard case .refuse = CurlRedirect(status: 302, location: location, from: address) else {
            Issue.record("followed")
            return
        }
    }

    @Test("headers: lists are joined, of others the last counts, and an answer begins anew")
    func heads() {
        var head = CurlHead()
        let lines = [
            "HTTP/1.1 401 No", "WWW-Authenticate: Basic", "", "HTTP/1.1 207 Multi-Status",
            "DAV: 1, 3", "dav: calendar-access", "ETag: \"a\"", "etag:  \"b:c\" \t", "Empty:",
            "WWW-Authenticate: Digest realm=\"a, b\"", "Date: Mon", "www-authenticate: Basic",
            "DAV: dayline-1", "Date: Tue", "",
        ]
        for line in lines {
            _ = Array("\(line)\r\n".utf8).withUnsafeBytes { head.take($0) }
        }
        #expect(head.status == 207)
        let expected = [
            "dav": "1, 3, calendar-access, dayline-1", "etag": "\"b:c\"", "empty": "",
            "www-authenticate": "Digest realm=\"a, b\", Basic", "date": "Tue",
        ]
        #expect(head.fields == expected)
    }
}
