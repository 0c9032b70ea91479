import Core
import Testing

@testable import DaylineSync

/// Goal: deleting, moving, and operations on calendars. Method: the conversation, word by word.
@Suite("deleting, moving, calendars")
struct FlightOtherTests {
    @Test("a deletion", arguments: deletions)
    func deletion(_ row: FlightCase) { row.check() }

    @Test("a move", arguments: moves + copies)
    func move(_ row: FlightCase) { row.check() }

    @Test("a calendar", arguments: calendars)
    func calendar(_ row: FlightCase) { row.check() }

    static let delete = "DELETE /c/a.ics If-Match: \"1\""
    static let look = "GET /c/a.ics"

    static let deletions = [
        FlightCase(
            sentence: "gone", operation: FlightCase.delete(),
            exchanges: [(delete, .status(204))], outcome: .done(href: nil)),
        FlightCase(
            sentence: "it was gone already: never loops on 404", operation: FlightCase.delete(),
            exchanges: [(delete, .status(404))], outcome: .done(href: nil)),
        FlightCase(
            sentence: "edited by others: not deleted, shown", operation: FlightCase.delete(),
            exchanges: [(delete, .status(412)), (look, .status(200, etag: "\"2\"", "theirs"))],
            outcome: .overtaken("theirs", etag: "\"2\"")),
        FlightCase(
            sentence: "412, and it is gone", operation: FlightCase.delete(),
            exchanges: [(delete, .status(412)), (look, .status(404))],
            outcome: .done(href: nil)),
        FlightCase(
            sentence: "412 with equal content: its new etag", operation: FlightCase.delete(),
            exchanges: [
                (delete, .status(412)), (look, .status(200, etag: "\"2\"", "base")),
                ("DELETE /c/a.ics If-Match: \"2\"", .status(204)),
            ],
            outcome: .done(href: nil)),
        FlightCase(
            sentence: "without an etag: compared first", operation: FlightCase.delete(etag: nil),
            exchanges: [(look, .status(200, "base")), ("DELETE /c/a.ics", .status(204))],
            outcome: .done(href: nil)),
        FlightCase(
            sentence: "without an etag, edited by others: not deleted",
            operation: FlightCase.delete(etag: nil),
            exchanges: [(look, .status(200, "theirs"))], outcome: .overtaken("theirs", etag: nil)),
        FlightCase(
            sentence: "403 is not answered with something else: a dead letter",
            operation: FlightCase.delete(),
            exchanges: [(delete, .status(403))], outcome: .refused(403)),
    ]

    static let here = "GET /old/a.ics"

    static let moves = [
        FlightCase(
            sentence: "moved, and read for its etag", operation: FlightCase.move(),
            exchanges: [(moved, .status(201)), (look, .status(200, etag: "\"2\"", "base"))],
            outcome: .acceptedAs("base", etag: "\"2\"")),
        FlightCase(
            sentence: "the answer was lost: it is at its new place", operation: FlightCase.move(),
            exchanges: [
                (moved, .status(404)), (look, .status(200, etag: "\"2\"", event)),
                (here, .status(404)),
            ],
            outcome: .acceptedAs(event, etag: "\"2\"")),
        FlightCase(
            sentence: "edited by others: that moves along", operation: FlightCase.move(),
            exchanges: [
                (moved, .status(412)), (look, .status(404)),
                (here, .status(200, etag: "\"2\"", "theirs")),
                ("MOVE /old/a.ics Destination: /c/a.ics", .status(201)),
                (look, .status(200, etag: "\"3\"", "theirs")),
            ],
            outcome: .acceptedAs("theirs", etag: "\"3\"")),
        FlightCase(
            sentence: "deleted by others", operation: FlightCase.move(),
            exchanges: [
                (moved, .status(404)), (look, .status(404)), (here, .status(404)),
                ("PROPFIND /c/", .status(207)),
            ],
            outcome: .overtaken(nil)),
        FlightCase(
            sentence: "the name is taken there: another one", operation: FlightCase.move(),
            exchanges: [
                (moved, .status(412)), (look, .status(200, etag: "\"9\"", "stranger")),
                (here, .status(200, etag: "\"1\"", "base")),
                ("MOVE /old/a.ics Destination: /c/op.ics", .status(201)),
                ("GET /c/op.ics", .status(200, etag: "\"2\"", "base")),
            ],
            outcome: .acceptedAs(
                RemoteObject(href: "/c/op.ics", etag: "\"2\"", text: Array("base".utf8)))),
        FlightCase(
            sentence: "an overlap there is a dead letter", operation: FlightCase.move(),
            exchanges: [(moved, .refused(409, "<L:overlap count=\"0\"/>"))],
            outcome: .refused(409, "", "overlap")),
    ]

