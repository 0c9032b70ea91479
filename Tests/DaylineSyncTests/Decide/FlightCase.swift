import Core
import Testing

@testable import DaylineSync

/// One operation, the conversation about it, and its outcome.
struct FlightCase: Sendable, CustomTestStringConvertible {
    /// The promise that it proves.
    let sentence: String
    var operation = FlightCase.put()
    var capabilities: ServerCapabilities = [.move, .createOnly, .multiget]
    /// What is asked, and what is answered.
    let exchanges: [(asked: String, answer: Result<DAVReply, TransportFailure>)]
    let outcome: OperationOutcome

    var testDescription: String { sentence }

    static let now = Instant(seconds: 1_000_000)

    func check() {
        let around = Flight.Surroundings(
            moment: Moment(now: Self.now, jitter: 0.5), capabilities: capabilities,
            home: "/home/")
        var flight = Flight(operation)
        var next = flight.begin(around)
        for (asked, answer) in exchanges {
            guard case .send(let request) = next else {
                Issue.record("it ended with \(next), before “\(asked)”")
                return
            }
            #expect(Self.describe(request) == asked)
            next = flight.handle(answer, around)
        }
        #expect(next == .finish(outcome))
    }

    /// `PUT /c/a.ics If-Match: "1"`
    static func describe(_ request: DAVRequest) -> String {
        let names = ["If-Match", "If-None-Match", "Destination", "Dayline-Operation"]
        let said = request.headers.filter { names.contains($0.name) }
            .map { " \($0.name): \($0.value)" }
        let isObject = request.method == "PUT" && request.target.hasSuffix(".ics")
        let text = isObject ? " " + String(decoding: request.body, as: UTF8.self) : ""
        return "\(request.method) \(request.target)\(said.joined())\(text)"
    }
}

/// Operations. Texts are short: nothing reads them but to compare.
extension FlightCase {
    static func put(
        etag: String? = "\"1\"", base: String? = "base", text: String = "mine",
        attempts: Int = 1, isUncertain: Bool = false
    ) -> OutgoingOperation {
        operation(
            .put, href: "/c/a.ics", etag: etag, base: base, text: text, attempts: attempts,
            isUncertain: isUncertain)
    }

    static func create(attempts: Int = 1) -> OutgoingOperation {
        put(etag: nil, base: nil, attempts: attempts)
    }

    static func delete(etag: String? = "\"1\"") -> OutgoingOperation {
        operation(.delete, href: "/c/a.ics", etag: etag, base: "base", text: "")
    }

    /// - Parameter text: what an attempt before may have copied.
    static func move(
        text: String = "base", base: String? = nil, collection: String = "/c/"
    ) -> OutgoingOperation {
        operation(
            .move, href: "/old/a.ics", etag: "\"1\"", base: base ?? text, text: text,
            collection: collection)
    }

    static func calendar(_ kind: OperationKind, collection: String?) -> OutgoingOperation {
        OutgoingOperation(
            id: OperationID("op"), kind: kind, object: nil, uid: UID(""),
            calendar: CalendarID(row: 1), collection: collection, href: nil, etag: nil, base: nil,
            text: [], attempts: 1,
            info: CalendarInfo(
                id: CalendarID(row: 1), name: "Work", color: RGB(red: 1, green: 2, blue: 3)))
    }

    private static func operation(
        _ kind: OperationKind, href: String, etag: String?, base: String?, text: String,
        attempts: Int = 1, isUncertain: Bool = false, collection: String = "/c/"
    ) -> OutgoingOperation {
        OutgoingOperation(
            id: OperationID("op"), kind: kind, object: ObjectID(row: 1), uid: UID("u"),
            calendar: CalendarID(row: 1), collection: collection, href: href, etag: etag,
            base: base.map { Array($0.utf8) }, text: Array(text.utf8), isUncertain: isUncertain,
            attempts: attempts)
    }
}

/// Answers and outcomes.
extension Result where Success == DAVReply, Failure == TransportFailure {
    static func status(_ status: Int, etag: String? = nil, _ body: String = "") -> Self {
        var reply = DAVReply(status: status, body: Array(body.utf8))
        reply.headers["etag"] = etag
        if body.hasPrefix("<") { reply.headers["content-type"] = "application/xml" }
        return .success(reply)
    }

    static func status(_ status: Int, retry: String) -> Self {
        var reply = DAVReply(status: status)
        reply.headers["retry-after"] = retry
        return .success(reply)
    }

    /// A refusal with a precondition of DAV, CalDAV or Dayline.
    static func refused(_ status: Int, _ condition: String) -> Self {
        .status(
            status,
            """
            <D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" \
            xmlns:L="https://dayline.dev/ns/">\(condition)</D:error>
            """)
    }

    static func inside(_ status: Int) -> Self {
        .status(
            207,
            """
            <multistatus xmlns="DAV:"><response><href>/c/a.ics</href>\
            <status>HTTP/1.1 \(status) No</status></response></multistatus>
            """)
    }
}

extension OperationOutcome {
    static func acceptedAs(_ text: String, etag: String?) -> OperationOutcome {
        .acceptedAs(RemoteObject(href: "/c/a.ics", etag: etag, text: Array(text.utf8)))
    }

    static func overtaken(_ text: String, etag: String?) -> OperationOutcome {
        .overtaken(RemoteObject(href: "/c/a.ics", etag: etag, text: Array(text.utf8)))
    }

    static func refused(
        _ status: Int, _ reason: String = "", _ precondition: String = ""
    ) -> OperationOutcome {
        .refused(Refusal(status: status, reason: reason, precondition: precondition))
    }

    /// Seconds from now.
    static func later(_ seconds: Int, _ doubt: Doubt, _ reason: String) -> OperationOutcome {
        .later(notBefore: FlightCase.now.adding(seconds: seconds), doubt, reason: reason)
    }
}
