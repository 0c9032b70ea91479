import Core
import Testing

/// Goal: what `If-Match` may say, and which tags name one state.
struct ETagTests {
    @Test(
        "strong",
        arguments: [
            ("\"a\"", "\"a\""),
            (" \"a\"\n", "\"a\""),
            ("a", "\"a\""),  // some leave the quotes out
            ("W/\"a\"", nil),
            ("w/\"a\"", nil),
            ("\"a-gzip\"", "\"a-gzip\""),  // as it was said: cut for comparison only
            ("", nil),
        ])
    func strong(_ text: String, _ strong: String?) {
        #expect(ETag(text)?.strong == strong)
    }

    @Test(
        "same state",
        arguments: [
            ("\"a\"", "\"a\"", true),
            ("\"a\"", "W/\"a\"", true),
            ("\"a-gzip\"", "\"a\"", true),
            ("W/\"a-gzip\"", "a", true),
            ("\"a\"", "\"b\"", false),
            ("\"a\"", nil, false),
            (nil, nil, false),  // two unknown states need not be one
        ] as [(String?, String?, Bool)])
    func same(_ one: String?, _ other: String?, _ areSame: Bool) {
        #expect(ETag.areSame(one, other) == areSame)
        #expect(ETag.areSame(other, one) == areSame)
    }
}