    static let moved = "MOVE /old/a.ics Destination: /c/a.ics If-Match: \"1\""
    static let event = """
        BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\r
        END:VCALENDAR\r

        """

    static let copies = [
        FlightCase(
            sentence: "a server that cannot move: a copy, then the deletion",
            operation: FlightCase.move(),
            exchanges: [
                (moved, .status(405)), (here, .status(200, etag: "\"1\"", "base")),
                ("PUT /c/a.ics If-None-Match: * base", .status(201)),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(204)),
                (look, .status(200, etag: "\"2\"", "base")),
            ],
            outcome: .acceptedAs("base", etag: "\"2\"")),
        FlightCase(
            sentence: "edited by others between copy and deletion: known first, then copied",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"1\"", "base")),
                ("PUT /c/a.ics If-None-Match: * base", .status(201)),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(412)),
                (here, .status(200, etag: "\"2\"", "theirs")),
            ],
            outcome: .overtaken(
                RemoteObject(href: "/old/a.ics", etag: "\"2\"", text: Array("theirs".utf8)))),
        FlightCase(
            sentence: "the copy of an attempt before is replaced by what is known now",
            operation: FlightCase.move(text: event, base: "theirs"), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"2\"", "theirs")),
                ("PUT /c/a.ics If-None-Match: * theirs", .status(412)),
                (look, .status(200, etag: "\"7\"", event)),
                ("PUT /c/a.ics If-Match: \"7\" theirs", .status(204)),
                ("DELETE /old/a.ics If-Match: \"2\"", .status(204)),
                (look, .status(200, etag: "\"8\"", "theirs")),
            ],
            outcome: .acceptedAs("theirs", etag: "\"8\"")),
        FlightCase(
            sentence: "one UID in two calendars is refused: a recoverable deletion first",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"1\"", "base")),
                (
                    "PUT /c/a.ics If-None-Match: * base",
                    .refused(403, "<C:no-uid-conflict/>")
                ),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(204)),
                ("PUT /c/a.ics base", .status(201)),
                (look, .status(200, etag: "\"2\"", "base")),
            ],
            outcome: .acceptedAs("base", etag: "\"2\"")),
        FlightCase(
            sentence: "refused after the deletion: put back where it was",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"1\"", "base")),
                (
                    "PUT /c/a.ics If-None-Match: * base",
                    .refused(403, "<C:no-uid-conflict/>")
                ),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(204)),
                ("PUT /c/a.ics base", .status(403)),
                ("PUT /old/a.ics base", .status(201)),
            ],
            outcome: .refused(403)),
        FlightCase(
            sentence: "copied, and the original's etag never fits: deleted as it is",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"1\"", "base")),
                ("PUT /c/a.ics If-None-Match: * base", .status(201)),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(412)),
                (here, .status(200, etag: "\"1\"", "base")),
                ("DELETE /old/a.ics", .status(204)),
                (look, .status(200, etag: "\"2\"", "base")),
            ],
            outcome: .acceptedAs("base", etag: "\"2\"")),
        FlightCase(
            sentence: "the same where the deletion has to come first",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"1\"", "base")),
                (
                    "PUT /c/a.ics If-None-Match: * base",
                    .refused(403, "<C:no-uid-conflict/>")
                ),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(412)),
                (here, .status(200, etag: "\"1\"", "base")),
                ("DELETE /old/a.ics", .status(204)),
                ("PUT /c/a.ics base", .status(201)),
                (look, .status(200, etag: "\"2\"", "base")),
            ],
            outcome: .acceptedAs("base", etag: "\"2\"")),
        FlightCase(
            sentence: "somebody else moved it as well, and has another version: both are joined",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [
                (here, .status(200, etag: "\"1\"", "base")),
                ("PUT /c/a.ics If-None-Match: * base", .status(412)),
                (look, .status(200, etag: "\"7\"", event)),
                ("DELETE /old/a.ics If-Match: \"1\"", .status(204)),
                (look, .status(200, etag: "\"7\"", event)),
            ],
            outcome: .met(
                RemoteObject(href: "/c/a.ics", etag: "\"7\"", text: Array(event.utf8)))),
        FlightCase(
            sentence: "changed since: the replica learns of it before anything is copied",
            operation: FlightCase.move(), capabilities: [.createOnly],
            exchanges: [(here, .status(200, etag: "\"2\"", "theirs"))],
            outcome: .overtaken(
                RemoteObject(href: "/old/a.ics", etag: "\"2\"", text: Array("theirs".utf8)))),
        FlightCase(
            sentence: "moved to where it is: nothing is moved, and nothing deleted",
            operation: FlightCase.move(collection: "/old/"), capabilities: [.createOnly],
            exchanges: [(here, .status(200, etag: "\"2\"", "base"))],
            outcome: .acceptedAs(
                RemoteObject(href: "/old/a.ics", etag: "\"2\"", text: Array("base".utf8)))),
        FlightCase(
            sentence: "an event with attendees is never deleted and made anew",
            operation: FlightCase.move(text: "BEGIN:VEVENT\r\nATTENDEE:mailto:x\r\n"),
            exchanges: [(moved, .status(403))],
            outcome: .refused(0, "the server cannot move events with attendees")),
    ]

    static let made = "/home/op/"

    static let calendars = [
        FlightCase(
            sentence: "made under the name of the operation",
            operation: FlightCase.calendar(.makeCalendar, collection: nil),
            exchanges: [("MKCALENDAR /home/op/", .status(201))], outcome: .done(href: made)),
        FlightCase(
            sentence: "the answer was lost: it is there",
            operation: FlightCase.calendar(.makeCalendar, collection: nil),
            exchanges: [
                ("MKCALENDAR /home/op/", .status(405)), ("PROPFIND /home/op/", .status(207)),
            ],
            outcome: .done(href: made)),
        FlightCase(
            sentence: "refused with a colour: made without",
            operation: FlightCase.calendar(.makeCalendar, collection: nil),
            exchanges: [
                ("MKCALENDAR /home/op/", .status(403)), ("MKCALENDAR /home/op/", .status(201)),
            ],
            outcome: .done(href: made)),
        FlightCase(
            sentence: "no calendars can be made: a dead letter",
            operation: FlightCase.calendar(.makeCalendar, collection: nil),
            exchanges: [
                ("MKCALENDAR /home/op/", .status(405)), ("PROPFIND /home/op/", .status(404)),
            ],
            outcome: .refused(405)),
        FlightCase(
            sentence: "a change is read inside its 207",
            operation: FlightCase.calendar(.changeCalendar, collection: "/c/"),
            exchanges: [("PROPPATCH /c/", .inside(403)), ("PROPPATCH /c/", .inside(200))],
            outcome: .done(href: nil)),
        FlightCase(
            sentence: "a calendar that is gone is deleted",
            operation: FlightCase.calendar(.deleteCalendar, collection: "/c/"),
            exchanges: [("DELETE /c/", .status(404))], outcome: .done(href: nil)),
    ]
}
