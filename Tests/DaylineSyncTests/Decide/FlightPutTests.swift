import Core
import Testing

@testable import DaylineSync

/// Goal: every row of what a server may answer to a write. Method: the conversation, word by word.
@Suite("storing an object")
struct FlightPutTests {
    @Test("an update", arguments: updates + lost)
    func update(_ row: FlightCase) { row.check() }

    @Test("a creation", arguments: creations)
    func creation(_ row: FlightCase) { row.check() }

    @Test("a refusal", arguments: refusals)
    func refusal(_ row: FlightCase) { row.check() }

    @Test("an attempt that came to nothing", arguments: failures)
    func failure(_ row: FlightCase) { row.check() }

    @Test("without etags", arguments: withoutETags)
    func withoutETag(_ row: FlightCase) { row.check() }

    static let write = "PUT /c/a.ics If-Match: \"1\" mine"
    static let create = "PUT /c/a.ics If-None-Match: * mine"
    static let look = "GET /c/a.ics"
    static let collection = "PROPFIND /c/"

    static let updates = [
        FlightCase(
            sentence: "a strong etag says that it was stored as it was sent",
            exchanges: [(write, .status(204, etag: "\"2\""))],
            outcome: .accepted(href: "/c/a.ics", etag: "\"2\"")),
        FlightCase(
            sentence: "a PUT may return no etag: it is read again",
            exchanges: [(write, .status(204)), (look, .status(200, etag: "\"2\"", "mine"))],
            outcome: .acceptedAs("mine", etag: "\"2\"")),
        FlightCase(
            sentence: "a weak etag is none: it is read again, and kept for comparing",
            exchanges: [
                (write, .status(204, etag: "W/\"2\"")), (look, .status(200, etag: "W/\"2\"", "x")),
            ],
            outcome: .acceptedAs("x", etag: "W/\"2\"")),
        FlightCase(
            sentence: "412: what the server has is handed to the merge",
            exchanges: [(write, .status(412)), (look, .status(200, etag: "\"2\"", "theirs"))],
            outcome: .overtaken("theirs", etag: "\"2\"")),
        FlightCase(
            sentence: "412, and nothing there: deleted by others, once the collection is seen",
            exchanges: [
                (write, .status(412)), (look, .status(404)), (collection, .status(207)),
            ],
            outcome: .overtaken(nil)),
        FlightCase(
            sentence: "404 on an update: look at the collection first; it is gone: wait",
            exchanges: [
                (write, .status(404)), (look, .status(404)), (collection, .status(404)),
            ],
            outcome: .later(1, .mayBeDone, "the calendar is not on the server any more")),
        FlightCase(
            sentence: "410 and the collection is there: deleted by others",
            exchanges: [
                (write, .status(410)), (look, .status(410)), (collection, .status(207)),
            ],
            outcome: .overtaken(nil)),
        FlightCase(
            sentence: "423: back off, this one only",
            exchanges: [(write, .status(423))],
            outcome: .later(1, .notDone, "HTTP 423")),
        FlightCase(
            sentence: "a failed precondition with equal content is no edit conflict: new etag",
            exchanges: [
                (write, .status(412)), (look, .status(200, etag: "\"2\"", "base")),
                ("PUT /c/a.ics If-Match: \"2\" mine", .status(204, etag: "\"3\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"3\"")),
        FlightCase(
            sentence: "the same etag, and 412 all the same (weak ones, gzip): written without",
            exchanges: [
                (write, .status(412)), (look, .status(200, etag: "\"1-gzip\"", "base")),
                ("PUT /c/a.ics mine", .status(204, etag: "\"2\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"2\"")),
        FlightCase(
            sentence: "412 for ever: no endless loop",
            exchanges: [
                (write, .status(412)), (look, .status(200, etag: "\"1\"", "base")),
                ("PUT /c/a.ics mine", .status(412)), (look, .status(200, etag: "\"1\"", "base")),
                ("PUT /c/a.ics mine", .status(412)), (look, .status(200, etag: "\"1\"", "base")),
            ],
            outcome: .later(1, .mayBeDone, "HTTP 412")),
    ]

    static let lost = [
        FlightCase(
            sentence: "an interrupted upload is no edit conflict with itself",
            operation: FlightCase.put(attempts: 2, isUncertain: true),
            exchanges: [(write, .status(412)), (look, .status(200, etag: "\"2\"", "mine"))],
            outcome: .acceptedAs("mine", etag: "\"2\"")),
        FlightCase(
            sentence: "500 though it was done: found out by content",
            operation: FlightCase.put(attempts: 2, isUncertain: true),
            exchanges: [(write, .status(412)), (look, .status(200, etag: "\"2\"", "mine"))],
            outcome: .acceptedAs("mine", etag: "\"2\"")),
        FlightCase(
            sentence: "a lost answer leaves open whether it was done",
            exchanges: [(write, .failure(.broken("reset")))],
            outcome: .later(0, .mayBeDone, "reset")),
        FlightCase(
            sentence: "what was never sent was not done",
            exchanges: [(write, .failure(.unreachable("no route")))],
            outcome: .later(0, .notDone, "no route")),
        FlightCase(
            sentence: "stored, and the answer to the look is lost: it may be done",
            exchanges: [(write, .status(204)), (look, .failure(.unreachable("no route")))],
            outcome: .later(0, .mayBeDone, "no route")),
        FlightCase(
            sentence: "the operation is named once; another request under its name is a mistake",
            operation: FlightCase.put(), capabilities: [.operations],
            exchanges: [
                ("PUT /c/a.ics If-Match: \"1\" Dayline-Operation: op mine", .status(412)),
                (look, .status(200, etag: "\"2\"", "base")),
                ("PUT /c/a.ics If-Match: \"2\" mine", .status(204, etag: "\"3\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"3\"")),
        FlightCase(
            sentence: "other bytes than before under the name are no mistake of the user",
            operation: FlightCase.put(attempts: 2), capabilities: [.operations],
            exchanges: [
                (
                    "PUT /c/a.ics If-Match: \"1\" Dayline-Operation: op mine",
                    .refused(422, "<L:operation-mismatch/>")
                ),
                (write, .status(204, etag: "\"2\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"2\"")),
        FlightCase(
            sentence: "an old answer to the name is not believed where things may have changed",
            operation: FlightCase.create(attempts: 2), capabilities: [.operations, .createOnly],
            exchanges: [
                ("PUT /c/a.ics If-None-Match: * Dayline-Operation: op mine", .status(409)),
                (create, .status(201, etag: "\"2\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"2\"")),
    ]

    static let creations = [
        FlightCase(
            sentence: "nothing is replaced",
            operation: FlightCase.create(),
            exchanges: [(create, .status(201, etag: "\"1\""))],
            outcome: .accepted(href: "/c/a.ics", etag: "\"1\"")),
        FlightCase(
            sentence: "the answer was lost: it is there already",
            operation: FlightCase.create(attempts: 2),
            exchanges: [(create, .status(412)), (look, .status(200, etag: "\"1\"", "mine"))],
            outcome: .acceptedAs("mine", etag: "\"1\"")),
        FlightCase(
            sentence: "somebody else made it: merged",
            operation: FlightCase.create(),
            exchanges: [(create, .status(412)), (look, .status(200, etag: "\"1\"", "theirs"))],
            outcome: .overtaken("theirs", etag: "\"1\"")),
        FlightCase(
            sentence: "If-None-Match fails though nothing is there: done without",
            operation: FlightCase.create(),
            exchanges: [
                (create, .status(412)), (look, .status(404)),
                ("PUT /c/a.ics mine", .status(201, etag: "\"1\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"1\"")),
        FlightCase(
            sentence: "If-None-Match is not understood: done without, after a look",
            operation: FlightCase.create(),
            exchanges: [
                (create, .status(400)), (look, .status(404)),
                ("PUT /c/a.ics mine", .status(201, etag: "\"1\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"1\"")),
        FlightCase(
            sentence: "known not to be understood: a look first",
            operation: FlightCase.create(), capabilities: [],
            exchanges: [
                (look, .status(404)), ("PUT /c/a.ics mine", .status(201, etag: "\"1\"")),
            ],
            outcome: .accepted(href: "/c/a.ics", etag: "\"1\"")),
        FlightCase(
            sentence: "409 without a reason: the collection is gone, wait",
            operation: FlightCase.create(),
            exchanges: [(create, .status(409)), (collection, .status(404))],
            outcome: .later(1, .mayBeDone, "the calendar is not on the server any more")),
        FlightCase(
            sentence: "409 without a reason, in a collection that is there: a dead letter",
            operation: FlightCase.create(),
            exchanges: [(create, .status(409)), (collection, .status(207))],
            outcome: .refused(409)),
        FlightCase(
            sentence: "two hrefs with one UID are one event: the other place is merged with",
            operation: FlightCase.create(),
            exchanges: [
                (
                    create,
                    .refused(
                        403, "<C:no-uid-conflict><D:href>/c/b.ics</D:href></C:no-uid-conflict>")
                ),
                ("GET /c/b.ics", .status(200, etag: "\"7\"", "theirs")),
            ],
            outcome: .overtaken(
                RemoteObject(href: "/c/b.ics", etag: "\"7\"", text: Array("theirs".utf8)))),
    ]

    static let refusals =
        [400, 403, 413, 415, 422].map { status in
            FlightCase(
                sentence: "\(status) is a dead letter",
                exchanges: [(write, .status(status))], outcome: .refused(status))
        } + [
            FlightCase(
                sentence: "409 without a reason, and the object is as we know it: a dead letter",
                exchanges: [(write, .status(409)), (look, .status(200, etag: "\"1\"", "base"))],
                outcome: .refused(409)),
            FlightCase(
                sentence: "409 without a reason, and others changed it: merged",
                exchanges: [(write, .status(409)), (look, .status(200, etag: "\"2\"", "theirs"))],
                outcome: .overtaken("theirs", etag: "\"2\"")),
            FlightCase(
                sentence: "the server's words are kept",
                exchanges: [
                    (write, .refused(403, "<C:valid-calendar-data/><D:x>no</D:x>"))
                ],
                outcome: .refused(403, "", "valid-calendar-data")),
            FlightCase(
                sentence: "an overlap is a dead letter with what it clashed with",
                exchanges: [(write, .refused(409, overlap))],
                outcome: .refused(
                    Refusal(
                        status: 409, reason: "", precondition: "overlap",
                        clashes: [
                            OverlapClash(
                                href: "/c/b.ics", title: "Stand-up",
                                shared: Instant(
                                    seconds: 1_796_722_200)..<Instant(
                                        seconds: 1_796_724_000))
                        ]))),
            FlightCase(
                sentence: "a refusal inside a 207 is read",
                exchanges: [(write, .inside(403))], outcome: .refused(403)),
            FlightCase(
                sentence: "412 inside a 207 too",
                exchanges: [
                    (write, .inside(412)), (look, .status(200, etag: "\"2\"", "theirs")),
                ],
                outcome: .overtaken("theirs", etag: "\"2\"")),
        ]

    static let overlap = """
        <L:overlap count="1"><L:clash><D:href>/c/b.ics</D:href><L:summary>Stand-up</L:summary>\
        <L:shared start="2026-12-08T09:30:00Z" end="2026-12-08T10:00:00Z"/></L:clash></L:overlap>
        """

    static let failures = [
        FlightCase(
            sentence: "401: kept, not refused",
            exchanges: [(write, .status(401))], outcome: .later(0, .notDone, "HTTP 401")),
        FlightCase(
            sentence: "429: not done, the account waits",
            exchanges: [(write, .status(429))], outcome: .later(0, .notDone, "HTTP 429")),
        FlightCase(
            sentence: "503: it may be done, the account waits",
            exchanges: [(write, .status(503))], outcome: .later(0, .mayBeDone, "HTTP 503")),
        FlightCase(
            sentence: "500: it may be done, this one waits",
            exchanges: [(write, .status(500))], outcome: .later(1, .mayBeDone, "HTTP 500")),
        FlightCase(
            sentence: "423 with Retry-After in seconds is obeyed",
            exchanges: [(write, .status(423, retry: "77"))],
            outcome: .later(77, .notDone, "HTTP 423")),
        FlightCase(
            sentence: "and as a date",
            exchanges: [(write, .status(423, retry: "Mon, 12 Jan 1970 13:48:20 GMT"))],
            outcome: .later(100, .notDone, "HTTP 423")),
        FlightCase(
            sentence: "507: the account is full",
            exchanges: [(write, .status(507))],
            outcome: .later(Backoff.longest, .notDone, "HTTP 507")),
        FlightCase(
            sentence: "a quota in other words: the account is full",
            exchanges: [(write, .refused(403, "<D:quota-not-exceeded/>"))],
            outcome: .later(Backoff.longest, .notDone, "HTTP 403")),
    ]

    static let withoutETags = [
        FlightCase(
            sentence: "what is there is compared before it is overwritten",
            operation: FlightCase.put(etag: nil),
            exchanges: [
                (look, .status(200, "base")), ("PUT /c/a.ics mine", .status(204)),
                (look, .status(200, "mine")),
            ],
            outcome: .acceptedAs("mine", etag: nil)),
        FlightCase(
            sentence: "changed by others: merged, not overwritten",
            operation: FlightCase.put(etag: nil),
            exchanges: [(look, .status(200, etag: "W/\"2\"", "theirs"))],
            outcome: .overtaken("theirs", etag: "W/\"2\"")),
        FlightCase(
            sentence: "done already, by an attempt whose answer was lost",
            operation: FlightCase.put(etag: nil, attempts: 2, isUncertain: true),
            exchanges: [(look, .status(200, "mine"))],
            outcome: .acceptedAs("mine", etag: nil)),
        FlightCase(
            sentence: "deleted by others",
            operation: FlightCase.put(etag: nil),
            exchanges: [(look, .status(404)), (collection, .status(207))],
            outcome: .overtaken(nil)),
    ]
}
