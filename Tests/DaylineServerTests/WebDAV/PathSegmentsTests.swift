import TestTools
import Testing
import WebDAV

struct PathSegmentsTests {
    /// Goal: what a path says. Method: one path per row; nil is refused.
    @Test(
        "paths",
        arguments: [
            ("/", [], true),
            ("/dav", ["dav"], false),
            ("/dav/", ["dav"], true),
            ("/dav/a%20b/%E2%82%AC.ics", ["dav", "a b", "€.ics"], false),
            ("/a%40b:c", ["a@b:c"], false),
            ("/%41%2e%41", ["A.A"], false),
        ] as [(String, [String], Bool)])
    func paths(_ path: String, _ segments: [String], _ hasSlash: Bool) {
        #expect(
            PathSegments(path: path) == PathSegments(segments, hasTrailingSlash: hasSlash))
    }

    @Test(
        "refused",
        arguments: [
            "", "dav", "//", "/a//b", "/.", "/..", "/a/../b", "/a/./b", "/%2e%2e/b", "/%2E",
            "/a%2Fb", "/a%2fb", "/a%00", "/%0d%0a", "/%7F", "/%", "/%4", "/%zz", "/%C3%28", "/%FF",
            "/%ED%A0%80",  // a surrogate
            "/%C0%AF",  // a slash, overlong
        ])
    func refused(_ path: String) {
        #expect(PathSegments(path: path) == nil)
    }

    /// Goal: any name that is allowed survives the way into a path and back. Method: random
    /// names over all of Unicode; the seed is printed.
    @Test(arguments: 0..<200) func roundTrip(_ seed: UInt64) {
        var random = SplitMix(seed: seed)
        let segments = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(
                        in: 0x20...(Bool.random(using: &random) ? 0x7E : 0x2FFFF),
                        using: &random))
            }.filter { $0 != "/" && $0.value != 0x7F }
            let name = String(String.UnicodeScalarView(scalars))
            return ["", ".", ".."].contains(name) ? "x" : name
        }
        let path = PathSegments(segments, hasTrailingSlash: Bool.random(using: &random))
        #expect(PathSegments(path: path.path) == path, "seed \(seed)")
        #expect(path.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "seed \(seed)")
    }

    /// Goal: an href is a path or a URL of this server, nothing else.
    @Test(
        "hrefs",
        arguments: [
            ("/a/b", ["a", "b"]),
            ("\n  /a/b ", ["a", "b"]),
            ("https://cal.example/a/b", ["a", "b"]),
            ("HTTPS://Cal.Example/a/b", ["a", "b"]),
            ("https://cal.example", nil),
            ("https://cal.example.evil/a", nil),
            ("http://cal.example/a", nil),
            ("//cal.example/a", nil),
            ("/a?b", nil),
            ("a/b", nil),
        ] as [(String, [String]?)])
    func hrefs(_ href: String, _ segments: [String]?) {
        #expect(
            PathSegments(href: href, origin: "https://cal.example")?.segments == segments)
    }
}
