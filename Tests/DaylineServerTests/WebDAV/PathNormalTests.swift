import TestTools
import Testing
import WebDAV

/// Goal: spellings of one place become one.
struct PathNormalTests {
    @Test(
        "foreign paths",
        arguments: [
            ("/cal/a.ics", "/cal/a.ics"),
            ("/cal/%61%2E%69cs", "/cal/a.ics"),  // encoded without need
            ("/m@x/a:b", "/m@x/a:b"),
            ("/m%40x/a%3Ab", "/m@x/a:b"),
            ("/a b/ü", "/a%20b/%C3%BC"),  // not encoded, where it should be
            ("/a+b,c", "/a%2Bb%2Cc"),
            ("/a%2bb", "/a%2Bb"),  // digits in lower case
            ("/a%2Fb", "/a%2Fb"),  // another place than /a/b
            ("//a///b", "/a/b"),
            ("/a/./b/../c", "/a/c"),
            ("/../a", "/a"),
            ("/a/%2E%2E/b", "/b"),
            ("/a/b/..", "/a/"),
            ("/100%", "/100%25"),  // encodes nothing
            ("/a%zz", "/a%25zz"),
            ("/a%FF", "/a%FF"),  // no UTF-8, kept all the same
            ("/", "/"),
            ("/a/", "/a/"),
        ])
    func foreignPaths(_ path: String, _ expected: String) {
        #expect(PathSegments.normalize(path) == expected)
        #expect(PathSegments.normalize(expected) == expected)
    }

    /// Method: random segments; what `PathSegments` writes is the normal spelling.
    @Test func agreesWithPathSegments() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let characters = Array("ab%+ /:@äé😀~-_'()&;=")
        for _ in 0..<500 {
            let segments = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let length = Int.random(in: 1...6, using: &random)
                return String(
                    (0..<length).compactMap { _ in characters.randomElement(using: &random) })
            }
            let path = PathSegments(segments, hasTrailingSlash: .random(using: &random)).path
            #expect(PathSegments.normalize(path) == path, "seed \(seed)")
        }
    }
}
