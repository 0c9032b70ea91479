import Core
import HTTPTypes
import Testing

@testable import DaylineServer

@Suite("header fields")
struct HeaderTests {
    /// Goal: the grammar of RFC 4918 §10.4. Method: text per row, with how many lists it has;
    /// nil is refused.
    @Test(
        "If",
        arguments: [
            ("(<a>)", 1),
            ("([\"e\"])", 1),
            ("( <a> [\"e\"] Not <b> )", 1),
            ("(<a>) (not [W/\"e\"])", 2),
            ("</x> (<a>) (<b>) <http://y/> ([\"e\"])", 3),
            ("", nil), ("  ", nil), ("<a>", nil), ("()", nil), ("(<a>", nil), ("(<>)", nil),
            ("(a)", nil), ("(Not)", nil), ("(<a>) </x> (<b>)", nil), ("(<a>) x", nil),
        ] as [(String, Int?)])
    func ifHeader(_ text: String, _ lists: Int?) {
        #expect(IfHeader(text)?.lists.count == lists)
    }

    @Test("more lists than the limit are refused")
    func ifHeaderLimit() {
        let list = { String(repeating: "(<a>)", count: $0) }
        #expect(IfHeader(list(IfHeader.limit)) != nil)
        #expect(IfHeader(list(IfHeader.limit + 1)) == nil)
    }

    @Test(
        "entity tags",
        arguments: [
            ("*", .any),
            (" \"a\" ", .list(["\"a\""])),
            ("\"a\",W/\"b\" , \"c,d\"", .list(["\"a\"", "W/\"b\"", "\"c,d\""])),
            ("a, b", .list(["\"a\"", "\"b\""])),  // as some clients write it
            ("", nil), ("\"a", nil), ("W/", nil), ("W/a", nil),
        ] as [(String, EntityTags?)])
    func entityTags(_ text: String, _ tags: EntityTags?) {
        #expect(EntityTags(text) == tags)
    }

    /// Goal: dates are written as RFC 9110 §5.6.7 wants, and read again. Method: seconds and text.
    @Test(
        "dates",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
        ])
    func dates(_ seconds: Int, _ text: String) {
        #expect(DAVDate.text(WallTime(milliseconds: seconds * 1000)) == text)
        #expect(DAVDate.instant(text) == Instant(seconds: seconds))
    }

    @Test(
        "what is no date",
        arguments: [
            "", "Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nop 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ])
    func noDates(_ text: String) {
        #expect(DAVDate.instant(text) == nil)
    }

    /// Goal: a failure of the store tells a client what to do, and nothing of itself.
    @Test(
        "failures",
        arguments: [
            (StoreError.full, 507, nil),
            (.readOnly(reason: "secret"), 503, "5"),
            (.busy, 503, "5"),
            (.closed, 503, "5"),
            (.fenced, 503, "5"),
            (.damaged(reason: "secret"), 500, nil),
            (.cannotOpen(path: "secret", reason: ""), 500, nil),
        ] as [(StoreError, Int, String?)])
    func failures(_ error: StoreError, _ status: Int, _ retry: String?) async {
        let answer = await DAVAnswer(DAVFailure(error).response)
        #expect(answer.status == status)
        #expect(answer.header("Retry-After") == retry)
        #expect(!answer.text.contains("secret"))
    }
}
