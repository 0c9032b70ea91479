import Core
import Testing

@testable import DaylineSync

/// Goal: dates and waits of servers are read as RFC 9110 has them.
struct HTTPDateTests {
    /// 1994-11-06T08:49:37Z.
    private static let moment = 784_111_777
    private static let now = Instant(seconds: 784_111_000)

    @Test(
        "dates",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", moment),
            ("Sunday, 06-Nov-94 08:49:37 GMT", moment),  // RFC 850
            ("Sun Nov  6 08:49:37 1994", moment),  // asctime
            ("sun, 6 nov 1994 08:49:37 UTC", moment),
            ("Sun, 06 Nov 1994 08:49:60 GMT", moment + 22),  // a leap second
            ("Friday, 06-Nov-44 08:49:37 GMT", 2_362_034_977),  // 50 years ahead: 2044
            ("Friday, 06-Nov-45 08:49:37 GMT", -762_189_023),  // 51: 1945
            ("Sun, 06 Nov 1994 08:49:37 +0200", nil),
            ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 24:00:00 GMT", nil),
            ("1994-11-06T08:49:37Z", nil),
            ("", nil),
        ])
    func dates(_ text: String, _ seconds: Int?) {
        #expect(HTTPDate.instant(text, now: Self.now)?.seconds == seconds)
    }

    @Test(
        "Retry-After",
        arguments: [
            (["retry-after": "120"], 120),
            (["retry-after": " 0 "], 0),
            (["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"], 777),
            // Our clock is two minutes late: seven minutes by theirs are seven by ours.
            (
                [
                    "retry-after": "Sun, 06 Nov 1994 08:50:00 GMT",
                    "date": "Sun, 06 Nov 1994 08:43:00 GMT",
                ], 420
            ),
            (["retry-after": "Sun, 06 Nov 1994 08:00:00 GMT"], 0),  // past
            (["retry-after": "99999999999999999999"], 7 * 86_400),
            (["retry-after": "Sun, 06 Nov 2094 08:49:37 GMT"], 7 * 86_400),
            (["retry-after": "-5"], nil),
            (["retry-after": "soon"], nil),
            ([:], nil),
        ])
    func retryAfter(_ headers: [String: String], _ wait: Int?) {
        let reply = DAVReply(status: 503, headers: headers)
        #expect(reply.retry(now: Self.now) == wait.map { Self.now.adding(seconds: $0) })
    }
}
